"""The figures of several plans together: both means by weight, counts by status, what is overdue, and the weakest.

Only plans' scores are stored (product rules, section 8); of an inspection, a unit or a region they are put together
here. A mean never stands alone: the counts and the weakest recommendation come with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from tracker.domain.vocabulary import PlanStatus

WORST_FIRST = (
    PlanStatus.OFF_TRACK,
    PlanStatus.AT_RISK,
    PlanStatus.NOT_STARTED,
    PlanStatus.ON_TRACK,
    PlanStatus.DELIVERED,
)


@dataclass(frozen=True, slots=True)
class Weakest:
    """The recommendation whose plan is verified least; of equals that of the worse status, then the less reported."""

    verified: int
    severity: int
    reported: int
    recommendation_id: int
    number: str | None
    text: str

    @property
    def status(self) -> PlanStatus:
        return WORST_FIRST[self.severity]

    @property
    def place(self) -> tuple[int, int, int, int]:
        """The weaker, the lower."""
        return self.verified, self.severity, self.reported, self.recommendation_id


@dataclass(frozen=True, slots=True)
class RollUp:
    """One plan or more. The sums are of weight × hundredths of a point; `counts` are in the order of WORST_FIRST."""

    weight: int
    reported_sum: int
    verified_sum: int
    overdue: int
    counts: tuple[int, ...]
    weakest: Weakest

    @property
    def plans(self) -> int:
        return sum(self.counts)

    @property
    def reported(self) -> int:
        """The mean by weight in hundredths of a point, half up."""
        return _mean(self.reported_sum, self.weight)

    @property
    def verified(self) -> int:
        return _mean(self.verified_sum, self.weight)

    @property
    def by_status(self) -> list[tuple[PlanStatus, int]]:
        """The statuses that any plan has and how many have it, the worst first."""
        return [(status, count) for status, count in zip(WORST_FIRST, self.counts, strict=True) if count]

    def __add__(self, other: RollUp) -> RollUp:
        return RollUp(
            self.weight + other.weight,
            self.reported_sum + other.reported_sum,
            self.verified_sum + other.verified_sum,
            self.overdue + other.overdue,
            tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)),
            min(self.weakest, other.weakest, key=lambda each: each.place),
        )


def of_one(
    recommendation_id: int,
    number: str | None,
    text: str,
    *,
    weight: int,
    reported: int,
    verified: int,
    status: PlanStatus,
    overdue: int,
) -> RollUp:
    """One plan by itself: its stored score, under the weight of its recommendation."""
    severity = WORST_FIRST.index(status)
    counts = tuple(int(each is status) for each in WORST_FIRST)
    weakest = Weakest(verified, severity, reported, recommendation_id, number, text)
    return RollUp(weight, weight * reported, weight * verified, overdue, counts, weakest)


def together(parts: Iterable[RollUp]) -> RollUp | None:
    """All of them as one; None where there is none."""
    every = list(parts)
    return reduce(RollUp.__add__, every) if every else None


def _mean(weighted: int, weight: int) -> int:
    return (2 * weighted + weight) // (2 * weight)
