"""The standards with their ratings: from the ratings page, with the body of the report as the cross-check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.domain.frameworks import Framework, framework_for
from tracker.domain.report_parsing.chapters import Chapter
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.parsed_report import ParsedStandard, ReadingWarning
from tracker.domain.report_parsing.ratings import RatedStandard, RatingsPage, ratings_page
from tracker.domain.report_parsing.recognition import Rated as RatedLine
from tracker.domain.report_parsing.recognition import label, rated, whole_rating
from tracker.domain.report_parsing.sections import Section
from tracker.domain.report_parsing.sources import source
from tracker.domain.report_parsing.wording import squash
from tracker.domain.vocabulary import Rating

LINES_TO_RATING = 25
_NOT_COUNTED = re.compile(
    r"\bthe ([\w -]{3,60}?) standard (?:does|do|did) not (?:contribute|count)|"
    r"\b([\w -]{3,60}?) (?:is|was) not (?:included|counted) in the overall",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Rated:
    """What the report says of ratings as a whole."""

    standards: list[ParsedStandard] = field(default_factory=list)
    score: tuple[int, int, Line] | None = None
    overall: tuple[Rating, Line] | None = None
    warnings: list[ReadingWarning] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _InBody:
    section: Section
    found: RatedLine | None
    line: Line


def rated_standards(sections: Sequence[Section], footnotes: Sequence[Line]) -> Rated:
    """Ratings as the ratings page prints them; a different rating in the body is a warning, and so is its absence.

    Where the page is missing, or a standard's rating on it, the body's rating is taken and a warning says so.
    Without any rating in the document there are no standards: numbered headings alone do not make one.
    """
    on_page = [line for section in sections if section.chapter is Chapter.RATINGS for line in section.lines]
    page = ratings_page(on_page)
    body = _body(sections)
    _overall_elsewhere(page, sections)
    result = Rated([], page.score, page.overall, list(page.warnings))
    result.standards = _standards(page, body, result.warnings)
    result.warnings.extend(_without_section(result.standards, body))
    notes = [line.text for line in (*footnotes, *on_page)]
    result.standards = _counted(result.standards, notes)
    return result


def _without_section(standards: Sequence[ParsedStandard], body: dict[str, _InBody]) -> list[ReadingWarning]:
    """A standard whose heading was not found in a body that has the others': its findings stand under another."""
    if not body:
        return []
    lost = ", ".join(one.code for one in standards if one.code not in body)
    message = f"No section of its own was found for {lost}; findings may stand under another heading."
    return [ReadingWarning("standard_without_section", message)] if lost else []


def _body(sections: Iterable[Section]) -> dict[str, _InBody]:
    """The first section of each standard with the rating that stands above its labels, tables and bullets."""
    body: dict[str, _InBody] = {}
    for section in sections:
        standard = section.standard
        if standard and section.line and section.chapter is Chapter.BODY:
            known = body.get(standard.code)
            if known is None or known.found is None:
                found, line = _rating_in(section, section.line)
                body[standard.code] = _InBody(section, found, line)
    return body


def _rating_in(section: Section, heading: Line) -> tuple[RatedLine | None, Line]:
    at_heading = rated(section.standard.rest) if section.standard else None
    if at_heading:
        return at_heading, heading
    for line in [line for line in section.lines if line.text][:LINES_TO_RATING]:
        if line.bullet or label(line.text):
            break
        found = whole_rating(line.text)
        tail = None if found else rated(line.text)
        if found or (tail and (tail.before.endswith((".", "!", "?")) or len(line.cells) > 1)):
            return found or tail, line
    return None, heading


def _rating_of(
    entry: RatedStandard, inside: _InBody | None, warnings: list[ReadingWarning]
) -> tuple[Rating | None, Line]:
    """A rating from the ratings page, else from the body, with the line it stands on; what is odd is warned of."""
    code, in_body = entry.standard.code, inside.found.rating if inside and inside.found else None
    if not entry.said and inside and in_body:
        message = f"{code} has no rating on the ratings page; {in_body} was read further on."
        warnings.append(ReadingWarning("rating_from_body", message))
        return in_body, inside.line
    if not entry.said:
        message = f"No rating was found for {code} {entry.standard.name}."
        warnings.append(ReadingWarning("standard_without_rating", message))
    elif in_body and in_body is not entry.rating:
        message = f"{code} is {entry.rating or 'not rated'} on the ratings page and {in_body} further on."
        warnings.append(ReadingWarning("rating_differs_in_body", message))
    return entry.rating, entry.line


def _standards(page: RatingsPage, body: dict[str, _InBody], warnings: list[ReadingWarning]) -> list[ParsedStandard]:
    standards: list[ParsedStandard] = []
    seen: set[str] = set()
    for entry in page.standards:
        code, name = entry.standard.code, entry.standard.name
        if code in seen:
            warnings.append(
                ReadingWarning("standard_repeated", f"{code} stands twice on the ratings page; the first is kept.")
            )
            continue
        seen.add(code)
        rating, line = _rating_of(entry, body.get(code), warnings)
        standards.append(ParsedStandard(code, name, rating, True, source(line)))
    missing = [(code, inside) for code, inside in body.items() if code not in seen and inside.found]
    for code, inside in missing:
        standard, found = inside.section.standard, inside.found
        if standard and found:
            standards.append(ParsedStandard(code, standard.name, found.rating, True, source(inside.line)))
    if missing:
        codes = ", ".join(code for code, _ in missing[:15])
        warnings.append(
            ReadingWarning("ratings_from_body", f"Not on a ratings page, so read from the text further on: {codes}.")
        )
    has_rating = any(standard.rating for standard in standards) or page.overall or page.score
    return standards if has_rating else []


def _overall_elsewhere(page: RatingsPage, sections: Sequence[Section]) -> None:
    """Score and overall rating where the heading of their page was lost: from the first pages before the body."""
    if page.score and page.overall:
        return
    before_body = [
        line
        for section in sections
        if section.chapter in (Chapter.FRONT, Chapter.BODY) and not section.standard
        for line in section.lines
        if not line.bullet and len(line.text) <= 120
    ]
    elsewhere = ratings_page(_near_overall(before_body))
    page.score = page.score or elsewhere.score
    page.overall = page.overall or elsewhere.overall


def _near_overall(lines: Sequence[Line]) -> list[Line]:
    """The lines that name a score or an overall rating, each with the next two that hold words."""
    kept: list[Line] = []
    left = 0
    for line in lines:
        if not line.text:
            continue
        if squash(line.text).startswith(("overallrating", "score", "overallscore", "ratedoverall")):
            left = 3
        if left:
            kept.append(line)
            left -= 1
    return kept


def _counted(standards: Sequence[ParsedStandard], notes: Sequence[str]) -> list[ParsedStandard]:
    framework: Framework | None = framework_for(standards)
    left_out = [squash(match[1] or match[2]) for note in notes for match in _NOT_COUNTED.finditer(note[:2000])]
    result: list[ParsedStandard] = []
    for standard in standards:
        known = framework.standard(standard.code) if framework else None
        counts = known.counted if known and squash(known.name) == squash(standard.name) else True
        if any(squash(standard.name).startswith(name) for name in left_out if name):
            counts = False
        result.append(ParsedStandard(standard.code, standard.name, standard.rating, counts, standard.source))
    return result
