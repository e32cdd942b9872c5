"""Who takes part in a journey, and what the operator does for them at the command line. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from tests.factories.people import PASSWORD
from tests.journeys.reports import Report
from tracker.commands import cli


@dataclass(frozen=True)
class Member:
    name: str
    email: str


ADMINISTRATOR = Member("Ade Finch", "ade.finch@example.com")
HEAD = Member("Noor Hale", "noor.hale@example.com")
CONTRIBUTOR = Member("Sam Okoro", "sam.okoro@example.com")
COLLEAGUE = Member("Ines Vaughan", "ines.vaughan@example.com")
LEAD = Member("Jo Bramley", "jo.bramley@example.com")
REVIEWER = Member("Mika Aziz", "mika.aziz@example.com")
INSPECTOR = Member("Kit Lomax", "kit.lomax@example.com")
NATIONAL_LEAD = Member("Pat Winter", "pat.winter@example.com")


def there_is_an_administrator(app: Flask) -> None:
    _add(app, ADMINISTRATOR, "administrator")


def the_others_are_added(app: Flask, report: Report, inspection_id: int) -> None:
    """Everybody but the head of PDU and the colleague, whom the administrator adds on the pages."""
    _add(app, CONTRIBUTOR, "contributor", "--unit", report.unit)
    _add(app, LEAD, "regional_lead", "--region", report.region)
    _add(app, REVIEWER, "assurance_reviewer")
    _add(app, INSPECTOR, "inspector", "--inspection", str(inspection_id))
    _add(app, NATIONAL_LEAD, "national_lead")


def a_job_runs(app: Flask, name: str, *, on: date) -> str:
    """What `tracker jobs run NAME --on DATE` says it did."""
    return _tracker(app, "jobs", "run", name, "--on", on.isoformat())


def _add(app: Flask, member: Member, role: str, *where: str) -> None:
    known = ("--email", member.email, "--name", member.name, "--role", role)
    _tracker(app, "people", "add", *known, *where, "--password-stdin", typed=f"{PASSWORD}\n")


def _tracker(app: Flask, *words: str, typed: str = "") -> str:
    result = CliRunner().invoke(cli, list(words), input=typed, obj=ScriptInfo(create_app=lambda: app))
    assert result.exit_code == 0, result.output
    return result.stdout
