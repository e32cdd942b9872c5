"""When no sample data is made. Each refusal is one sentence, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from config.settings import Environment
from tests.commands.running import run_demo
from tests.conftest import settings_for
from tests.support.client import transactions_of
from tests.support.databases import Databases
from tracker.app import create_app
from tracker.models import Event, Person, Region


def test_sample_data_is_never_made_in_production(databases: Databases, tmp_path: Path) -> None:
    with databases.lent("sqlite") as url:
        settings = replace(settings_for(url, tmp_path), environment=Environment.PRODUCTION, hosts=("tracker.example",))
        result = run_demo(create_app(settings))

    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "never made in production" in result.output


def test_a_day_beyond_the_known_bank_holidays_is_refused_in_a_sentence_and_leaves_nothing(app: Flask) -> None:
    result = run_demo(app, "--today", "2028-12-29")

    assert result.exit_code == 2
    assert result.output.splitlines()[-1].startswith("Error: Bank holidays are known until")
    with transactions_of(app).read() as session:
        rows = [session.scalars(sa.select(key)).all() for key in (Event.sequence, Person.id, Region.id)]
    assert rows == [[], [], []]


def test_a_day_before_the_story_can_begin_is_refused(app: Flask) -> None:
    result = run_demo(app, "--today", "2015-12-31")

    assert result.exit_code == 2
    assert result.output == "Error: Sample data can be made for days from 1 January 2016.\n"
