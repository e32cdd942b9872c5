"""`tracker jobs list` and `tracker jobs run NAME --on DATE`."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.evidence import some_evidence
from tests.factories.late import a_dated_plan
from tests.support.client import transactions_of
from tracker.commands import cli
from tracker.domain.vocabulary import EvidenceState
from tracker.models import OverdueMark, Plan

FRIDAY = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def jobs(app: Flask, *words: str) -> Result:
    with time_machine.travel(FRIDAY, tick=False):
        return CliRunner().invoke(cli, ["jobs", *words], obj=ScriptInfo(create_app=lambda: app))


def test_the_list_says_what_each_job_does_when_it_ran_and_when_it_is_next_due(app: Flask) -> None:
    assert jobs(app, "run", "overdue").exit_code == 0
    assert jobs(app, "list").stdout == (
        "overdue: records what has become overdue\n"
        "  last ran for 2026-05-01, began 2026-05-01 08:00 UTC, ended well\n"
        "  next due 2026-05-02 04:00 London time\n"
        "rescore: works out the scores that the date has changed\n"
        "  has never run\n"
        "  next due 2026-05-02 04:00 London time\n"
        "evidence: scans the files that wait and puts right what uploads left\n"
        "  has never run\n"
        "  next due 2026-05-02 04:00 London time\n"
    )


def test_the_job_evidence_settles_a_file_that_waits(app: Flask) -> None:
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, a_dated_plan(session).plan)
        store = app.extensions["storage"]
        some_evidence(session, plan, uploaded_by=plan.owner_id, storage=store, state=EvidenceState.SCANNING)
        session.flush()
        session.info.clear()  # what factories put straight into tables counts as recorded
    for _ in range(2):
        ran = jobs(app, "run", "evidence", "--on", "2026-05-02")
        assert ran.stdout == "evidence for 2026-05-02: 1 file available, 0 files waiting, 0 files refused\n"


def test_what_goes_by_how_things_stand_today_is_not_run_for_a_day_that_is_over(app: Flask) -> None:
    for name in ("rescore", "evidence"):
        ran = jobs(app, "run", name, "--on", "2026-04-30")
        assert ran.exit_code != 0
        assert f"{name} goes by how things stand today, so it cannot be run for a day that is over." in ran.output
    assert jobs(app, "run", "overdue", "--on", "2026-04-30").exit_code == 0


def test_a_job_runs_for_a_later_date_by_hand_and_again_with_the_same_words(app: Flask) -> None:
    with transactions_of(app).write() as session:
        a_dated_plan(session, milestones=2, due_on=FRIDAY.date())
    assert jobs(app, "run", "overdue").stdout == "overdue for 2026-05-01: 0 milestones, 0 plans\n"
    for _ in range(2):
        assert (
            jobs(app, "run", "overdue", "--on", "2026-05-02").stdout
            == "overdue for 2026-05-02: 2 milestones, 0 plans\n"
        )
    with transactions_of(app).read() as session:
        assert len(session.scalars(sa.select(OverdueMark)).all()) == 2


def test_what_is_no_job_or_no_date_is_refused_in_a_sentence(app: Flask) -> None:
    for words in (["run", "sweep"], ["run", "overdue", "--on", "1 May"]):
        result = jobs(app, *words)
        assert result.exit_code == 2
        assert "Error: Invalid value" in result.stderr


def test_a_job_that_fails_ends_with_its_fault(app: Flask) -> None:
    with transactions_of(app).write() as session:
        a_dated_plan(session, milestones=1, due_on=FRIDAY.date())
        session.execute(
            sa.text("CREATE TRIGGER bad BEFORE INSERT ON overdue_mark BEGIN SELECT RAISE(ABORT, 'this is broken'); END")
        )
    result = jobs(app, "run", "overdue", "--on", "2026-05-02")
    assert result.exit_code == 2
    assert "Milestone 1: IntegrityError: this is broken" in result.stderr
