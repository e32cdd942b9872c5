"""How a head of PDU writes a plan: the response, what is missing, milestones and their order, and submitting."""

from __future__ import annotations

from dataclasses import replace

from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_home, goes_to, goes_to_the_inspection
from tests.journeys.visitor import Visitor

SUCCESS = "In nine of ten cases it is done, and done in time."
MISSING = "Before this plan can be submitted"
ORDER = "Put the milestones in order"


def responds(visitor: Visitor, case: Case) -> None:
    goes_home(visitor)
    visitor.follows(case.name)
    visitor.presses("Respond to this recommendation")
    visitor.chooses("Agreed", to="Do you agree with this recommendation?")
    _explains(visitor, "We agree, and have begun.")


def agrees_in_part(visitor: Visitor, *, part: str, reason: str, why: str) -> None:
    """On the page of the response: which part, and why not the rest."""
    visitor.chooses("Partly agreed", to="Do you agree with this recommendation?")
    visitor.fills("Which part do you agree with?", part)
    visitor.chooses(reason, to="Main reason")
    _explains(visitor, why)
    visitor.reads("Partly agreed", part, reason, why)


def _explains(visitor: Visitor, why: str) -> None:
    visitor.fills("Explain your response", why)
    visitor.presses("Save response")
    visitor.reads("Your response was saved.")


def says_what_success_is(visitor: Visitor, words: str, *, by: str = "Change the success measure") -> None:
    """By that link of the recommendation's page."""
    visitor.follows(by)
    visitor.fills("Success measure", words)
    visitor.presses("Save plan")
    visitor.reads(words)


def adds_a_milestone(visitor: Visitor, promised: Promised) -> None:
    visitor.presses("Add a milestone")
    fills_in_a_milestone(visitor, promised)


def fills_in_a_milestone(visitor: Visitor, promised: Promised) -> None:
    visitor.fills("What will be done?", promised.title)
    visitor.selects(promised.owner, from_="Owner")
    visitor.fills_day("Due date", promised.due_on)
    visitor.fills("What evidence will show it?", promised.evidence_expected)
    if promised.waits_for:
        visitor.ticks(promised.waits_for, within="Which milestones does it wait for? (optional)")
    visitor.fills("Weight", str(promised.weight))
    if promised.is_embed:
        visitor.ticks("This is the embed milestone")
    if promised.keeps_people_safe:
        visitor.ticks("This is about keeping other people safe")
    visitor.presses("Add milestone")
    visitor.reads("The milestone was added.")
    visitor.reads_in_row(promised.title, promised.owner, "Planned")


def mends_what_is_missing(visitor: Visitor, case: Case) -> None:
    """By the links of the list, one after the other, until nothing is missing."""
    goes_home(visitor)
    visitor.follows(case.name)
    assert not visitor.can_press("Submit the plan")
    visitor.presses("Respond to this recommendation")
    agrees_in_part(visitor, part="What is ours.", reason="Commissioning", why="The rest is bought for the region.")
    visitor.reads(MISSING)
    assert not visitor.can_press("Submit the plan")
    says_what_success_is(visitor, SUCCESS, by="Say what success is")
    visitor.follows("Add at least one milestone")
    fills_in_a_milestone(visitor, case.work)
    visitor.follows("Add an embed milestone")
    fills_in_a_milestone(visitor, replace(case.audit, weight=1, evidence_expected=""))
    visitor.follows(f"Give the embed milestone ‘{case.audit.title}’")
    visitor.fills("Weight", str(case.audit.weight))
    visitor.presses("Save milestone")
    visitor.follows(f"Say what evidence is expected of ‘{case.audit.title}’")
    visitor.fills("What evidence will show it?", case.audit.evidence_expected)
    visitor.presses("Save milestone")
    visitor.does_not_read(MISSING)
    assert visitor.can_press("Submit the plan")


def puts_one_before_another(visitor: Visitor, one: Promised, before: Promised) -> None:
    """With the buttons of the page, which need neither a mouse nor JavaScript."""
    visitor.reads_in_order(before.title, one.title)
    visitor.follows(ORDER)
    visitor.presses(f"Move up {one.title}")
    visitor.reads_in_order(one.title, before.title)
    visitor.follows("Back to the recommendation")
    visitor.reads_in_order(one.title, before.title)
    visitor.reads_in_row(before.title, "waits for milestone 1")


def submits(visitor: Visitor, case: Case) -> None:
    goes_to(visitor, case)
    visitor.presses("Submit the plan")
    visitor.is_at("Submit the plan for recommendation")
    visitor.reads(*(each.title for each in case.milestones))
    visitor.presses("Submit plan")
    visitor.reads("Submitted")


def submits_them_together(visitor: Visitor, cases: list[Case]) -> None:
    goes_to_the_inspection(visitor, cases[0])
    visitor.follows("Submit the plans together")
    visitor.reads(f"{len(cases)} of {len(cases)} plans are complete")
    visitor.presses(f"Submit {len(cases)} plans")
    visitor.reads(f"{len(cases)} plans submitted to be agreed.")


def reads_why_the_plan_came_back_and_mends_it(visitor: Visitor, case: Case, *, note: str, expected: str) -> None:
    """Finds it among their items, and says more of the evidence that its embed milestone expects."""
    goes_home(visitor)
    visitor.reads("Returned to you")
    visitor.follows(case.name)
    visitor.reads("returned this plan", note)
    visitor.follows("Edit", within=visitor.row(case.audit.title))
    visitor.fills("What evidence will show it?", expected)
    visitor.presses("Save milestone")
    case.audit = replace(case.audit, evidence_expected=expected)
    visitor.reads_in_row(case.audit.title, expected)
