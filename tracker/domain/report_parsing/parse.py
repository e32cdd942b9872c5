"""Document → ParsedReport: every part read by its own module, and put together here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing import cover
from tracker.domain.report_parsing.chapters import known_spelling
from tracker.domain.report_parsing.checks import check
from tracker.domain.report_parsing.document import Document, Line
from tracker.domain.report_parsing.findings import findings, labels_elsewhere
from tracker.domain.report_parsing.key_questions import key_questions
from tracker.domain.report_parsing.parsed_report import ParsedReport, ReadingWarning, Subject
from tracker.domain.report_parsing.preparation import Prepared, prepared
from tracker.domain.report_parsing.sections import Section, sections_of
from tracker.domain.report_parsing.sources import source
from tracker.domain.report_parsing.standards import Rated, rated_standards
from tracker.domain.report_parsing.strays import read_recommendations, unsure_ends
from tracker.domain.report_parsing.subject import subject
from tracker.domain.report_parsing.wording import joined
from tracker.domain.vocabulary import SubjectKind

LONGEST_PARAGRAPH = 4_000
MOST_WARNINGS = 200


def parse(document: Document) -> ParsedReport:
    """Read an inspection report. Raises UnreadableReport, with one plain sentence, for any other document.

    Absent values are None or empty, never invented; what was not understood or does not agree is a warning, and
    nothing is corrected. Any Document whatever gives one of the two outcomes, in time linear in its length.
    """
    ready = prepared(document)
    found = _title(ready)
    sections = sections_of(ready.lines, ready.titles)
    ratings = rated_standards(sections, ready.footnotes)
    asked = key_questions(sections, ready.words)
    codes = {standard.code for standard in ratings.standards}
    _forget_unknown_standards(sections, codes)
    advice = read_recommendations(sections, ready.words)
    report = _with_cover(ready, found, ratings)
    report = replace(
        report,
        standards=tuple(ratings.standards),
        key_questions=tuple(asked.found),
        findings=tuple(findings(sections, asked.lines, ready.words)),
        recommendations=tuple(advice.found),
    )
    warnings = (
        *ready.warnings,
        *report.warnings,
        *ratings.warnings,
        *asked.warnings,
        *labels_elsewhere(sections),
        *unsure_ends(sections),
        *advice.warnings,
        *check(report),
    )
    return replace(report, warnings=tuple(dict.fromkeys(warnings))[:MOST_WARNINGS])


def _title(ready: Prepared) -> cover.Found:
    if not any(line.text for line in ready.cover):
        raise UnreadableReport(
            "This file has no text to read; if it is a scan, ask for the original PDF or Word file of the report."
        )
    found = cover.title(ready.lines) or cover.title(ready.cover)
    if not found or not cover.names_inspectorate(ready.cover):
        raise UnreadableReport(
            "This is not an inspection report of HM Inspectorate of Probation; choose the report itself and try again."
        )
    return found


def _with_cover(ready: Prepared, title: cover.Found, ratings: Rated) -> ParsedReport:
    about = subject(title.value, ready.lines[:200])
    sources = {"title": source(title.line, title.value), "subject": source(title.line, title.value)}
    region = cover.region(ready.lines) or _region_of(about, title)
    published, isbn = cover.published(ready.lines), cover.isbn(ready.cover)
    started, warnings = _fieldwork(ready)
    for name, found in (("region", region), ("published", published), ("isbn", isbn), ("fieldwork_started", started)):
        if found:
            sources[name] = source(found.line)
    if ratings.score:
        sources["score"] = sources["max_score"] = source(ratings.score[2])
    if ratings.overall:
        sources["overall_rating"] = source(ratings.overall[1])
    return ParsedReport(
        title=title.value,
        subject=about,
        region=region.value if region else None,
        published=published.value if published else None,
        fieldwork_started=started.value if started else None,
        isbn=isbn.value if isbn else None,
        score=ratings.score[0] if ratings.score else None,
        max_score=ratings.score[1] if ratings.score else None,
        overall_rating=ratings.overall[0] if ratings.overall else None,
        warnings=tuple(warnings),
        sources=sources,
    )


def _region_of(about: Subject, title: cover.Found) -> cover.Found | None:
    """The region a report is itself about: "Northfell" of "Northfell region"."""
    if about.kind is not SubjectKind.REGION:
        return None
    name = about.name.removesuffix("region").strip()
    return cover.Found(name.removesuffix("probation").strip(), title.line)


def _fieldwork(ready: Prepared) -> tuple[cover.Found | None, list[ReadingWarning]]:
    """The first exact day, else the first month; a warning where another statement contradicts it."""
    found = cover.fieldwork(_paragraphs(ready.lines, ready.words))
    if not found:
        return None, []
    best = next((one for one in found if len(one.value) == 10), found[0])
    differing = sorted({one.value for one in found if one.value[:7] != best.value[:7]})
    if not differing:
        return best, []
    also = ", ".join(differing[:3])
    return best, [
        ReadingWarning("fieldwork_dates_differ", f"Fieldwork is said to have started {best.value} and {also}.")
    ]


def _paragraphs(lines: Sequence[Line], words: frozenset[str]) -> list[Line]:
    """Wrapped lines put together, each paragraph as its first line."""
    whole: list[Line] = []
    fresh = True
    for line in lines:
        if not line.text:
            fresh = True
        elif fresh or line.bullet or line.heading or len(whole[-1].text) > LONGEST_PARAGRAPH:
            whole.append(line)
            fresh = bool(line.heading)
        else:
            whole[-1] = replace(whole[-1], text=joined(whole[-1].text, line.text, words))
    return whole


def _forget_unknown_standards(sections: Sequence[Section], codes: set[str]) -> None:
    """A numbered heading of a report without ratings is a section like any other, not a standard."""
    for section in sections:
        if section.standard and section.standard.code not in codes:
            section.standard = None
            section.heading = known_spelling(section.line.text) if section.line else section.heading
