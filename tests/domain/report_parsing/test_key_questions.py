"""Key-question tables, in every way extractors give them."""

from __future__ import annotations

import pytest

from tests.support.readings import codes, with_cover
from tracker.domain.report_parsing.parsed_report import ParsedReport

FIRST = "Does assessment focus sufficiently on engaging the person on probation?"
THIRD = "Does assessment focus sufficiently on keeping other people safe?"


def asked(table: str) -> ParsedReport:
    ratings = "## Ratings\n\nP 2.1 Assessment Inadequate\n\n"
    return with_cover(f"{ratings}## P 2.1. Assessment\n\nIt is well-informed. Inadequate\n\n{table}\n\n- A finding.")


@pytest.mark.parametrize(
    "table",
    [
        f"Key question\tPercentage 'Yes'\n{FIRST}\t54%\n{THIRD}\t8%",
        f"Key question Percentage ‘Yes’\n{FIRST} 54%\n{THIRD} 8 %",
        f"| Key question | Percentage ‘Yes’ |\n| --- | --- |\n| {FIRST} | 54% |\n| {THIRD} | **8%** |",
        f"<b>{FIRST}</b>\t54%\n<b>{THIRD}</b>\t<b>8%</b>",
        f"Key questions\n% ‘Yes’\n{FIRST}\n54%\n\n{THIRD}\n8%",
        "Key question\nDoes assessment focus sufficiently on engaging the\nperson on\nprobation? 54%\n"
        "Does assessment focus sufficiently on keeping other people\nsafe?\n8%",
        f"{FIRST} 54%\n \n\n{THIRD} 8%",
        f"Key question\tPercentage\n{FIRST.replace('suffic', 'suffi c')}\t54%\n{THIRD.upper()}\t8%",
    ],
)
def test_a_question_and_its_percentage_are_found_however_the_table_was_taken_apart(table: str) -> None:
    report = asked(table)
    assert [(one.standard, one.question, one.percentage, one.lowest) for one in report.key_questions] == [
        ("P 2.1", FIRST, 54, False),
        ("P 2.1", THIRD, 8, True),
    ]
    assert [finding.text for finding in report.findings] == ["A finding."]


def test_the_lowest_is_arithmetic_and_ties_are_all_the_lowest() -> None:
    report = asked(f"{FIRST} 40%\n{THIRD} **55%**\nDoes assessment focus on something else? 40%")
    assert [one.lowest for one in report.key_questions] == [True, False, True]


def test_what_is_not_understood_in_a_table_is_a_warning() -> None:
    header = "Key question\tPercentage 'Yes'\n"
    assert "percentage_without_question" in codes(asked(f"{header}\t54%"))
    assert "question_without_percentage" in codes(asked(f"{header}{FIRST}\n{THIRD} 8%"))
    assert "not_a_percentage" in codes(asked(f"{header}{FIRST} 154%"))
    assert "several_percentages" in codes(asked(f"{header}{FIRST}\t54%\t60%"))
    assert "key_question_repeated" in codes(asked(f"{header}{FIRST}\t54%\n{FIRST}\t54%"))


def test_of_several_percentages_the_first_is_taken() -> None:
    assert [one.percentage for one in asked(f"{FIRST}\t54%\t60%").key_questions] == [54]


def test_percentages_in_prose_are_no_key_questions() -> None:
    assert not asked("Most of the assessments (71 per cent) were good. Few were poor: 12%").key_questions
