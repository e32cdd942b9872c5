"""What blocks a milestone: said beside it, raised, cleared."""

from __future__ import annotations

from datetime import date

from tests.journeys.roles.dates import in_words
from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_to
from tests.journeys.visitor import Visitor


def says_what_blocks(
    visitor: Visitor, case: Case, milestone: Promised, what: str, *, whose: str, asked: date, answer_due: date
) -> None:
    goes_to(visitor, case)
    visitor.follows(f"Add a blocker of {milestone.title}")
    visitor.fills("What blocks the milestone?", what)
    visitor.chooses(whose, to="Whose answer is needed?")
    visitor.fills_day("When did you ask?", asked)
    visitor.fills_day("When is the answer due?", answer_due)
    visitor.presses("Add blocker")
    visitor.reads_in_row(milestone.title, f"{whose}: {what}", f"Answer due {in_words(answer_due)}")


def raises_it(visitor: Visitor, case: Case, milestone: Promised, *, to: str) -> None:
    goes_to(visitor, case)
    visitor.follows("Edit the blocker", within=visitor.row(milestone.title))
    visitor.fills("Whom was it raised to? (optional)", to)
    visitor.presses("Save blocker")
    visitor.reads_in_row(milestone.title, f"raised to {to}")


def clears_it(visitor: Visitor, case: Case, milestone: Promised, *, on: date, how: str) -> None:
    goes_to(visitor, case)
    visitor.follows("Clear the blocker", within=visitor.row(milestone.title))
    visitor.fills_day("When was it cleared?", on)
    visitor.fills("How was it cleared?", how)
    visitor.presses("Clear blocker")
    assert "Answer due" not in visitor.row(milestone.title).inner_text()
