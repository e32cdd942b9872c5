"""What may be said of a blocker, and when its answer is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.domain.blockers import Said, check_cleared, is_past_answer, whole
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import Whose

TODAY = date(2026, 3, 2)
SAID = Said("A room to train in", Whose.ESTATES, date(2026, 2, 2), date(2026, 3, 20), "The regional board")


def test_what_can_be_so_is_taken_as_it_came() -> None:
    for said in (SAID, replace(SAID, asked_on=TODAY), replace(SAID, answer_due_on=SAID.asked_on, raised_to="")):
        assert whole(said, today=TODAY) is said


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 501}, "what"),
        ({"raised_to": "x" * 201}, "raised_to"),
        ({"asked_on": None}, "asked_on"),
        ({"asked_on": date(2026, 3, 3)}, "asked_on"),
        ({"answer_due_on": None}, "answer_due_on"),
        ({"answer_due_on": date(2026, 2, 1)}, "answer_due_on"),
    ],
)
def test_what_cannot_be_so_is_refused_by_the_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        whole(replace(SAID, **change), today=TODAY)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("cleared_on", "outcome", "field"),
    [
        (None, "Given.", "cleared_on"),
        (date(2026, 2, 1), "Given.", "cleared_on"),
        (date(2026, 3, 3), "Given.", "cleared_on"),
        (TODAY, "", "outcome"),
    ],
)
def test_it_is_cleared_on_a_day_that_was_and_with_an_outcome(cleared_on: date | None, outcome: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_cleared(cleared_on, outcome, asked_on=date(2026, 2, 2), today=TODAY)
    assert broken.value.field == field
    assert check_cleared(TODAY, "Given.", asked_on=TODAY, today=TODAY) == TODAY


@pytest.mark.parametrize(
    ("answer_due_on", "cleared_on", "late"),
    [(date(2026, 3, 1), None, True), (TODAY, None, False), (date(2026, 3, 1), TODAY, False)],
)
def test_an_answer_is_late_from_the_day_after_it_was_due_until_the_blocker_is_cleared(
    answer_due_on: date, cleared_on: date | None, late: bool
) -> None:
    assert is_past_answer(answer_due_on, cleared_on, TODAY) is late
