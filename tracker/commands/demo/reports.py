"""The sample reports as files, each published on a day counted back from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.commands.demo.contents.ashcombe import ASHCOMBE
from tracker.commands.demo.contents.brackenfold import BRACKENFOLD
from tracker.commands.demo.contents.carers import CARERS
from tracker.commands.demo.contents.harrowmere import HARROWMERE
from tracker.commands.demo.contents.marlow_vale import MARLOW_VALE
from tracker.commands.demo.contents.northern_fells import NORTHERN_FELLS
from tracker.commands.demo.contents.saltmarsh import SALTMARSH
from tracker.commands.demo.contents.saltmarsh_again import SALTMARSH_AGAIN, SALTMARSH_CORRECTED
from tracker.commands.demo.contents.severn_coast import SEVERN_COAST
from tracker.commands.demo.days import Dates, working_days, working_months_ago
from tracker.commands.demo.rated_report import rated_report
from tracker.commands.demo.unrated_reports import dynamic_page, thematic_report


class Report(StrEnum):
    """The sample reports by their file names, the oldest first."""

    SALTMARSH = "saltmarsh-and-wickhaven-pdu.txt"
    CARERS = "thematic-people-who-care-for-others.txt"
    ASHCOMBE = "ashcombe-and-thornley-youth-justice.txt"
    HARROWMERE = "harrowmere-pdu.txt"
    NORTHERN_FELLS = "northern-fells-region.txt"
    SALTMARSH_AGAIN = "saltmarsh-and-wickhaven-pdu-again.txt"
    SALTMARSH_CORRECTED = "saltmarsh-and-wickhaven-pdu-again-corrected.txt"
    MARLOW_VALE = "marlow-vale-pdu.txt"
    BRACKENFOLD = "brackenfold-pdu.txt"
    SEVERN_COAST = "severn-coast-public-protection.html"


# Nobody has checked this one yet.
TO_BE_CHECKED = Report.SEVERN_COAST
# A later edition of a report that was imported before; its recommendations and ISBN are the earlier one's.
CORRECTED = Report.SALTMARSH_CORRECTED
# Read twice: the first reading was discarded.
READ_TWICE = Report.BRACKENFOLD


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file as an administrator found it on the inspectorate's site: on the day of publication, but for one that
    corrects it.
    """

    report: Report
    data: bytes
    published_on: date
    found_on: date


def report_files(today: date) -> tuple[ReportFile, ...]:
    """All of them, the oldest first. The plans of Marlow Vale were due four working days ago."""
    published = {
        Report.SALTMARSH: working_months_ago(today, 36),
        Report.CARERS: working_months_ago(today, 14),
        Report.ASHCOMBE: working_months_ago(today, 11),
        Report.HARROWMERE: working_months_ago(today, 8),
        Report.NORTHERN_FELLS: working_months_ago(today, 4),
        Report.SALTMARSH_AGAIN: working_days(today, -38),
        Report.SALTMARSH_CORRECTED: working_days(today, -38),
        Report.MARLOW_VALE: working_days(today, -24),
        Report.BRACKENFOLD: working_days(today, -5),
        Report.SEVERN_COAST: working_days(today, -2),
    }
    found = published | {CORRECTED: working_days(today, -33)}
    return tuple(
        ReportFile(report, _text(report, Dates(day)).encode(), day, found[report]) for report, day in published.items()
    )


def _text(report: Report, dates: Dates) -> str:
    if report is Report.CARERS:
        return thematic_report(CARERS, dates)
    if report is Report.SEVERN_COAST:
        return dynamic_page(SEVERN_COAST, dates)
    rated = {
        Report.SALTMARSH: SALTMARSH,
        Report.ASHCOMBE: ASHCOMBE,
        Report.HARROWMERE: HARROWMERE,
        Report.NORTHERN_FELLS: NORTHERN_FELLS,
        Report.SALTMARSH_AGAIN: SALTMARSH_AGAIN,
        Report.SALTMARSH_CORRECTED: SALTMARSH_CORRECTED,
        Report.MARLOW_VALE: MARLOW_VALE,
        Report.BRACKENFOLD: BRACKENFOLD,
    }
    return rated_report(rated[report], dates)
