"""Work changes hands: several milestones at once, a deputy while somebody is away, a post to its next holder."""

from __future__ import annotations

from datetime import date

from tests.journeys.cast import Member
from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_home, goes_to
from tests.journeys.visitor import Visitor

WHAT = "What do you want to do?"


def gives_several_to(visitor: Visitor, case: Case, *chosen: Promised, owner: Member, why: str) -> None:
    _chooses_several(visitor, case, chosen)
    visitor.chooses("Give them to somebody else", to=WHAT)
    visitor.selects(owner.name, from_="New owner")
    _changes_them(visitor, len(chosen), why)


def asks_for_later_dates_of_several(visitor: Visitor, case: Case, *chosen: Promised, days: int, why: str) -> None:
    _chooses_several(visitor, case, chosen)
    visitor.chooses("Ask for later due dates", to=WHAT)
    visitor.fills("How many days later?", str(days))
    _changes_them(visitor, len(chosen), why)


def _chooses_several(visitor: Visitor, case: Case, chosen: tuple[Promised, ...]) -> None:
    goes_to(visitor, case)
    visitor.follows("Change several milestones at once")
    for each in chosen:
        visitor.ticks(f"{case.milestones.index(each) + 1}. {each.title}", within="Which milestones?")


def _changes_them(visitor: Visitor, how_many: int, why: str) -> None:
    visitor.fills("Reason", why)
    visitor.presses("Change the selected milestones")
    visitor.reads(f"It was done for {how_many} milestones.")


def says_when_they_are_away(visitor: Visitor, *, days: tuple[date, date], deputy: Member) -> None:
    visitor.follows("Absences")
    visitor.presses("Say when you are away")
    visitor.fills_day("First day away", days[0])
    visitor.fills_day("Last day away", days[1])
    visitor.selects(deputy.name, from_="Who stands in?")
    visitor.presses("Add absence")
    visitor.reads("Away", deputy.name)


def reports_done_for(visitor: Visitor, away: Member, case: Case, milestone: Promised, *, note: str) -> None:
    """The deputy, who finds it among their items."""
    goes_home(visitor)
    visitor.reads_in_row(milestone.title, f"for {away.name}")
    visitor.follows(f"Report done {milestone.title}")
    visitor.fills("What was done?", note)
    visitor.presses("Report done")
    goes_to(visitor, case)
    visitor.reads_in_row(milestone.title, away.name, "Reported done", note)


def hands_over_a_post(visitor: Visitor, holder: Member, *, to: Member, why: str) -> None:
    """From the page of the unit; until it is accepted it stands among the items of who handed it over."""
    visitor.follows("Units")
    assert visitor.follows_one_of((r"/units/\d+",))
    visitor.follows("What the people of this unit hold")
    visitor.follows(f"Hand over what {holder.name} holds")
    visitor.selects(to.name, from_="Who takes over?")
    visitor.fills("Why is this handed over?", why)
    visitor.presses("Hand over")
    visitor.reads(f"handed over to {to.name}")
    goes_home(visitor)
    visitor.reads("Handovers not accepted yet", to.name)


def accepts_what_was_handed_over(visitor: Visitor, was: Member, *, why: str) -> None:
    goes_home(visitor)
    visitor.reads("Handed over to you", f"From {was.name}: {why}")
    visitor.presses(f"Accept what {was.name} held")
    visitor.reads("You accepted the handover.")
