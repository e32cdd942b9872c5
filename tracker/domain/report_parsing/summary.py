"""A reading in plain words, for the command line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tracker.domain.report_parsing.parsed_report import ParsedFinding, ParsedReport
from tracker.domain.vocabulary import FindingKind

WIDTH = 100
_KINDS = {
    FindingKind.STRENGTH: "Strengths",
    FindingKind.IMPROVEMENT: "Areas for improvement",
    FindingKind.OBSERVATION: "Observations",
}


def summary(report: ParsedReport) -> str:
    """The report's facts as lines of text of at most about 100 characters, ending with the warnings."""
    parts = (_facts(report), _standards(report), _recommendations(report), _findings(report), _warnings(report))
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _facts(report: ParsedReport) -> Iterator[str]:
    yield report.title or "Title not found"
    score = None if report.score is None else f"{report.score}/{report.max_score}"
    facts = (
        ("Inspected", report.subject and f"{report.subject.name} ({report.subject.kind.replace('_', ' ')})"),
        ("Region", report.region),
        ("Published", report.published),
        ("Fieldwork started", report.fieldwork_started),
        ("ISBN", report.isbn),
        ("Score", score),
        ("Overall rating", report.overall_rating),
    )
    for name, value in facts:
        yield f"  {name + ':':<19}{value or 'not found'}"


def _standards(report: ParsedReport) -> Iterator[str]:
    if report.standards:
        yield f"Standards ({len(report.standards)})"
    for standard in report.standards:
        aside = "" if standard.counts_towards_overall else " (does not count towards the overall rating)"
        yield f"  {standard.code} {standard.name}: {standard.rating or 'not rated'}{aside}"
        yield from _asked(report, standard.code)
    codes = {standard.code for standard in report.standards}
    for name in dict.fromkeys(one.standard for one in report.key_questions if one.standard not in codes):
        yield f"  {name}"
        yield from _asked(report, name)


def _asked(report: ParsedReport, standard: str) -> Iterator[str]:
    for asked in report.key_questions:
        if asked.standard == standard:
            lowest = " (lowest)" if asked.lowest else ""
            yield from _wrapped(f"{asked.question}{lowest}", f"    {asked.percentage:>3}%  ")


def _recommendations(report: ParsedReport) -> Iterator[str]:
    yield f"Recommendations ({len(report.recommendations)})"
    addressee: str | None = None
    for item in report.recommendations:
        if item.addressee != addressee:
            addressee = item.addressee
            yield f"  {addressee or 'Addressee not found'} should:"
        due = f" [due: {item.due.date or item.due.text}]" if item.due else ""
        yield from _wrapped(item.text + due, f"    {(item.number or '•') + ('.' if item.number else ''):<4}")


def _findings(report: ParsedReport) -> Iterator[str]:
    yield f"Findings ({len(report.findings)})"
    counts: dict[tuple[str, FindingKind], int] = {}
    for finding in report.findings:
        counts[_place(finding), finding.kind] = counts.get((_place(finding), finding.kind), 0) + 1
    for place in dict.fromkeys(place for place, _ in counts):
        kinds = [f"{_KINDS[kind].lower()}: {counts[place, kind]}" for kind in FindingKind if (place, kind) in counts]
        yield from _wrapped(f"{place or 'No heading'}: {', '.join(kinds)}", "  ")


def _place(finding: ParsedFinding) -> str:
    return finding.section or finding.standard or ""


def _warnings(report: ParsedReport) -> Iterator[str]:
    yield f"Warnings ({len(report.warnings)})" if report.warnings else "Nothing to warn of"
    for warning in report.warnings:
        yield from _wrapped(f"{warning.message} [{warning.code}]", "  - ")


def _wrapped(text: str, first: str) -> Iterator[str]:
    indent = " " * len(first)
    for number, paragraph in enumerate(text.split("\n")):
        yield from textwrap.wrap(
            paragraph, WIDTH, initial_indent=indent if number else first, subsequent_indent=indent
        ) or [first.rstrip()]
