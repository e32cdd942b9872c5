"""The page of jobs: what the scheduler did and when, what failed, and whether it is awake."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.people import make_administrator
from tests.support.client import sign_in_as, transactions_of
from tracker.domain.timetable import OVERDUE, SCHEDULER_LEASE
from tracker.jobs.outcome import Outcome
from tracker.jobs.runner import run_job
from tracker.models import Lease
from tracker.models.transactions import Transactions
from tracker.services.leases import take

FRIDAY = date(2026, 5, 1)
AT = datetime(2026, 5, 1, 3, 5, tzinfo=UTC)


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    client = app.test_client()
    with transactions_of(app).write() as session:
        person = make_administrator(session).id
    sign_in_as(client, person)
    return client


def text_of(client: FlaskClient) -> str:
    return " ".join(client.get("/jobs").get_data(as_text=True).split())


def ends_in(app: Flask, outcome: Outcome) -> None:
    def work(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
        return outcome

    run_job(transactions_of(app), OVERDUE, on=FRIDAY, now=lambda: AT, work={OVERDUE: work})


def test_a_job_that_never_ran_is_listed_with_when_it_is_due(administrator: FlaskClient) -> None:
    page = text_of(administrator)
    assert "Records what has become overdue" in page
    assert "Never" in page
    assert " at 4:00am" in page
    assert "No scheduler is running." in page


def test_a_run_is_shown_with_its_date_what_it_did_and_how_it_ended(app: Flask, administrator: FlaskClient) -> None:
    ends_in(app, Outcome({"milestones": 3, "plans": 1}))
    page = text_of(administrator)
    assert "1 May 2026 at 4:05am, for 1 May 2026" in page
    assert "3 milestones, 1 plan<" in page
    assert "Ended well" in page


def test_a_fault_is_shown_to_administrators_in_words(app: Flask, administrator: FlaskClient) -> None:
    ends_in(app, Outcome({"milestones": 2}, ("Milestone 7: IntegrityError: <broken>",)))
    page = text_of(administrator)
    assert "Failed" in page
    assert "Milestone 7: IntegrityError: &lt;broken&gt;" in page


def test_a_scheduler_that_holds_the_lease_is_awake_and_one_that_lost_it_is_not(
    app: Flask, administrator: FlaskClient
) -> None:
    with transactions_of(app).write() as session:
        take(session, SCHEDULER_LEASE, "somebody")
    assert "The scheduler is running." in text_of(administrator)
    with transactions_of(app).write() as session:
        until = session.scalars(sa.select(Lease.expires_at)).one()
    with time_machine.travel(until + timedelta(minutes=5), tick=False):
        assert "The scheduler is not running. It was last seen on" in text_of(administrator)
