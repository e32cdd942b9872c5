"""Every layout of the inspectorate, read whole."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.samples import INCONSISTENT, SAMPLES, Sample
from tests.support.readings import read_file
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import FindingKind

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


@every_sample
def test_the_cover_says_who_was_inspected_and_when(sample: Sample) -> None:
    report = read_file(sample.path)
    assert report.title == sample.title
    assert report.subject is not None
    assert (report.subject.name, report.subject.kind) == sample.subject
    assert report.region == sample.region
    assert report.published == sample.published
    assert report.fieldwork_started == sample.fieldwork
    assert report.isbn == sample.isbn


@every_sample
def test_score_and_ratings_are_those_of_the_ratings_page(sample: Sample) -> None:
    report = read_file(sample.path)
    assert (report.score, report.max_score) == (sample.score or (None, None))
    assert report.overall_rating is sample.overall
    assert {standard.code: standard.rating for standard in report.standards} == sample.ratings


@every_sample
def test_key_questions_stand_under_their_standard_in_order_of_print(sample: Sample) -> None:
    by_standard: dict[str, list[int]] = {}
    for asked in read_file(sample.path).key_questions:
        by_standard.setdefault(asked.standard, []).append(asked.percentage)
        assert asked.question.endswith("?")
    assert by_standard == sample.percentages


@every_sample
def test_recommendations_keep_their_printed_number_and_their_addressee(sample: Sample) -> None:
    report = read_file(sample.path)
    assert [(item.number, item.addressee) for item in report.recommendations] == sample.recommendations


@every_sample
def test_findings_are_counted_under_their_section_by_kind(sample: Sample) -> None:
    assert _counts(read_file(sample.path)) == sample.findings


@every_sample
def test_a_good_report_has_no_false_warning(sample: Sample) -> None:
    assert tuple(warning.code for warning in read_file(sample.path).warnings) == sample.warnings


def test_a_report_that_contradicts_itself_is_read_as_printed_and_every_contradiction_is_a_warning() -> None:
    report = read_file(INCONSISTENT)
    assert report.score == 9
    assert [item.number for item in report.recommendations] == ["1", "3", "4"]
    assert Counter(warning.code for warning in report.warnings) == {
        "fieldwork_dates_differ": 1,
        "rating_without_standard": 2,
        "rating_differs_in_body": 1,
        "standard_without_rating": 2,
        "standard_without_section": 1,
        "not_a_percentage": 1,
        "percentage_without_question": 1,
        "question_without_percentage": 1,
        "recommendation_line_not_placed": 1,
        "recommendations_outside_section": 1,
        "max_score_differs": 1,
        "band_differs": 1,
        "key_questions_missing": 2,
        "key_question_band_differs": 1,
        "numbering_gap": 1,
        "isbn_not_valid": 1,
    }


def _counts(report: ParsedReport) -> dict[str, tuple[int, int, int]]:
    counted = Counter((finding.section, finding.kind) for finding in report.findings)
    sections = dict.fromkeys(finding.section for finding in report.findings)
    return {
        section: (
            counted[section, FindingKind.STRENGTH],
            counted[section, FindingKind.IMPROVEMENT],
            counted[section, FindingKind.OBSERVATION],
        )
        for section in sections
    }
