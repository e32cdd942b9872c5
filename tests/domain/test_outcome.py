"""What measures read is said with how sure one may be, and against the report's figure and the target."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import RuleBroken
from tracker.domain.outcome import (
    WHOLE,
    Interval,
    band,
    check_measure,
    check_reading,
    improvement,
    mean_improvement,
    next_target,
    share,
    unmeasured_from,
    wilson_interval,
)
from tracker.domain.vocabulary import Rating

TODAY = date(2026, 3, 2)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    denominator = draw(st.integers(1, 5_000))
    return draw(st.integers(0, denominator)), denominator


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [  # as published tables and R's prop.test(correct=FALSE) give them, to a hundredth of a per cent
        (0, 10, 0, 2775),
        (10, 10, 7225, 10000),
        (12, 20, 3866, 7812),
        (81, 263, 2553, 3662),
        (1, 29, 61, 1718),
    ],
)
def test_the_interval_of_a_reading_is_wilsons(numerator: int, denominator: int, low: int, high: int) -> None:
    assert wilson_interval(numerator, denominator) == Interval(low, high)


@given(counts())
def test_the_interval_holds_the_share_and_stays_within_all_of_it(count: tuple[int, int]) -> None:
    interval = wilson_interval(*count)
    assert 0 <= interval.low <= share(*count) <= interval.high <= WHOLE


@given(counts())
def test_what_met_the_measure_and_what_did_not_have_mirrored_intervals(count: tuple[int, int]) -> None:
    met, missed = wilson_interval(*count), wilson_interval(count[1] - count[0], count[1])
    assert abs(met.low + missed.high - WHOLE) <= 1  # both are rounded up at the half


def test_a_share_is_rounded_half_up() -> None:
    assert (share(1, 3), share(2, 3), share(1, 16_000)) == (3333, 6667, 1)


@pytest.mark.parametrize(
    ("baseline", "target", "count", "expected"),
    [
        (28, 65, (28, 100), 0),
        (28, 65, (65, 100), 10000),
        (0, 80, (10, 40), 3125),
        (28, 65, (1, 10), 0),  # worse than the report
        (28, 65, (9, 10), 10000),  # past the target
        (60, 20, (4, 10), 5000),  # fewer is better
        (60, 20, (7, 10), 0),
        (60, 20, (1, 10), 10000),
        (50, 80, (13, 25), 667),
    ],
)
def test_improvement_is_the_part_of_the_way_to_the_target_in_either_direction(
    baseline: int, target: int, count: tuple[int, int], expected: int
) -> None:
    assert improvement(baseline, target, *count) == expected


def test_the_improvement_of_a_plan_is_the_mean_of_its_measures_or_not_known() -> None:
    assert (mean_improvement([]), mean_improvement([10000, 0, 0])) == (None, 3333)


def test_a_share_that_has_not_reached_a_boundary_is_below_it() -> None:
    assert [band(found) for found in (4999, 5000, 6499, 6500, 7999, 8000)] == [
        Rating.INADEQUATE,
        Rating.REQUIRES_IMPROVEMENT,
        Rating.REQUIRES_IMPROVEMENT,
        Rating.GOOD,
        Rating.GOOD,
        Rating.OUTSTANDING,
    ]


def test_the_target_suggested_is_at_least_good_and_always_ahead() -> None:
    assert [next_target(figure) for figure in (0, 64, 65, 79, 80, 99, 100)] == [65, 65, 80, 80, 100, 100, None]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": 101}, "target"),
        ({"target": 28}, "target"),
        ({"baseline": 101}, "baseline"),
        ({"baseline_words": ""}, "baseline_words"),
        ({"source": ""}, "source"),
    ],
)
def test_what_is_wrong_with_a_measure_is_said_beside_its_field(change: dict[str, object], field: str) -> None:
    sound = {"baseline": 28, "target": 65, "baseline_words": "28 per cent were safe.", "source": "page 9"}
    check_measure(**sound)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as broken:
        check_measure(**(sound | change))  # type: ignore[arg-type]
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": date(2026, 1, 31)}, "ends_on"),
        ({"ends_on": date(2026, 3, 3)}, "ends_on"),
        ({"denominator": 0}, "denominator"),
        ({"denominator": 1_000_001}, "denominator"),
        ({"numerator": 21}, "numerator"),
        ({"checked_by": ""}, "checked_by"),
    ],
)
def test_what_is_wrong_with_a_reading_is_said_beside_its_field(change: dict[str, object], field: str) -> None:
    sound: dict[str, object] = {
        "starts_on": date(2026, 2, 1),
        "ends_on": TODAY,
        "numerator": 20,
        "denominator": 20,
        "checked_by": "Another unit",
        "today": TODAY,
    }
    check_reading(**sound)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as broken:
        check_reading(**(sound | change))  # type: ignore[arg-type]
    assert broken.value.field == field


@given(st.integers(-5, 400), st.integers(0, 500))
def test_a_plan_ought_to_be_measured_once_more_than_half_of_its_time_has_gone(length: int, gone: int) -> None:
    agreed_on = date(2026, 1, 1)
    last_due_on, today = agreed_on + timedelta(days=length), agreed_on + timedelta(days=gone)
    since = unmeasured_from(agreed_on, last_due_on, False)
    assert since is not None
    assert (since <= today) is (2 * gone > length)


def test_a_plan_that_is_measured_was_never_agreed_or_has_no_end_ought_not() -> None:
    day = date(2026, 1, 1)
    assert [unmeasured_from(day, day, True), unmeasured_from(None, day, False), unmeasured_from(day, None, False)] == [
        None,
        None,
        None,
    ]
