"""Who decides on a date change, what may be asked, and how far a date has slipped."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tracker.domain.date_changes import Slips, check_asked, level_for, on_time, slips
from tracker.domain.deadlines import Calendar
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import DateChangeLevel

CALENDAR = Calendar(frozenset({date(2026, 4, 3), date(2026, 4, 6)}), "Easter", date(2026, 12, 31))
MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)
GOOD: dict[str, Any] = {"to_on": MAY, "reason": "A post is empty."}
STANDS: dict[str, Any] = {"due_on": APRIL, "starts_on": MARCH, "today": date(2026, 4, 1)}


@dataclass(frozen=True)
class Approved:
    from_on: date
    to_on: date


def test_a_date_that_never_moved_has_not_slipped() -> None:
    found = slips(MARCH, [], CALENDAR)
    assert found == Slips(MARCH, MARCH, 0, 0, 0)
    assert not found.has_moved


def test_slips_are_counted_from_the_first_date_in_calendar_days_and_in_working_days() -> None:
    moves = [Approved(MARCH, date(2026, 4, 8)), Approved(date(2026, 4, 8), APRIL)]
    # 22 weekdays in April without Good Friday and Easter Monday
    assert slips(APRIL, moves, CALENDAR) == Slips(MARCH, APRIL, 2, 30, 20)


def test_what_is_brought_forward_is_no_slip() -> None:
    moves = [Approved(MARCH, MAY), Approved(MAY, date(2026, 3, 24))]
    assert slips(date(2026, 3, 24), moves, CALENDAR) == Slips(MARCH, date(2026, 3, 24), 1, -7, -5)


@pytest.mark.parametrize(
    ("done_on", "original", "current"), [(MARCH, True, True), (APRIL, False, True), (MAY, False, False)]
)
def test_what_is_done_is_on_time_against_each_of_both_dates(done_on: date, original: bool, current: bool) -> None:
    found = on_time(done_on, slips(APRIL, [Approved(MARCH, APRIL)], CALENDAR))
    assert (found.original, found.current) == (original, current)


def test_only_a_first_change_that_no_regional_lead_has_a_part_in_is_for_the_regional_lead() -> None:
    levels = {
        case: level_for(approved_before=case[0], a_regional_lead_has_a_part=case[1], has_a_region=case[2])
        for case in itertools.product((True, False), repeat=3)
    }
    assert [case for case, level in levels.items() if level is DateChangeLevel.REGION] == [(False, False, True)]


def test_a_later_an_earlier_and_this_very_day_may_be_asked_for() -> None:
    for to_on in (MAY, date(2026, 4, 2), STANDS["today"]):
        assert check_asked(**(GOOD | {"to_on": to_on}), **STANDS) == to_on


@pytest.mark.parametrize(
    ("asked", "stands", "field"),
    [
        ({"to_on": None}, {}, "to_on"),
        ({"to_on": APRIL}, {}, "to_on"),
        ({"to_on": MARCH}, {}, "to_on"),
        ({"to_on": date(2026, 4, 14)}, {"starts_on": date(2026, 4, 15)}, "to_on"),
        ({"reason": ""}, {}, "reason"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_its_field(
    asked: dict[str, Any], stands: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_asked(**(GOOD | asked), **(STANDS | stands))
    assert broken.value.field == field
