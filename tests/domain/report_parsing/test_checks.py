"""What is checked of a reading, by the parser and again after a person has mended it. Warned of, never corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.samples import SAMPLES
from tests.support.readings import read_file
from tracker.domain.report_parsing import check
from tracker.domain.report_parsing.parsed_report import ParsedReport, Subject
from tracker.domain.vocabulary import Rating, SubjectKind

GOOD = read_file(SAMPLES[0].path)
Mend = Callable[[ParsedReport], ParsedReport]


def _rate(report: ParsedReport, code: str, rating: Rating | None) -> ParsedReport:
    return replace(
        report, standards=tuple(replace(s, rating=rating) if s.code == code else s for s in report.standards)
    )


def _ask(report: ParsedReport, place: int, percentage: int) -> ParsedReport:
    asked = list(report.key_questions)
    asked[place] = replace(asked[place], percentage=percentage)
    return replace(report, key_questions=tuple(asked))


def _say(report: ParsedReport, text: str) -> ParsedReport:
    first, *others = report.recommendations
    return replace(report, recommendations=(replace(first, text=text), *others))


def test_a_consistent_reading_has_nothing_to_warn_of() -> None:
    assert check(GOOD) == ()


@pytest.mark.parametrize(
    ("mend", "expected"),
    [
        (lambda r: replace(r, score=10), {"points_do_not_sum"}),
        (lambda r: replace(r, overall_rating=Rating.GOOD), {"band_differs"}),
        (lambda r: replace(r, max_score=24), {"max_score_differs"}),
        (lambda r: replace(r, max_score=20), {"score_not_possible"}),
        (lambda r: replace(r, score=22), {"score_not_possible"}),
        (lambda r: replace(r, standards=r.standards[1:]),
         {"points_do_not_sum", "max_score_differs", "standards_missing"}),
        (lambda r: replace(r, standards=(*r.standards, r.standards[0])),
         {"points_do_not_sum", "max_score_differs", "standard_repeated"}),
        (lambda r: _rate(r, "P 1.1", None), {"max_score_differs"}),
        (lambda r: replace(r, key_questions=r.key_questions[:-1]), {"key_questions_missing"}),
        (lambda r: replace(r, recommendations=r.recommendations[:1] + r.recommendations[2:]), {"numbering_gap"}),
        (lambda r: _say(r, "write a plan for the"), {"text_may_be_cut"}),
        (lambda r: _say(r, "write a plan that:"), {"text_may_be_cut"}),
        (lambda r: replace(r, isbn="978-1-4028-9462-7"), {"isbn_not_valid"}),
        (lambda r: replace(r, published="2023-12"), {"dates_out_of_order"}),
        (lambda r: replace(r, title=None), {"no_title"}),
        (lambda r: replace(r, subject=None), {"no_subject"}),
        (lambda r: replace(r, region=None), {"no_region"}),
        (lambda r: replace(r, region=None, subject=Subject("Ashcombe", SubjectKind.YOUTH_JUSTICE_SERVICE)), set()),
        (lambda r: replace(r, published=None), {"no_publication_date"}),
        (lambda r: replace(r, fieldwork_started=None), {"no_fieldwork_date"}),
        (lambda r: replace(r, isbn=None), {"no_isbn"}),
        (lambda r: replace(r, findings=()), {"no_findings"}),
        (lambda r: replace(r, recommendations=()), {"no_recommendations"}),
        (lambda r: replace(r, score=None, max_score=None), {"no_score"}),
        (lambda r: replace(r, overall_rating=None), {"no_overall_rating"}),
        (lambda r: replace(r, standards=()), {"no_standards"}),
        (lambda r: replace(r, standards=(), score=None, max_score=None, overall_rating=None), {"no_ratings"}),
    ],
)  # fmt: skip
def test_every_disagreement_and_every_absence_has_its_warning_and_no_other(mend: Mend, expected: set[str]) -> None:
    mended = mend(GOOD)
    assert {warning.code for warning in check(mended)} == expected
    assert all(warning.message.endswith(".") for warning in check(mended))


@pytest.mark.parametrize(
    ("lowest", "warned"), [(58, False), (54, False), (46, False), (45, True), (20, True), (61, False), (69, False)]
)
def test_the_lowest_key_question_is_held_against_the_rating_only_five_points_from_a_boundary(
    lowest: int, warned: bool
) -> None:
    """P 2.1 Assessment requires improvement: 50 to 64 %. Within five points the inspectorate may use discretion."""
    codes = {warning.code for warning in check(_ask(GOOD, 2, lowest))}
    assert ("key_question_band_differs" in codes) is warned


def test_a_mended_percentage_that_moves_the_lowest_is_noticed() -> None:
    assert "lowest_differs" in {warning.code for warning in check(_ask(GOOD, 0, 12))}


def test_a_recommendation_to_nobody_is_noticed() -> None:
    nobody = replace(GOOD, recommendations=tuple(replace(item, addressee=None) for item in GOOD.recommendations))
    assert "recommendation_without_addressee" in {warning.code for warning in check(nobody)}
