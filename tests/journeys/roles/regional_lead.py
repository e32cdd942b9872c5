"""What the regional lead does with a plan: returns it, agrees it, agrees a change of it, cancels, assures."""

from __future__ import annotations

from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_home, goes_to
from tests.journeys.visitor import Visitor


def returns(visitor: Visitor, case: Case, *, note: str) -> None:
    goes_home(visitor)
    visitor.reads("Plans to agree or return")
    visitor.follows(case.name)
    visitor.follows("Return the plan instead")
    visitor.fills("What needs to change?", note)
    visitor.presses("Return plan")
    visitor.reads("Returned", note)


def agrees(visitor: Visitor, case: Case) -> None:
    goes_home(visitor)
    visitor.follows(case.name)
    visitor.is_at("Agree the plan for recommendation")
    visitor.reads(*(each.title for each in case.milestones))
    visitor.presses("Agree plan")
    visitor.is_at("Recommendation")
    visitor.reads("Agreed")


def agrees_the_change(visitor: Visitor, case: Case, *, agreed: str, proposed: str) -> None:
    """Having seen side by side what was agreed and what is proposed."""
    goes_home(visitor)
    visitor.reads("a change of the agreed plan")
    visitor.follows(case.name)
    visitor.reads_in_order("What would be different", agreed, proposed)
    visitor.chooses("Agree the change", to="What do you decide?")
    visitor.presses("Save decision")
    visitor.reads("Agreed", proposed)


def cancels(visitor: Visitor, case: Case, milestone: Promised, *, why: str) -> None:
    goes_to(visitor, case)
    visitor.follows(f"Cancel milestone {milestone.title}")
    visitor.fills("Why is this milestone cancelled?", why)
    visitor.presses("Cancel this milestone")
    visitor.reads_in_row(milestone.title, "Cancelled", why)
    visitor.reads("Scope removed")


def begins_the_sustain_period(visitor: Visitor, case: Case) -> None:
    _leads_on_from_delivery(visitor, case, "Begin the sustain period")
    visitor.reads("The sustain period runs until")


def assures(visitor: Visitor, case: Case) -> None:
    _leads_on_from_delivery(visitor, case, "Assure the plan")
    visitor.reads("Assured, awaiting inspection")


def _leads_on_from_delivery(visitor: Visitor, case: Case, button: str) -> None:
    """From their items, one click from the button."""
    goes_home(visitor)
    visitor.reads("Delivered plans that wait for you")
    visitor.follows(case.name)
    visitor.presses(button)
