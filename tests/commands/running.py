"""Runs our commands as a person at a terminal would."""

from __future__ import annotations

from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tracker.commands import cli
from tracker.extensions import db


def run_demo(app: Flask, *words: str) -> Result:
    """What `tracker demo` with these words prints and with which code it ends."""
    result = CliRunner().invoke(cli, ["demo", *words], obj=ScriptInfo(create_app=lambda: app))
    with app.app_context():
        db.engine.dispose()
    return result
