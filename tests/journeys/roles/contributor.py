"""What a contributor does: works on milestones, reports them done, and shows it with files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_home, goes_to
from tests.journeys.visitor import Visitor

SHOWS = "Eighteen of twenty cases were sound."


def starts(visitor: Visitor, case: Case, milestone: Promised) -> None:
    goes_to(visitor, case)
    visitor.presses(f"Start {milestone.title}")
    visitor.reads("The milestone is underway.")
    visitor.reads_in_row(milestone.title, "Underway")


def reports_done(visitor: Visitor, case: Case, milestone: Promised, *, note: str) -> None:
    goes_to(visitor, case)
    visitor.follows(f"Report done {milestone.title}")
    visitor.is_at("Report milestone done")
    visitor.fills("What was done?", note)
    visitor.presses("Report done")
    visitor.reads("The milestone was reported done.")
    visitor.reads_in_row(milestone.title, "Reported done", note)


def uploads(
    visitor: Visitor, case: Case, file: Path, *, title: str, to: tuple[Promised, ...], period: tuple[date, date]
) -> None:
    goes_to(visitor, case)
    visitor.follows("Upload evidence")
    _fills_in(visitor, file, title=title, to=to, period=period)
    visitor.presses("Upload")
    visitor.reads("The file was uploaded.")
    visitor.reads_in_row(title, *(each.title for each in to), "Available")


def uploads_several_of_which_one_is_refused(
    visitor: Visitor,
    case: Case,
    *good: Path,
    refused: Path,
    title: str,
    to: tuple[Promised, ...],
    period: tuple[date, date],
) -> None:
    """The refused one is named with its reason; the others are kept, and what was typed stays in the form."""
    goes_to(visitor, case)
    visitor.follows("Upload evidence")
    _fills_in(visitor, *good, refused, title=title, to=to, period=period)
    visitor.presses("Upload")
    (problem,) = visitor.problems()
    assert problem.startswith(refused.name)
    assert len(problem) > len(refused.name) + 10, "a reason stands behind the name"
    visitor.reads("These files are kept. Do not choose them again", *(file.name for file in good))
    assert visitor.holds("Title") == title
    assert visitor.holds("What does it show? (optional)") == SHOWS
    goes_to(visitor, case)
    for file in good:
        visitor.reads_in_row(f"{title}: {file.name}", *(each.title for each in to), "Available")
    visitor.does_not_read(refused.name)


def _fills_in(visitor: Visitor, *files: Path, title: str, to: tuple[Promised, ...], period: tuple[date, date]) -> None:
    visitor.attaches(*files)
    visitor.fills("Title", title)
    for milestone in to:
        visitor.ticks(milestone.title, within="Which milestones is it for?")
    visitor.selects("Sample of cases", from_="Kind of evidence")
    visitor.fills("What does it show? (optional)", SHOWS)
    visitor.fills_day("Period from (optional)", period[0])
    visitor.fills_day("Period to (optional)", period[1])


def reads_what_is_missing_and_uploads_a_better_version(
    visitor: Visitor, case: Case, file: Path, *, title: str, missing: str
) -> None:
    goes_to(visitor, case)
    visitor.reads("Insufficient", missing)
    visitor.follows(title)
    visitor.reads(missing)
    visitor.presses("Upload a newer version")
    visitor.attaches(file)
    visitor.presses("Upload")
    visitor.reads("The file was uploaded.")
    goes_to(visitor, case)
    visitor.reads(f"Waiting to be looked at: {title}", ", version 2")


def finds_no_way_to_decide_on_it(visitor: Visitor, case: Case, milestone: Promised, decide_address: str) -> None:
    """Neither a link nor the address of the page lets an owner decide on what is theirs."""
    goes_to(visitor, case)
    assert not visitor.can_follow("Review")
    assert not visitor.can_follow("Verify")
    visitor.reads(milestone.title)
    visitor.opens(decide_address)
    visitor.is_at("You cannot")


def finds_overdue(visitor: Visitor, milestones: Sequence[Promised]) -> None:
    goes_home(visitor)
    for milestone in milestones:
        visitor.reads_in_row(milestone.title, "Underway", "Overdue")
