"""The ratings page, in every way reports set it, and the body as its cross-check."""

from __future__ import annotations

import pytest

from tests.support.readings import codes, with_cover
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import Rating

INADEQUATE, REQUIRES, GOOD, OUTSTANDING = Rating


def rated(passage: str, after: str = "## Background\n\nSome words.") -> ParsedReport:
    return with_cover(f"## Ratings\n\nFieldwork started April 2024\n\n{passage}\n\n{after}")


@pytest.mark.parametrize(
    ("passage", "rating"),
    [
        ("P 1.1 Leadership Inadequate", INADEQUATE),
        ("P 1.1 Leadership\nGood", GOOD),
        ("P 1.1 Leadership\n\n\n\nOutstanding", OUTSTANDING),
        ("P 1.1 Leadership – Requires improvement", REQUIRES),
        ("P 1.1 Leadership Requires Improvement", REQUIRES),
        ("P 1.1 Leadership Requires\nimprovement", REQUIRES),
        ("P 1.1 Leadership\n\nRequires\n\nimprovement", REQUIRES),
        ("P 1.1 Leader ship Requires impro vement", REQUIRES),
        ("P 1.1. Leadership: ‘Good’", GOOD),
        ("P1.1 LEADERSHIP\nRating: Good", GOOD),
        ("P 1.1\nLeadership\nGood", GOOD),
        ("| P 1.1 | Leadership | Good |", GOOD),
        ("## P 1.1. Leadership\n\n**Good**", GOOD),
        ("P 1.1 Leadership\nNot rated", None),
    ],
)
def test_a_rating_stands_on_the_line_of_its_standard_or_the_next_or_below_blank_lines(
    passage: str, rating: Rating | None
) -> None:
    report = rated(f"Score 9/21\n\n{passage}\n\nP 1.2 Staffing\n\nInadequate")
    assert [(one.code, one.name, one.rating) for one in report.standards] == [
        ("P 1.1", "Leadership", rating),
        ("P 1.2", "Staffing", INADEQUATE),
    ]
    assert "standard_without_rating" not in codes(report)
    assert "rating_without_standard" not in codes(report)


@pytest.mark.parametrize(
    "passage",
    [
        "Score 7/21",
        "Score: 7/21",
        "Score **7/21**",
        "Score\n7/21",
        "Score 7 out of 21",
        "Overall score 7 / 21",
        "Marlow Vale PDU Score 7/21",
    ],
)
def test_the_score_is_read_however_it_is_set(passage: str) -> None:
    report = rated(f"{passage}\n\nP 1.1 Leadership Good")
    assert (report.score, report.max_score) == (7, 21)


@pytest.mark.parametrize(
    "passage",
    [
        "Overall rating\nRequires improvement",
        "Overall rating Requires\nimprovement",
        "Overall rating: Requires Improvement",
        "Score 7/21 Overall rating Requires improvement",
        "### Overall rating\n\n\n**Requires improvement**",
        "| Overall rating | Requires improvement |",
    ],
)
def test_the_overall_rating_is_read_however_it_is_set(passage: str) -> None:
    assert rated(f"{passage}\n\nP 1.1 Leadership Good").overall_rating is REQUIRES


def test_a_name_over_two_lines_is_the_known_one() -> None:
    report = rated("3.4 Out-of-court disposal policy\nand provision Good\n4.1 Resettlement policy and provision\nGood")
    assert [one.name for one in report.standards] == [
        "Out-of-court disposal policy and provision",
        "Resettlement policy and provision",
    ]


def test_a_standard_of_no_known_framework_is_given_as_printed() -> None:
    report = rated("P 1.9 Digital services\n\nGood")
    assert [(one.code, one.name, one.rating) for one in report.standards] == [("P 1.9", "Digital services", GOOD)]


def test_ratings_that_stand_apart_from_their_standards_are_paired_in_order_with_a_warning() -> None:
    report = rated("P 1.1 Leadership\nP 1.2 Staffing\nP 1.3 Services\n\nGood\nInadequate\nRequires improvement")
    assert [one.rating for one in report.standards] == [GOOD, INADEQUATE, REQUIRES]
    assert "ratings_paired_by_order" in codes(report)


def test_a_standard_without_a_rating_and_a_rating_without_a_standard_are_warnings() -> None:
    report = rated("Good\n\nP 1.1 Leadership\n\nP 1.2 Staffing\n\nGood")
    assert [one.rating for one in report.standards] == [None, GOOD]
    assert {"standard_without_rating", "rating_without_standard"} <= codes(report)


def test_a_standard_listed_twice_is_kept_once_with_a_warning() -> None:
    report = rated("P 1.1 Leadership Good\nP 1.2 Staffing Good\n\n## Foreword\n\n## Ratings\n\nP 1.2 Staffing Good")
    assert [one.code for one in report.standards] == ["P 1.1", "P 1.2"]


def test_the_ratings_page_decides_and_a_different_rating_in_the_body_is_a_warning() -> None:
    body = "## P 1.1. Leadership\n\nLeaders lead well. Inadequate\n\n### Strengths:\n\n- They led."
    report = rated("P 1.1 Leadership Good", body)
    assert report.standards[0].rating is GOOD
    assert "rating_differs_in_body" in codes(report)
    agreeing = rated("P 1.1 Leadership Good", body.replace("Inadequate", "Good"))
    assert "rating_differs_in_body" not in codes(agreeing)


@pytest.mark.parametrize(
    "heading", ["P 1.1 Leadership", "P 1.1. Leadership", "## P 1.1. Leadership", "### P 1.1 Leader ship"]
)
@pytest.mark.parametrize(
    "rating", ["Leaders lead. Inadequate", "Leaders lead.\n\nInadequate", "Leaders\nlead. **Inadequate**", "Inadequate"]
)
def test_the_rating_of_the_body_is_found_under_any_form_of_the_heading(heading: str, rating: str) -> None:
    report = rated(
        "P 1.1 Leadership Good", f"# 1. Organisational arrangements\n\n{heading}\n\n{rating}\n\n### Strengths:\n\n- A."
    )
    assert "rating_differs_in_body" in codes(report)
    assert [finding.standard for finding in report.findings] == ["P 1.1"]


def test_without_a_ratings_page_the_body_speaks_and_a_warning_says_so() -> None:
    report = with_cover("## P 1.1. Leadership\n\nLeaders lead. Good\n\n### Strengths:\n\n- They led.")
    assert [(one.code, one.rating) for one in report.standards] == [("P 1.1", GOOD)]
    assert "ratings_from_body" in codes(report)


def test_score_and_overall_rating_are_found_where_the_heading_of_their_page_is_lost() -> None:
    report = with_cover("Score 3/21\n\nOverall rating\n\nInadequate\n\n## Background\n\nWords.")
    assert (report.score, report.max_score, report.overall_rating) == (3, 21, INADEQUATE)


def test_the_footnote_says_which_standard_does_not_count() -> None:
    note = "<sup>1</sup> The services standard does not contribute to the overall rating."
    report = rated(f"P 1.1 Leadership Good\nP 1.3 Services<sup>1</sup> Good\n\n{note}")
    assert [one.counts_towards_overall for one in report.standards] == [True, False]


def test_two_scores_on_the_page_are_a_warning() -> None:
    assert "score_differs" in codes(rated("Score 3/21\nP 1.1 Leadership Good\nScore 4/21"))
