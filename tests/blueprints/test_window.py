"""When the next inspection is expected: set by administrators, counted down to on the inspection's page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.late import Dated, a_dated_plan
from tests.factories.people import make_administrator
from tests.support.client import post, sign_in_as, transactions_of
from tracker.models import Event, Inspection, Score

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def world(app: Flask) -> Dated:
    with transactions_of(app).write() as session:
        return a_dated_plan(session, milestones=1)


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    with transactions_of(app).write() as session:
        person = make_administrator(session).id
    return signed_in(app, person)


def signed_in(app: Flask, person: int) -> FlaskClient:
    client = app.test_client()
    with time_machine.travel(AT, tick=False):  # the cookie too is signed at that time
        sign_in_as(client, person, at=AT)
    return client


def day(name: str, value: date | None) -> dict[str, str]:
    parts = (value.day, value.month, value.year) if value else ("", "", "")
    return {f"{name}-{part}": str(number) for part, number in zip(("day", "month", "year"), parts, strict=True)}


def save(
    client: FlaskClient, world: Dated, earliest: date | None, latest: date | None, revision: int = 1
) -> tuple[int, str]:
    fields = day("reinspection_earliest", earliest) | day("reinspection_latest", latest)
    with time_machine.travel(AT, tick=False):
        answer = post(client, f"/inspections/{world.inspection}/window", revision=str(revision), **fields)
    return answer.status_code, answer.get_data(as_text=True)


def page(client: FlaskClient, world: Dated) -> str:
    with time_machine.travel(AT, tick=False):
        answer = client.get(f"/inspections/{world.inspection}")
    return " ".join(answer.get_data(as_text=True).split())


def test_the_page_counts_down_to_the_cases_and_then_to_the_visit(administrator: FlaskClient, world: Dated) -> None:
    assert "Not known" in page(administrator, world)
    assert save(administrator, world, date(2027, 10, 11), date(2027, 12, 6))[0] == 302
    assert "Case window opens in 97 days, visit expected in 321 days" in page(administrator, world)
    assert "Cases that begin 1 March 2027 to 31 May 2027, visit 11 October 2027 to 6 December 2027" in page(
        administrator, world
    )


def test_whoever_sees_the_inspection_sees_the_countdown_and_no_link_to_change_it(
    app: Flask, administrator: FlaskClient, world: Dated
) -> None:
    save(administrator, world, date(2027, 10, 11), None)
    seen = page(signed_in(app, world.head), world)
    assert "visit expected in 321 days" in seen
    assert "/window" not in seen


@pytest.mark.parametrize(
    ("earliest", "latest", "message"),
    [
        (None, date(2027, 12, 6), "Enter the earliest day"),
        (date(2027, 12, 6), date(2027, 10, 11), "The latest day must not be before the earliest day"),
        (date(2026, 1, 1), None, "The next inspection must be after this one was published"),
    ],
)
def test_what_is_wrong_with_the_dates_is_said_beside_them(
    administrator: FlaskClient, world: Dated, earliest: date | None, latest: date | None, message: str
) -> None:
    status, text = save(administrator, world, earliest, latest)
    assert (status, message in text) == (422, True)


def test_the_dates_may_be_taken_away_again(app: Flask, administrator: FlaskClient, world: Dated) -> None:
    save(administrator, world, date(2027, 10, 11), date(2027, 12, 6))
    assert save(administrator, world, None, None, revision=2)[0] == 302
    with transactions_of(app).read() as session:
        kept = session.get_one(Inspection, world.inspection)
        assert (kept.reinspection_earliest, kept.reinspection_latest) == (None, None)


def test_a_second_administrator_who_saw_older_dates_is_told(administrator: FlaskClient, world: Dated) -> None:
    save(administrator, world, date(2027, 10, 11), None)
    status, text = save(administrator, world, date(2027, 11, 1), None)
    assert status == 409
    assert "2027-10-11" in text


def test_new_dates_are_recorded_and_the_plans_are_scored_again(
    app: Flask, administrator: FlaskClient, world: Dated
) -> None:
    save(administrator, world, date(2027, 10, 11), None)
    with transactions_of(app).read() as session:
        entry = session.scalars(sa.select(Event).where(Event.kind == "inspection.window_set")).one()
        assert entry.after == {"reinspection_earliest": "2027-10-11"}
        scored = set(session.scalars(sa.select(Score.plan_id).where(Score.on == AT.date())))
        assert scored == {world.plan}
