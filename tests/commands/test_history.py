"""`tracker history verify`."""

from __future__ import annotations

import sys

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.organisations import make_unit
from tests.support.client import transactions_of
from tracker.commands import cli, run
from tracker.models import HistoryHead


def verify(app: Flask) -> Result:
    return CliRunner().invoke(cli, ["history", "verify"], obj=ScriptInfo(create_app=lambda: app))


def test_a_whole_history_is_said_to_be_whole(app: Flask) -> None:
    with transactions_of(app).write() as session:
        make_unit(session)
    result = verify(app)
    with transactions_of(app).read() as session:
        last = session.scalars(sa.select(HistoryHead)).one()
    assert (result.exit_code, result.stdout) == (
        0,
        f"The history is whole: 2 entries.\nIt ends with {last.hash}\n",
    )


def test_the_first_broken_entry_is_named_and_the_command_ends_with_1(app: Flask) -> None:
    with transactions_of(app).write() as session:
        make_unit(session)
        session.flush()
    with transactions_of(app).write() as session:
        session.execute(sa.text("DROP TRIGGER event_refuses_update"))
        session.execute(sa.text("UPDATE event SET actor = 'Somebody else' WHERE sequence = 2"))
    result = verify(app)
    assert result.exit_code == 1
    assert result.stderr == "The history is broken at entry 2: the entry was changed after it was written.\n"


def test_the_command_as_an_operator_runs_it_ends_with_1_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the very door of the console script: a nightly check looks at nothing but this code."""
    monkeypatch.setattr(sys, "argv", ["tracker", "history", "verify"])
    assert run(ScriptInfo(create_app=lambda: app)) == 0
    with transactions_of(app).write() as session:
        make_unit(session)
    with transactions_of(app).write() as session:
        session.execute(sa.text("DROP TRIGGER event_refuses_update"))
        session.execute(sa.text("UPDATE event SET actor = 'Somebody else' WHERE sequence = 1"))
    assert run(ScriptInfo(create_app=lambda: app)) == 1
