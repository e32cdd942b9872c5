"""`tracker read-report` and `tracker import-report`: what they print, store and refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.orm import Session

from tests.factories.readings import MARLOW_VALE, REAL_REPORT, SAMPLES
from tests.support.client import transactions_of
from tracker.commands import cli
from tracker.domain.report_parsing import from_json
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation, ReportImport, Unit

Run = Callable[..., Result]
SAMPLE = SAMPLES / MARLOW_VALE
CONFIRM = ("--confirm", "--published", "2024-03-12", "--owner", "robin@example.test", "--owner-name", "Robin Ashe")


@pytest.fixture
def run(app: Flask) -> Run:
    def run_it(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(one) for one in arguments], obj=ScriptInfo(create_app=lambda: app))

    return run_it


def no_settings() -> Flask:
    raise AssertionError("the settings were asked for")


def read(*arguments: object) -> Result:
    return CliRunner().invoke(
        cli, ["read-report", *(str(one) for one in arguments)], obj=ScriptInfo(create_app=no_settings)
    )


def refusal(result: Result) -> str:
    """The one sentence of a refused command, which ends with 2."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").strip()


def count(app: Flask, table: type) -> int:
    with transactions_of(app).read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


# --- read-report ---------------------------------------------------------------------------------------------------


def test_a_report_is_shown_in_words_without_any_settings() -> None:
    result = read(SAMPLE)
    assert result.exit_code == 0
    assert "An inspection of probation services in: Marlow Vale PDU" in result.stdout
    assert "Recommendations (5)" in result.stdout
    assert "Nothing to warn of" in result.stdout


def test_a_report_is_shown_as_json_with_the_source_of_every_value() -> None:
    result = read(SAMPLE, "--json")
    report = from_json(json.loads(result.stdout))
    assert (report.score, report.max_score) == (9, 21)
    assert report.sources["score"].page == 4


@pytest.mark.parametrize("data", [b"", b"Dear Sam, thank you for your letter.", b"%PDF-1.4 x", b"PK\3\4", b"\0\1\2"])
def test_what_is_no_report_gets_one_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(data)
    assert refusal(read(file)).endswith(".")


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path: Path) -> None:
    assert "cannot be read: No such file or directory." in refusal(read(tmp_path / "nothing.pdf"))


def test_a_folder_gets_one_sentence(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(read(tmp_path))


# --- import-report -------------------------------------------------------------------------------------------------


def test_a_report_is_kept_to_be_checked(app: Flask, run: Run) -> None:
    result = run("import-report", SAMPLE)
    assert result.exit_code == 0
    assert "Recommendations (5)" in result.stdout
    assert "Kept as reading 1." in result.stdout
    assert "/imports/1" in result.stdout
    assert (count(app, ReportImport), count(app, Inspection)) == (1, 0)


def test_a_report_is_stored_with_a_new_unit_and_its_head(app: Flask, run: Run) -> None:
    result = run("import-report", SAMPLE, *CONFIRM)
    assert "Stored as inspection 1, at /inspections/1" in result.stdout
    assert "Plans: 3, owned by Robin Ashe and due on 2024-04-11" in result.stdout
    assert "Addressed to others, owned by nobody yet: 2" in result.stdout
    assert re.search(r"choose a password: http://\S+", result.stdout)
    with transactions_of(app).read() as session:
        assert session.scalars(sa.select(Unit.name)).one() == "Marlow Vale"


@pytest.mark.skipif(not REAL_REPORT.exists(), reason=f"the real report is not at {REAL_REPORT}")
def test_the_real_report_becomes_four_plans_owned_by_the_head(app: Flask, run: Run) -> None:
    words = ("--confirm", "--published", "2024-07-26", "--owner", "robin@example.test", "--owner-name", "Robin Ashe")
    assert run("import-report", REAL_REPORT, *words).exit_code == 0
    with transactions_of(app).read() as session:
        assert _owned(session) == [("Robin Ashe", date(2024, 8, 23))] * 4


def _owned(session: Session) -> list[tuple[str, date]]:
    rows = session.execute(sa.select(Person.name, Deadline.due_on).join(Plan.owner).join(Plan.deadline))
    return [(name, due) for name, due in rows]


def test_the_same_file_again_changes_nothing_and_says_where_it_is(app: Flask, run: Run) -> None:
    run("import-report", SAMPLE, *CONFIRM)
    result = run("import-report", SAMPLE, *CONFIRM)
    assert (result.exit_code, result.stdout) == (
        0,
        "This report is already imported: inspection 1, at /inspections/1.\n",
    )
    assert (count(app, ReportImport), count(app, Recommendation)) == (1, 5)


def test_a_reading_that_waits_is_confirmed_by_the_second_run(app: Flask, run: Run) -> None:
    run("import-report", SAMPLE)
    result = run("import-report", SAMPLE, *CONFIRM)
    assert "already imported: reading 1, to be checked" in result.stdout
    assert "Stored as inspection 1" in result.stdout


def test_a_new_unit_is_called_without_its_kind_however_the_report_spells_it(
    app: Flask, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / MARLOW_VALE
    file.write_text(SAMPLE.read_text().replace("Marlow Vale PDU", "Marlow Vale Probation Delivery Unit"))
    assert run("import-report", file, *CONFIRM).exit_code == 0
    with transactions_of(app).read() as session:
        assert session.scalars(sa.select(Unit.name)).one() == "Marlow Vale"


def test_a_unit_that_goes_by_another_name_here_is_used(app: Flask, run: Run) -> None:
    run("import-report", SAMPLE, *CONFIRM, "--unit", "The Vale of Marlow", "--region", "Westmarch")
    with transactions_of(app).read() as session:
        assert session.scalars(sa.select(Unit.name)).one() == "The Vale of Marlow"
        assert session.scalars(sa.select(Inspection.unit_id)).one() is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--confirm",), "does not print the day of publication"),
        (("--confirm", "--published", "2024-03-12"), "nobody to own its plans"),
        (("--confirm", "--published", "2024-03-12", "--owner", "robin@example.test"), "--owner-name"),
        (("--confirm", "--published", "2199-01-01", *CONFIRM[3:]), "today or in the past"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence_and_nothing_is_stored(
    app: Flask, run: Run, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(run("import-report", SAMPLE, *words))
    assert (count(app, Inspection), count(app, Unit), count(app, Person)) == (0, 0, 0)


def test_what_is_no_report_is_not_kept(app: Flask, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sam, thank you for your letter.")
    refusal(run("import-report", file))
    assert count(app, ReportImport) == 0
