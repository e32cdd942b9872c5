"""Figures of several plans together: means by weight, counts, and the weakest, which no mean hides."""

from __future__ import annotations

from functools import reduce
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.roll_up import RollUp, of_one, together
from tracker.domain.vocabulary import PlanStatus

POINTS = st.integers(0, 10_000)
SINGLE = st.builds(
    lambda key, **more: of_one(key, str(key), f"do thing {key}.", **more),
    st.integers(1, 50),
    weight=st.integers(1, 9),
    reported=POINTS,
    verified=POINTS,
    status=st.sampled_from(PlanStatus),
    overdue=st.integers(0, 5),
)


def plan(key: int, **more: Any) -> RollUp:
    values: dict[str, Any] = {
        "weight": 1,
        "reported": 5000,
        "verified": 2500,
        "status": PlanStatus.ON_TRACK,
        "overdue": 0,
    } | more
    return of_one(key, str(key), f"do thing {key}.", **values)


def of(*plans: RollUp) -> RollUp:
    found = together(plans)
    assert found is not None
    return found


def test_both_figures_are_means_by_weight() -> None:
    both = of(plan(1, weight=3, reported=10_000, verified=4000), plan(2, reported=0, verified=0))
    assert (both.reported, both.verified) == (7500, 3000)


def test_half_a_hundredth_of_a_point_is_rounded_up() -> None:
    assert of(plan(1, verified=1), plan(2, verified=0)).verified == 1


def test_the_statuses_are_counted_with_the_worst_first() -> None:
    several = of(*(plan(key, status=status) for key, status in enumerate([*PlanStatus, PlanStatus.AT_RISK])))
    assert several.by_status == [
        (PlanStatus.OFF_TRACK, 1),
        (PlanStatus.AT_RISK, 2),
        (PlanStatus.NOT_STARTED, 1),
        (PlanStatus.ON_TRACK, 1),
        (PlanStatus.DELIVERED, 1),
    ]
    assert several.plans == 6


def test_overdue_milestones_add_up() -> None:
    assert of(plan(1, overdue=2), plan(2, overdue=3)).overdue == 5


def test_the_weakest_is_verified_least() -> None:
    weakest = of(plan(1, verified=10), plan(2, verified=9, status=PlanStatus.DELIVERED), plan(3, verified=11)).weakest
    assert (weakest.recommendation_id, weakest.number, weakest.text) == (2, "2", "do thing 2.")
    assert (weakest.verified, weakest.status) == (9, PlanStatus.DELIVERED)


def test_of_equals_the_weakest_has_the_worse_status_and_then_is_reported_less() -> None:
    late = plan(2, status=PlanStatus.OFF_TRACK, reported=9000)
    assert of(plan(1), late, plan(3)).weakest.recommendation_id == 2
    assert of(plan(1), plan(3, reported=4000)).weakest.recommendation_id == 3
    assert of(plan(3), plan(1)).weakest.recommendation_id == 1


def test_nothing_together_is_nothing() -> None:
    assert together([]) is None


@given(st.lists(SINGLE, min_size=2, max_size=8), st.data())
def test_how_plans_are_grouped_changes_nothing(plans: list[RollUp], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(plans) - 1))
    groups = [of(*plans[:cut]), of(*plans[cut:])]
    assert of(*reversed(groups)) == reduce(RollUp.__add__, plans)
    assert min(each.verified for each in plans) <= of(*plans).verified <= max(each.verified for each in plans)
