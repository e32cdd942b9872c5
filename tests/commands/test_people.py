"""`tracker people`: what it does, and the one sentence it says where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.organisations import make_region, make_unit
from tests.support.client import transactions_of
from tracker.commands.people import people_commands
from tracker.extensions import db
from tracker.models import Assignment, Event, Person
from tracker.queries import people

ALEX = ("--email", "alex@example.com")
NEW = (*ALEX, "--name", "Alex Rowan")
GOOD = "tractor lemon cloud"
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs `tracker people …` over a database with the unit Ashcombe and Thornley in Marlow Vale."""
    with transactions_of(app).write() as session:
        make_unit(session, "Ashcombe and Thornley", make_region(session, "Marlow Vale"))

    def run_it(*arguments: str, typed: str = "") -> Result:
        info = ScriptInfo(create_app=lambda: app)
        return CliRunner().invoke(people_commands, arguments, obj=info, input=typed)

    return run_it


def refusal(result: Result) -> str:
    """The one sentence of a refused command, which exits with 2."""
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    return result.stderr.removeprefix("Error: ").strip()


def listed(run: Run, *arguments: str) -> list[str]:
    result = run("list", *arguments)
    assert result.exit_code == 0
    return result.stdout.splitlines()


# --- add -----------------------------------------------------------------------------------------------------------


def test_a_new_person_gets_a_role_and_a_link_to_choose_a_password(app: Flask, run: Run) -> None:
    result = run("add", *NEW, "--role", "unit_head", "--unit", "Thornley & Ashcombe PDU")
    assert result.exit_code == 0
    assert "Alex Rowan (alex@example.com) now has the role Head of PDU." in result.stdout
    link = re.search(r"http://localhost:5000(/password/[\w-]{43})\n", result.stdout)
    assert link is not None
    assert app.test_client().get(link[1]).status_code == 200
    assert listed(run) == ["alex@example.com\tAlex Rowan\tHead of PDU, Ashcombe and Thornley"]


def test_who_is_there_already_gets_one_more_role_without_a_name(run: Run) -> None:
    run("add", *NEW, "--role", "regional_lead", "--region", "Marlow Vale")
    assert run("add", *ALEX, "--role", "assurance_reviewer").exit_code == 0
    assert listed(run) == ["alex@example.com\tAlex Rowan\tRegional lead, Marlow Vale; Assurance reviewer"]


def test_a_password_can_be_piped_in_and_then_no_link_is_made(app: Flask, run: Run) -> None:
    result = run("add", *NEW, "--role", "administrator", "--password-stdin", typed=f"{GOOD}\n")
    assert result.exit_code == 0
    assert "/password/" not in result.stdout
    assert GOOD not in result.stdout
    with transactions_of(app).read() as session:
        assert people.password_of(session, "alex@example.com") is not None


def test_a_password_can_be_asked_for_twice_without_showing_it(app: Flask, run: Run) -> None:
    result = run("add", *NEW, "--role", "administrator", "--password", typed=f"{GOOD}\n{GOOD}\n")
    assert result.exit_code == 0
    assert GOOD not in result.stdout
    with transactions_of(app).read() as session:
        assert people.password_of(session, "alex@example.com") is not None


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (
            [*ALEX, "--role", "administrator"],
            "",
            "There is nobody with the email address alex@example.com. Give --name",
        ),
        (["--email", "alex", "--name", "A", "--role", "administrator"], "", "Enter an email address in the correct"),
        ([*NEW, "--role", "unit_head"], "", "A head of PDU is assigned to one unit. Say which unit."),
        ([*NEW, "--role", "unit_head", "--unit", "Nowhere"], "", "There is no unit called Nowhere."),
        ([*NEW, "--role", "regional_lead", "--region", "Nowhere"], "", "There is no region called Nowhere."),
        ([*NEW, "--role", "inspector", "--inspection", "9"], "", "There is no such inspection."),
        ([*NEW, "--role", "administrator", "--region", "Marlow Vale"], "", "An administrator is assigned to the whole"),
        ([*NEW, "--role", "administrator", "--until", "2001-01-01"], "", "The last day must be the same as or after"),
        ([*NEW, "--role", "administrator", "--password-stdin"], "short\n", "Password must be 12 characters or more."),
        ([*NEW, "--role", "administrator", "--password-stdin", "--password"], "", "Use --password or --password-stdin"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    app: Flask, run: Run, arguments: list[str], typed: str, sentence: str
) -> None:
    assert refusal(run("add", *arguments, typed=typed)).startswith(sentence)
    with transactions_of(app).read() as session:
        assert session.scalars(sa.select(Person)).all() == []


def test_a_role_that_does_not_exist_is_answered_with_those_that_do(run: Run) -> None:
    assert "'unit_head'" in refusal(run("add", *NEW, "--role", "emperor"))


def test_who_comes_back_gets_access_again(run: Run) -> None:
    run("add", *NEW, "--role", "administrator")
    run("end", *ALEX)
    assert run("add", *ALEX, "--role", "national_lead").exit_code == 0
    assert listed(run) == ["alex@example.com\tAlex Rowan\tNational lead"]


# --- end -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_roles(run: Run) -> None:
    """Alex Rowan is administrator and national lead."""
    for role in ("administrator", "national_lead"):
        assert run("add", *NEW, "--role", role).exit_code == 0


def test_a_person_is_ended_with_all_their_roles(run: Run, two_roles: None) -> None:
    assert run("end", *ALEX).stdout == "Alex Rowan has no access any more.\n"
    assert listed(run) == []
    assert listed(run, "--ended") == ["alex@example.com\tAlex Rowan\tno role"]


def test_one_role_is_ended_and_the_others_stay(run: Run, two_roles: None) -> None:
    assert run("end", *ALEX, "--role", "administrator").stdout == "Alex Rowan: Administrator no longer.\n"
    assert listed(run) == ["alex@example.com\tAlex Rowan\tNational lead"]


def test_roles_can_be_given_a_last_day(app: Flask, run: Run, two_roles: None) -> None:
    assert run("end", *ALEX, "--on", "2090-12-31").stdout == (
        "Alex Rowan: Administrator, National lead until 2090-12-31.\n"
    )
    with transactions_of(app).read() as session:
        assert {str(day) for day in session.scalars(sa.select(Assignment.ends_on))} == {"2090-12-31"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--email", "nobody@example.com"], "There is nobody with the email address nobody@example.com."),
        ([*ALEX, "--role", "unit_head"], "Alex Rowan does not hold that role."),
        ([*ALEX, "--on", "2001-01-01"], "The last day must be today or a day to come."),
    ],
)
def test_an_end_that_cannot_be_is_refused(run: Run, two_roles: None, arguments: list[str], sentence: str) -> None:
    assert refusal(run("end", *arguments)).startswith(sentence)
    assert listed(run) == ["alex@example.com\tAlex Rowan\tAdministrator; National lead"]


def test_nobody_is_ended_twice(run: Run, two_roles: None) -> None:
    run("end", *ALEX)
    assert refusal(run("end", *ALEX)) == "Alex Rowan already has no access."
    assert refusal(run("end", *ALEX, "--role", "administrator")) == "Alex Rowan does not hold that role."


# --- all -----------------------------------------------------------------------------------------------------------


def test_the_history_says_that_the_command_line_did_it(app: Flask, run: Run, two_roles: None) -> None:
    with transactions_of(app).read() as session:
        told = session.execute(sa.select(Event.actor, Event.actor_id).where(Event.kind == "person.added")).all()
    assert [tuple(row) for row in told] == [("Command line", None)]


def test_a_database_that_was_never_made_is_one_sentence(app: Flask, run: Run) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE assignment"))
    assert refusal(run("list")) == "The database is not up to date. Run: tracker db upgrade"


@pytest.mark.parametrize("arguments", [["--help"], ["add", "--help"], ["end", "--help"], ["list", "--help"]])
def test_each_verb_explains_itself(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")
    assert len(result.stdout.splitlines()) > 4
