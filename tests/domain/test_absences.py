"""When an absence can be, and what having a day in common means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.absences import check_days, overlapping
from tracker.domain.errors import RuleBroken

TODAY = date(2026, 3, 2)
days = st.integers(1, 28).map(lambda number: date(2026, 3, number))


@dataclass(frozen=True)
class Away:
    from_on: date
    to_on: date


@given(first=st.tuples(days, days).map(sorted), second=st.tuples(days, days).map(sorted))
def test_two_overlap_exactly_where_they_have_a_day_in_common(first: list[date], second: list[date]) -> None:
    common = set(range(first[0].day, first[1].day + 1)) & set(range(second[0].day, second[1].day + 1))
    other = Away(*second)
    assert overlapping(first[0], first[1], [other]) is (other if common else None)


def test_a_day_may_be_the_only_one_and_what_has_begun_may_still_be_said() -> None:
    assert check_days(TODAY, TODAY, today=TODAY) == (TODAY, TODAY)
    begun = date(2026, 2, 27)
    assert check_days(begun, TODAY, today=TODAY) == (begun, TODAY)


@pytest.mark.parametrize(
    ("from_on", "to_on", "field"),
    [
        (None, TODAY, "from_on"),
        (TODAY, None, "to_on"),
        (date(2026, 3, 3), TODAY, "to_on"),
        (date(2026, 2, 1), date(2026, 3, 1), "to_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(from_on: date | None, to_on: date | None, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_days(from_on, to_on, today=TODAY)
    assert broken.value.field == field
