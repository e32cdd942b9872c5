"""A change of an agreed plan: a draft beside it, compared field by field, which only HMPPS reads until it is agreed."""

from __future__ import annotations

from tests.journeys.roles.plans import Case
from tests.journeys.roles.ways import goes_to
from tests.journeys.visitor import Visitor


def proposes_other_evidence(visitor: Visitor, case: Case, *, why: str, proposed: str) -> None:
    """For the embed milestone. What was agreed stands beside it, and stays until the change is agreed."""
    goes_to(visitor, case)
    visitor.follows("Change of the plan")
    visitor.fills("Why does the plan have to change?", why)
    visitor.presses("Start the change")
    visitor.follows(f"Milestone {case.milestones.index(case.audit) + 1}: {case.audit.title}")
    visitor.fills("What evidence will show it?", proposed)
    visitor.presses("Save in the change")
    visitor.reads_in_order(why, case.audit.evidence_expected, proposed)
    visitor.presses("Submit the change")
    visitor.reads_in_order(why, case.audit.evidence_expected, proposed)
    visitor.presses("Submit the change")
    visitor.reads("The change was submitted to be agreed.")


def reads_the_agreed_version_only(visitor: Visitor, case: Case, *, proposed: str) -> None:
    goes_to(visitor, case)
    visitor.reads_in_row(case.audit.title, case.audit.evidence_expected)
    visitor.does_not_read(proposed)
    assert not visitor.can_follow("See the change")


def reads_what_became_of_the_baseline(visitor: Visitor, case: Case, *, agreed: str) -> None:
    """In the versions: the first as it was agreed, the second with what changed."""
    goes_to(visitor, case)
    visitor.follows("Agreed versions of the plan")
    visitor.follows("Baseline")
    visitor.reads(agreed)
    visitor.does_not_read(case.audit.evidence_expected)
    visitor.follows("the next version")
    visitor.is_at("Version 2 of the plan")
    visitor.reads_in_order("What changed", agreed, case.audit.evidence_expected)
