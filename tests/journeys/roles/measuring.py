"""The outcome: what the report found, what is aimed at, and what cases show since."""

from __future__ import annotations

from datetime import date

from tests.journeys.roles.plans import Case
from tests.journeys.roles.ways import goes_to
from tests.journeys.visitor import Visitor

MEASURE = "Assessments that analyse risk of harm"


def adds_a_measure(visitor: Visitor, case: Case, *, words: str, baseline: int, target: int) -> None:
    goes_to(visitor, case)
    visitor.follows_just("Outcome")
    visitor.presses("Add a measure")
    visitor.fills("What is measured?", MEASURE)
    visitor.fills("What does the report say?", words)
    visitor.fills("The report’s figure (optional)", str(baseline))
    visitor.fills("Where does it say so?", "P 2.1")
    visitor.fills("Target", str(target))
    visitor.presses("Save measure")
    visitor.reads(MEASURE, words, f"{baseline}%", f"{target}%", "Not measured")


def adds_a_reading(visitor: Visitor, case: Case, *, period: tuple[date, date], met: int, of: int) -> None:
    goes_to(visitor, case)
    visitor.follows_just("Outcome")
    visitor.follows(f"Add a reading of {MEASURE}")
    visitor.fills_day("First day of the period", period[0])
    visitor.fills_day("Last day of the period", period[1])
    visitor.fills("How many cases were looked at?", str(of))
    visitor.fills("How many of them met the measure?", str(met))
    visitor.fills("Who checked the cases?", "Officers of another unit")
    visitor.presses("Add the reading")
    visitor.reads(f"{met} of {of} cases", "95%")
