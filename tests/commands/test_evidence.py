"""`tracker evidence check`: every file beside the hash it had when it was uploaded."""

from __future__ import annotations

from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.evidence import some_evidence
from tests.factories.late import a_dated_plan
from tests.support.client import transactions_of
from tracker.commands import cli
from tracker.models import Plan


def check(app: Flask) -> Result:
    return CliRunner().invoke(cli, ["evidence", "check"], obj=ScriptInfo(create_app=lambda: app))


def test_a_file_that_is_gone_is_named_with_what_to_do(app: Flask) -> None:
    store = app.extensions["storage"]
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, a_dated_plan(session).plan)
        version = some_evidence(session, plan, uploaded_by=plan.owner_id, storage=store).versions[0]
        key, number = version.storage_key, version.id
        session.info.clear()  # what factories put straight into tables counts as recorded
    assert check(app).stdout == "Every file of evidence is there and whole.\n"
    store.delete(key)
    refused = check(app)
    assert refused.exit_code == 2
    assert f"Missing or damaged: evidence version {number}. Restore these files" in refused.stderr
