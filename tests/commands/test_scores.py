"""`tracker scores check`: every stored score beside what the facts of its plan make."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.late import a_dated_plan
from tests.support.client import transactions_of
from tracker.commands import cli
from tracker.models import Plan, Score
from tracker.services.scores import rescore

FRIDAY = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def check(app: Flask, *words: str) -> Result:
    with time_machine.travel(FRIDAY, tick=False):
        return CliRunner().invoke(cli, ["scores", "check", *words], obj=ScriptInfo(create_app=lambda: app))


def test_a_score_that_is_not_what_the_facts_make_is_named_and_put_right_only_when_asked(app: Flask) -> None:
    with transactions_of(app).write() as session:
        dated = a_dated_plan(session, milestones=2)
        rescore(session, session.get_one(Plan, dated.plan), today=FRIDAY.date())
    assert check(app).stdout == "Every stored score is what the facts of its plan make.\n"
    with transactions_of(app).write() as session:
        session.execute(sa.update(Score.__table__).values(verified=1))  # type: ignore[arg-type]
    for _ in range(2):
        refused = check(app)
        assert refused.exit_code == 2
        assert f"The stored score is not what the facts make, of plan {dated.plan}." in refused.stderr
    assert check(app, "--mend").stdout.endswith("They are right now.\n")
    assert check(app).exit_code == 0
