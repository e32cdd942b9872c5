"""What the inspector does: reads what is agreed, judges progress, closes with a verdict."""

from __future__ import annotations

from tests.journeys.roles.plans import Case
from tests.journeys.roles.ways import goes_to
from tests.journeys.visitor import Visitor


def cannot_read_the_plan_yet(visitor: Visitor, case: Case) -> None:
    goes_to(visitor, case)
    visitor.reads("You can read it once it is agreed.")
    for milestone in case.milestones:
        visitor.does_not_read(milestone.title)


def judges_progress(visitor: Visitor, case: Case, *, plan: str, outcome: str, why: str) -> None:
    goes_to(visitor, case)
    visitor.does_not_read("The verified score suggests")
    visitor.follows("Judge progress")
    visitor.chooses(plan, to="How far has the plan been delivered?")
    visitor.chooses(outcome, to="How far has the outcome improved?")
    visitor.fills("Why?", why)
    visitor.presses("Record judgement")
    visitor.reads("Not released: only inspectors see it", plan, outcome, why)
    visitor.does_not_read("The verified score suggests")


def releases_the_judgement(visitor: Visitor) -> None:
    visitor.presses("Release this judgement")
    visitor.reads("The judgement was released.", "The verified score suggests")


def gives_the_verdict(visitor: Visitor, case: Case, verdict: str, *, why: str) -> None:
    goes_to(visitor, case)
    visitor.follows("Close with a verdict")
    visitor.chooses(verdict, to="What is the verdict?")
    visitor.fills("Why?", why)
    visitor.presses("Close the recommendation")
    visitor.reads("The recommendation was closed.", "Closed", verdict, why)
