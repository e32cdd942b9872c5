"""Reading a text as the command line reads a file, and the smallest report to put a passage into."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tracker.adapters.report_text import document_from, document_from_text
from tracker.domain.report_parsing import parse
from tracker.domain.report_parsing.parsed_report import ParsedReport

REAL_REPORT = Path(__file__).parents[2].parent / "shared/reports/cambridgeshire-and-peterborough-2024.txt"
COVER = """An inspection of probation services in:
Marlow Vale PDU
The Probation Service – Westmarch region

HM Inspectorate of Probation, March 2024

ISBN 978-1-4028-9462-6
"""


def read(text: str) -> ParsedReport:
    return parse(document_from_text(text))


def read_file(path: Path) -> ParsedReport:
    return parse(document_from(path.read_bytes(), path.name))


def with_cover(passage: str) -> ParsedReport:
    """A report of a cover and this passage."""
    return read(f"{COVER}\n{passage}\n")


def codes(report: ParsedReport) -> set[str]:
    """The codes of its warnings, without those about what a passage alone cannot hold."""
    return {warning.code for warning in report.warnings if not warning.code.startswith("no_")}


def texts(items: Iterable[object]) -> list[str]:
    return [str(item.text) for item in items]  # type: ignore[attr-defined]
