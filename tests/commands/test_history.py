"""`tracker history verify`."""

from __future__ import annotations

import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.organisations import make_unit
from tests.support.client import transactions_of
from tracker.commands import cli


def verify(app: Flask) -> Result:
    return CliRunner().invoke(cli, ["history", "verify"], obj=ScriptInfo(create_app=lambda: app))


def test_a_whole_history_is_said_to_be_whole(app: Flask) -> None:
    with transactions_of(app).write() as session:
        make_unit(session)
    result = verify(app)
    assert (result.exit_code, result.stdout) == (0, "The history is whole: 2 entries.\n")


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
