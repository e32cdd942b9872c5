"""Which dates of a job are due: no date is skipped or doubled by the clocks, by silence or by a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tracker.domain.london import LONDON
from tracker.domain.timetable import MOST_TRIES, RETRY_AFTER, Job, due_dates

EACH = Job("each", "runs for each date", due_from=time(4), every_date=True)
LATEST = Job("latest", "runs for the latest date", due_from=time(4), every_date=False)
FRIDAY = date(2026, 5, 1)


@dataclass
class Made:
    """A run, well ended on its own morning unless said otherwise."""

    on: date
    began_at: datetime
    ended_at: datetime | None
    runs: int = 1
    fault: str | None = None


def run(on: date, **other: object) -> Made:
    began_at = datetime.combine(on, time(4, 1), LONDON).astimezone(UTC)
    return Made(on, **({"began_at": began_at, "ended_at": began_at} | other))  # type: ignore[arg-type]


def london(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def test_a_date_is_due_from_four_in_the_morning_in_london() -> None:
    before, after = london(FRIDAY, 3, 59), london(FRIDAY, 4)
    assert (EACH.business_date(before), EACH.business_date(after)) == (date(2026, 4, 30), FRIDAY)


def test_before_the_first_run_nothing_was_missed() -> None:
    assert due_dates(EACH, [], london(FRIDAY, 9)) == [FRIDAY]


def test_a_date_that_ran_is_not_due_again() -> None:
    assert due_dates(EACH, [run(FRIDAY)], london(FRIDAY, 9)) == []


def test_a_dead_week_is_caught_up_date_by_date() -> None:
    assert due_dates(EACH, [run(FRIDAY)], london(date(2026, 5, 8), 9)) == [date(2026, 5, day) for day in range(2, 9)]


def test_a_job_that_cannot_look_back_runs_for_the_latest_date_alone() -> None:
    assert due_dates(LATEST, [run(FRIDAY)], london(date(2026, 5, 8), 9)) == [date(2026, 5, 8)]


@pytest.mark.parametrize(
    "silence",
    [
        timedelta(seconds=1),
        timedelta(seconds=90),
        timedelta(minutes=61),
        timedelta(hours=25),
        timedelta(days=7),
        timedelta(days=40),
    ],
)
def test_after_any_silence_every_date_since_the_last_is_there(silence: timedelta) -> None:
    at = london(FRIDAY, 9) + silence
    due = due_dates(EACH, [run(FRIDAY)], at)
    assert [FRIDAY, *due] == [FRIDAY + timedelta(days=n) for n in range((EACH.business_date(at) - FRIDAY).days + 1)]


def test_a_run_ahead_of_its_date_does_not_stand_for_the_day() -> None:
    ahead = run(FRIDAY, began_at=london(date(2026, 4, 1), 9))
    assert due_dates(EACH, [ahead, run(date(2026, 4, 30))], london(FRIDAY, 9)) == [FRIDAY]


def test_a_run_cut_off_in_the_middle_is_repeated_at_once() -> None:
    assert due_dates(EACH, [run(FRIDAY, ended_at=None)], london(FRIDAY, 4, 2)) == [FRIDAY]


@pytest.mark.parametrize(("tries", "wait"), list(enumerate(RETRY_AFTER, start=1)))
def test_a_failed_date_is_tried_again_after_longer_and_longer(tries: int, wait: timedelta) -> None:
    failed = run(FRIDAY, fault="it broke", runs=tries)
    assert failed.ended_at is not None
    almost = failed.ended_at + wait - timedelta(seconds=1)
    assert (due_dates(EACH, [failed], almost), due_dates(EACH, [failed], failed.ended_at + wait)) == ([], [FRIDAY])


@pytest.mark.parametrize(
    "failed", [run(FRIDAY, fault="it broke", runs=MOST_TRIES), run(FRIDAY, ended_at=None, runs=MOST_TRIES)]
)
def test_after_the_last_try_the_date_is_left_and_the_next_is_not(failed: Made) -> None:
    assert due_dates(EACH, [failed], london(FRIDAY, 23, 59)) == []
    assert due_dates(EACH, [failed], london(date(2026, 5, 2), 4)) == [date(2026, 5, 2)]


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 10, 24), date(2026, 10, 26)), (date(2027, 3, 27), date(2027, 3, 29))]
)
def test_every_minute_of_a_weekend_on_which_the_clocks_change_runs_each_date_once(first: date, last: date) -> None:
    at, runs = london(first, 0), [run(first - timedelta(days=1))]
    while at < london(last + timedelta(days=1), 0):
        for on in due_dates(EACH, runs, at):
            assert time(4) <= at.astimezone(LONDON).time() < time(4, 1)
            runs.append(Made(on, at, at))
        at += timedelta(minutes=1)
    assert [made.on for made in runs[1:]] == [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_every_quarter_of_an_hour_of_four_years_runs_each_date_once() -> None:
    at, end, runs = london(date(2026, 1, 1), 0), london(date(2030, 1, 1), 0), [run(date(2025, 12, 31))]
    while at < end:
        runs += [Made(on, at, at) for on in due_dates(EACH, runs[-1:], at)]
        at += timedelta(minutes=15)
    assert [made.on for made in runs] == [date(2025, 12, 31) + timedelta(days=n) for n in range(1462)]


@pytest.mark.parametrize(
    "day", [date(2026, 10, 24), date(2026, 10, 25), date(2027, 3, 27), date(2027, 3, 28), date(2028, 2, 28)]
)
def test_the_next_date_becomes_due_at_four_the_next_morning_whatever_the_clocks_do(day: date) -> None:
    following = EACH.next_at(london(day, 12))
    assert following == london(day + timedelta(days=1), 4)
    assert EACH.business_date(following.astimezone(UTC)) == day + timedelta(days=1)
