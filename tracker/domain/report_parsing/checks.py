"""What does not agree within a report, or is not there. Warnings only: nothing is ever corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.domain.frameworks import (
    MOST_POINTS,
    Framework,
    framework_for,
    key_question_rating,
    near_boundary,
    overall_rating,
    points,
)
from tracker.domain.report_parsing.cover import isbn_is_sound
from tracker.domain.report_parsing.key_questions import with_lowest
from tracker.domain.report_parsing.numbering import Numbered
from tracker.domain.report_parsing.parsed_report import (
    ParsedKeyQuestion,
    ParsedRecommendation,
    ParsedReport,
    ParsedStandard,
    ReadingWarning,
)
from tracker.domain.report_parsing.wording import quoted, squash
from tracker.domain.vocabulary import SubjectKind

_CUT = re.compile(
    r"(?:,|(?:^| )(?:a|an|and|as|at|between|by|for|from|in|into|of|on|or|that|the|their|to|with))$", re.IGNORECASE
)
_IN_REGIONS = (SubjectKind.PDU, SubjectKind.REGION)


def check(report: ParsedReport) -> tuple[ReadingWarning, ...]:
    """What a person should look at, by the values alone; used by the parser and again after a person mended them."""
    found = (
        *_absent(report),
        *_points(report),
        *_key_questions(report),
        *_numbering(report.recommendations),
        *_recommendations(report),
        *_dates(report),
    )
    return tuple(ReadingWarning(code, message) for code, message in found)


_Found = Iterator[tuple[str, str]]


def _absent(report: ParsedReport) -> _Found:
    if not (report.standards or report.score is not None or report.overall_rating):
        yield "no_ratings", "No score and no ratings were found in this report."
    else:
        if report.score is None or report.max_score is None:
            yield "no_score", "No score was found."
        if report.overall_rating is None:
            yield "no_overall_rating", "No overall rating was found."
        if not report.standards:
            yield "no_standards", "No rated standards were found."
    kind = report.subject.kind if report.subject else None
    for missing, code, message in (
        (not report.title, "no_title", "No title was found."),
        (not report.subject, "no_subject", "It was not found who was inspected."),
        (kind in _IN_REGIONS and not report.region, "no_region", "No region was found."),
        (not report.published, "no_publication_date", "No date of publication was found."),
        (not report.fieldwork_started, "no_fieldwork_date", "No date was found on which fieldwork started."),
        (not report.isbn, "no_isbn", "No ISBN was found."),
        (not report.findings, "no_findings", "No findings were found."),
        (not report.recommendations, "no_recommendations", "No recommendations were found."),
    ):
        if missing:
            yield code, message


def _points(report: ParsedReport) -> _Found:
    score, most = report.score, report.max_score
    counted = [standard for standard in report.standards if standard.counts_towards_overall]
    yield from _missing_standards(report)
    if score is None or most is None:
        return
    try:
        band = overall_rating(score, most)
    except ValueError:
        yield "score_not_possible", f"A score of {score}/{most} is not possible: three points for each standard."
        return
    rated = [standard.rating for standard in counted if standard.rating]
    total = sum(map(points, rated))
    if rated and len(rated) == len(counted) and total != score:
        yield "points_do_not_sum", f"The ratings add up to {total} points, and the score is {score}."
    if rated and MOST_POINTS * len(rated) != most:
        yield (
            "max_score_differs",
            f"{len(rated)} rated standards give at most {MOST_POINTS * len(rated)} points, not {most}.",
        )
    if report.overall_rating and band is not report.overall_rating:
        yield (
            "band_differs",
            f"A score of {score}/{most} falls in the band {band}, and the report says {report.overall_rating}.",
        )


def _framework(report: ParsedReport) -> Framework | None:
    """The framework whose codes and names these are; a newer one may use a known code for another standard."""
    framework = framework_for(report.standards)
    for standard in report.standards:
        known = framework.standard(standard.code) if framework else None
        if known and squash(known.name) != squash(standard.name):
            return None
    return framework


def _missing_standards(report: ParsedReport) -> _Found:
    framework = _framework(report)
    printed = [standard.code for standard in report.standards]
    for code in sorted({code for code in printed if printed.count(code) > 1}) if len(printed) < 100 else ():
        yield "standard_repeated", f"{code} is listed more than once."
    if framework and report.max_score in (None, framework.max_points):
        missing = [standard.code for standard in framework.counted if standard.code not in printed]
        if missing:
            yield "standards_missing", f"Not found among the rated standards: {', '.join(missing)}."


def _key_questions(report: ParsedReport) -> _Found:
    by_standard: dict[str, list[ParsedKeyQuestion]] = {}
    for asked in report.key_questions:
        by_standard.setdefault(asked.standard, []).append(asked)
    framework = _framework(report)
    for standard in report.standards:
        asked_here = by_standard.get(standard.code, [])
        known = framework.standard(standard.code) if framework else None
        expected = len(known.key_questions) if known else 0
        if expected and standard.rating and len(asked_here) != expected:
            yield "key_questions_missing", f"{standard.code} has {len(asked_here)} key questions here, not {expected}."
        if asked_here:
            yield from _lowest_band(standard, min(asked.percentage for asked in asked_here))
    if [asked.lowest for asked in report.key_questions] != [a.lowest for a in with_lowest(report.key_questions)]:
        yield "lowest_differs", "The key question marked as the lowest of its standard is not the lowest."


def _lowest_band(standard: ParsedStandard, lowest: int) -> _Found:
    if not standard.rating or not 0 <= lowest <= 100 or near_boundary(lowest):
        return
    band = key_question_rating(lowest)
    if band is not standard.rating:
        yield (
            "key_question_band_differs",
            f"{standard.code} is {standard.rating}, and its lowest key question, {lowest}%, falls in the band {band}.",
        )


def _numbering(items: Sequence[ParsedRecommendation]) -> _Found:
    last: int | None = None
    addressee: str | None = None
    for item in items:
        number = Numbered(item.number, "", sure=True).whole if item.number else None
        if number is not None:
            restarts = number == 1 and (last is None or item.addressee != addressee)
            if not restarts and number not in ((last or 0) + 1, last):
                before = "none" if last is None else str(last)
                yield "numbering_gap", f"Recommendation {item.number} follows number {before}; one may be missing."
            last, addressee = number, item.addressee
    yield from _letters(items)


def _letters(items: Iterable[ParsedRecommendation]) -> _Found:
    last = ""
    for item in items:
        letter = item.number if item.number and len(item.number) == 1 and item.number.isalpha() else ""
        if letter and letter not in ("a", "i") and (not last or ord(letter) != ord(last) + 1):
            yield "numbering_gap", f"Recommendation {letter} follows {last or 'none'}; one may be missing."
        last = letter or last


def _recommendations(report: ParsedReport) -> _Found:
    without = [item for item in report.recommendations if not item.addressee]
    if without:
        yield "recommendation_without_addressee", f"{len(without)} recommendations name nobody who should act."
    for text in [*(item.text for item in report.recommendations), *(finding.text for finding in report.findings)]:
        if _CUT.search(text[-12:]) or text.endswith(":"):
            yield "text_may_be_cut", f"A text seems to end in the middle: {quoted('…' + text[-60:])}."


def _dates(report: ParsedReport) -> _Found:
    if report.isbn and not isbn_is_sound(report.isbn):
        yield "isbn_not_valid", f"The ISBN {report.isbn} has a wrong check digit."
    if report.published and report.fieldwork_started and report.published[:7] < report.fieldwork_started[:7]:
        yield (
            "dates_out_of_order",
            f"Published {report.published}, before fieldwork started {report.fieldwork_started}.",
        )
