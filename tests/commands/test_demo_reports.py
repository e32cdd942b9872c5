"""The sample reports and the story around them, on whatever day they are made."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.support.client import transactions_of
from tracker.adapters.report_text import document_from
from tracker.commands.demo.known import Known
from tracker.commands.demo.one_transaction import OneTransaction
from tracker.commands.demo.people import PASSWORD, PEOPLE, REGIONS, UNITS
from tracker.commands.demo.reports import Report, report_files
from tracker.commands.demo.story import tell
from tracker.domain.names import matching_key, region_key
from tracker.domain.report_parsing import as_json, parse
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import Response
from tracker.models import Deadline, Event, Inspection, Plan, Recommendation, Unit
from tracker.services.passwords import hash_password

PDUS = Path(__file__).parents[2].parent / "shared" / "data" / "pdus.csv"
AWKWARD_DAYS = [
    date(2024, 2, 29),
    date(2028, 2, 29),
    date(2025, 12, 28),  # a Sunday between bank holidays
    date(2026, 4, 6),  # Easter Monday
    date(2026, 10, 25),  # the day the clocks go back
]


def read(data: bytes, name: str) -> ParsedReport:
    return parse(document_from(data, name))


@pytest.mark.parametrize("today", AWKWARD_DAYS, ids=str)
def test_the_story_can_be_told_on_any_day(today: date, app: Flask) -> None:
    files = report_files(today)
    readings = {file.report: as_json(read(file.data, file.report.value)) for file in files}
    hashes = dict.fromkeys(PEOPLE, hash_password(PASSWORD))

    with transactions_of(app).write() as session:
        steps = OneTransaction(session.connection())
        tell(Known(steps, app.extensions["storage"], today, hashes), files, readings)

    with transactions_of(app).read() as session:
        instants = list(session.scalars(sa.select(Event.at).order_by(Event.sequence)))
        last_due = session.scalar(
            sa.select(Deadline.due_on)
            .join(Plan, Plan.deadline_id == Deadline.id)
            .join(Plan.recommendation)
            .join(Recommendation.inspection)
            .join(Inspection.unit)
            .where(Unit.name == "Marlow Vale", Plan.response == Response.NONE)
            .limit(1)
        )
    assert instants == sorted(instants)
    assert instants[-1].date() < today
    assert last_due is not None
    assert last_due < today


@pytest.mark.parametrize("report", [report for report in Report if report is not Report.SEVERN_COAST])
def test_a_sample_report_is_read_without_a_warning_in_every_month(report: Report) -> None:
    days = [date(2025, 1, 3) + timedelta(days=31 * step) for step in range(14)]
    files = [file for day in days for file in report_files(day) if file.report is report]

    read_ones = [read(file.data, file.report.value) for file in files]

    expected = ["no_ratings"] if report is Report.CARERS else []
    assert [[warning.code for warning in one.warnings] for one in read_ones] == [expected] * len(files)
    assert len({len(one.recommendations) for one in read_ones}) == 1


def test_no_sample_region_or_unit_has_the_name_of_a_real_one() -> None:
    if not PDUS.exists():
        pytest.skip(f"the list of real units is not at {PDUS}")
    with PDUS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    real_regions, real_units = {region_key(row["region"]) for row in rows}, {matching_key(row["pdu"]) for row in rows}

    assert real_regions.isdisjoint(map(region_key, REGIONS))
    assert real_units.isdisjoint(matching_key(name) for name, _, _ in UNITS)
