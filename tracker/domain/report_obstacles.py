"""What keeps a reading from being confirmed: what cannot be stored as it stands. A person mends it first.

A warning asks a person to look; an obstacle must go. Nothing is ever cut or dropped to make it fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import SubjectKind

# The widths of the columns that hold these values.
LONGEST_TITLE = 500
LONGEST_ADDRESSEE = 300
LONGEST_NAME = 200
LONGEST_CODE = 100
LONGEST_NUMBER = 20
LONGEST_ISBN = 20


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Where it is (`section` and `index` as `report_mending` counts them) and what is wrong, in one sentence."""

    section: str
    index: int
    message: str


def obstacles(report: ParsedReport) -> list[Obstacle]:
    """All of them, in the order of the check page; empty where the reading can be confirmed."""
    return [
        *_about(report),
        *_recommendations(report),
        *_standards(report),
        *_key_questions(report),
        *_findings(report),
    ]


def _about(report: ParsedReport) -> Iterator[Obstacle]:
    subject = report.subject
    if subject is None:
        yield Obstacle("about", 0, "Say who was inspected.")
    elif subject.kind not in (SubjectKind.THEMATIC, SubjectKind.OTHER) and not subject.name.strip():
        yield Obstacle("about", 0, "Enter the name of who was inspected.")
    if not (report.title or "").strip():
        yield Obstacle("about", 0, "Enter the title of the report.")
    if (report.score is None) != (report.max_score is None):
        yield Obstacle("about", 0, "Enter both the score and the most points there could be, or neither.")
    elif report.score is not None and report.max_score is not None and report.score > report.max_score:
        yield Obstacle("about", 0, f"The score, {report.score}, is above the most there could be, {report.max_score}.")
    for what, value, most in (
        ("title", report.title, LONGEST_TITLE),
        ("name of who was inspected", subject.name if subject else None, LONGEST_NAME),
        ("region", report.region, LONGEST_NAME),
        ("ISBN", report.isbn, LONGEST_ISBN),
    ):
        yield from _too_long("about", 0, f"The {what}", value, most)


def _recommendations(report: ParsedReport) -> Iterator[Obstacle]:
    for index, one in enumerate(report.recommendations):
        name = f"Recommendation {one.number or index + 1}"
        if not one.text.strip():
            yield Obstacle("recommendations", index, f"{name} has no text.")
        yield from _too_long(
            "recommendations", index, f"The number of recommendation {index + 1}", one.number, LONGEST_NUMBER
        )
        yield from _too_long("recommendations", index, f"The addressee of {name}", one.addressee, LONGEST_ADDRESSEE)


def _standards(report: ParsedReport) -> Iterator[Obstacle]:
    counts = Counter(one.code for one in report.standards)
    for index, one in enumerate(report.standards):
        if not one.code.strip():
            yield Obstacle("standards", index, f"The standard “{one.name}” has no code.")
        elif counts[one.code] > 1:
            yield Obstacle("standards", index, f"The standard {one.code} is listed more than once.")
        yield from _too_long("standards", index, f"The code of “{one.name[:60]}”", one.code, LONGEST_CODE)
        yield from _too_long("standards", index, f"The name of {one.code}", one.name, LONGEST_NAME)


def _key_questions(report: ParsedReport) -> Iterator[Obstacle]:
    for index, one in enumerate(report.key_questions):
        if not one.standard.strip():
            yield Obstacle("key_questions", index, "A key question belongs to no standard or heading.")
        yield from _too_long("key_questions", index, "The heading of a key question", one.standard, LONGEST_CODE)


def _findings(report: ParsedReport) -> Iterator[Obstacle]:
    codes = {one.code for one in report.standards}
    for index, one in enumerate(report.findings):
        if one.standard is not None and one.standard not in codes:
            yield Obstacle("findings", index, f"A finding belongs to {one.standard}, which is not among the ratings.")
        if not one.text.strip():
            yield Obstacle("findings", index, f"A finding under “{one.section[:60]}” has no text.")
        yield from _too_long("findings", index, "The section of a finding", one.section, LONGEST_NAME)


def _too_long(section: str, index: int, what: str, value: str | None, most: int) -> Iterator[Obstacle]:
    if value and len(value) > most:
        yield Obstacle(section, index, f"{what} has {len(value)} characters. It can have {most} at most.")
