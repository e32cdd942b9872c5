"""Why a score changed, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from tracker.domain.score_words import became, explained, points_in_words

Line = tuple[int, int, int, int, str, int]


@dataclass
class Kept:
    """A stored score, as far as its words go."""

    lines: list[Line]
    parts: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.parts = {"by_milestone": self.lines, "weight": sum(line[1] for line in self.lines)}

    def _share(self, column: int) -> int:
        return sum(int(line[1]) * int(line[column]) for line in self.lines) * 500 // int(self.parts["weight"])

    @property
    def reported(self) -> int:
        return self._share(2)

    @property
    def verified(self) -> int:
        return self._share(3)


OTHER: Line = (2, 24, 0, 0, "none", 0)


def words(before: list[Line], after: list[Line]) -> tuple[list[str], list[str]]:
    found = explained(Kept(before), Kept(after), {12: date(2026, 5, 1)})
    return [each.in_words() for each in found.reported], [each.in_words() for each in found.verified]


def test_a_status_says_what_became_overdue_or_else_its_rule() -> None:
    assert became("1 milestone is overdue.", [4]) == "milestone 4 became overdue"
    assert became("No milestone has been started.", []) == "no milestone has been started"
    assert became("The inspectors come soon.", [4]) == "the inspectors come soon"


def test_points_have_a_sign_and_two_decimals_unless_they_are_whole() -> None:
    assert [points_in_words(points) for points in (400, -400, 50, -5, 1234)] == ["+4", "−4", "+0.50", "−0.05", "+12.34"]


@pytest.mark.parametrize(
    ("was", "now", "reported", "verified"),
    [
        ((0, 0, "none", 0), (6, 0, "underway", 0), ["+1.20: milestone 1 was started"], []),
        ((6, 0, "underway", 0), (20, 0, "unshown", 0), ["+2.80: milestone 1 was reported done"], []),
        ((6, 0, "underway", 0), (0, 0, "none", 0), ["−1.20: milestone 1 was cancelled"], []),
        ((20, 20, "none", 0), (20, 10, "judged", 12), [], ["−2: evidence 12 went stale on 1 May"]),
        ((20, 20, "none", 0), (20, 10, "judged", 99), [], ["−2: evidence 99 went stale"]),
        ((20, 10, "judged", 12), (20, 20, "none", 0), [], ["+2: newer evidence was accepted for milestone 1"]),
        ((20, 0, "waiting", 0), (20, 20, "none", 0), [], ["+4: the evidence for milestone 1 was found sufficient"]),
        (
            (20, 0, "waiting", 0),
            (20, 10, "judged", 0),
            [],
            ["+2: the evidence for milestone 1 was found partly sufficient"],
        ),
        (
            (20, 0, "waiting", 0),
            (20, 10, "judged", 12),
            [],
            ["+2: the evidence for milestone 1 was found sufficient, and is stale"],
        ),
        ((20, 20, "none", 0), (20, 0, "judged", 0), [], ["−4: the evidence for milestone 1 was found insufficient"]),
        ((20, 20, "none", 0), (20, 0, "unshown", 0), [], ["−4: the decision on milestone 1 no longer stands"]),
        (
            (20, 20, "none", 0),
            (6, 0, "underway", 0),
            ["−2.80: milestone 1 was reopened"],
            ["−4: milestone 1 was reopened"],
        ),
        ((20, 20, "none", 0), (20, 20, "none", 0), [], []),
    ],
)
def test_each_change_of_a_milestone_has_its_words(
    was: tuple[int, int, str, int], now: tuple[int, int, str, int], reported: list[str], verified: list[str]
) -> None:
    assert words([(1, 1, *was), OTHER], [(1, 1, *now), OTHER]) == (reported, verified)


def test_a_new_milestone_explains_what_the_others_do_not() -> None:
    done: Line = (1, 1, 20, 20, "none", 0)
    assert words([done], [done, (2, 3, 0, 0, "none", 0)]) == (
        ["−75: milestone 2 was added"],
        ["−75: milestone 2 was added"],
    )


def test_changed_weights_are_named() -> None:
    still: Line = (2, 1, 0, 0, "none", 0)
    assert words([(1, 1, 20, 0, "unshown", 0), still], [(1, 3, 20, 0, "unshown", 0), still]) == (
        ["+25: weights were changed"],
        [],
    )


def test_a_milestone_whose_place_was_taken_is_said_with_the_one_that_took_it() -> None:
    before: list[Line] = [(1, 20, 6, 0, "underway", 0), (2, 20, 20, 0, "unshown", 0)]
    after: list[Line] = [(1, 0, 0, 0, "none", 0), (2, 20, 20, 0, "unshown", 0), (3, 20, 0, 0, "none", 0)]
    assert words(before, after)[0] == ["−15: milestone 3 was added, another took the place of milestone 1"]
