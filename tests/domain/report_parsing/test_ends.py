"""Where the recommendations end in a text that has no markup: contents page, known chapters, new numbering."""

from __future__ import annotations

import pytest

from tests.support.readings import codes, read
from tracker.domain.report_parsing.parsed_report import ParsedReport

COVER = """A thematic inspection of work with young adults on probation
HM Inspectorate of Probation, July 2025
"""
CONTENTS = """\fContents
Foreword .................................... 3
Recommendations ............................. 5
1. Policy and leadership .................... 6
1.1. How the work is led .................... 6
2. The experience of people who turn twenty-one
while they are on probation ................. 8
Learning from practice ...................... 9
"""
RECOMMENDATIONS = """\fRecommendations
HM Prison and Probation Service should:
1. write a strategy for young adults
2. train practitioners in maturity assessments
3. publish data each year.
"""
NUMBERED = """\f1. Policy and leadership
Leaders had a plan for young adults in two of the six regions, and none had looked at whether
it was kept to.
1.1. How the work is led
Few regions named a lead.
\f2. The experience of people who turn twenty-one
while they are on probation
Young adults told us what they thought.
"""
UNNUMBERED = """\fLearning from practice
One region ran a hub for young adults that met each week, and it was well attended.
• The hub was open to all.
"""


def recommended(report: ParsedReport) -> list[str]:
    return [item.text for item in report.recommendations]


THREE = [
    "write a strategy for young adults",
    "train practitioners in maturity assessments",
    "publish data each year.",
]


@pytest.mark.parametrize("body", [NUMBERED, UNNUMBERED, NUMBERED + UNNUMBERED])
@pytest.mark.parametrize("page", ["\f", "\n", ""])
def test_the_contents_page_says_which_chapters_follow_the_recommendations(body: str, page: str) -> None:
    report = read((COVER + CONTENTS + RECOMMENDATIONS + body).replace("\f", page))
    assert recommended(report) == THREE
    assert not codes(report)


def test_a_heading_of_the_contents_page_may_wrap_there_and_in_the_body() -> None:
    body = NUMBERED + "• Staff listened.\n"
    report = read(COVER + CONTENTS + RECOMMENDATIONS + body)
    assert [(one.section, one.text) for one in report.findings] == [
        ("2. The experience of people who turn twenty-one while they are on probation", "Staff listened.")
    ]


def test_a_known_chapter_ends_the_recommendations() -> None:
    report = read(COVER + RECOMMENDATIONS + "\fBackground\n1. Fieldwork is a matter of weeks.\n")
    assert recommended(report) == THREE


@pytest.mark.parametrize("body", [NUMBERED, UNNUMBERED])
@pytest.mark.parametrize("page", ["\f", "\n"])
def test_without_a_contents_page_a_title_above_prose_ends_them_with_a_warning(body: str, page: str) -> None:
    report = read((COVER + RECOMMENDATIONS + body).replace("\f", page))
    assert recommended(report) == THREE
    assert codes(report) == {"recommendations_end_unsure"}


@pytest.mark.parametrize(
    "more",
    [
        "The Ministry of Justice should:\n1. Fund hubs\n2. Count them.\n",
        "The Ministry of Justice should:\n1. Fund hubs\nin every region of the country, and count the visits.\n",
        "4. Review the policy on leadership\n",
        "4. Ensure leadership is visible\nand that it is felt by practitioners in every office of the region.\n",
    ],
)
def test_a_short_recommendation_with_a_capital_letter_is_no_title(more: str) -> None:
    report = read(COVER + RECOMMENDATIONS + more)
    assert len(recommended(report)) > 3
    assert recommended(report)[:3] == THREE
    assert not codes(report)


def test_what_carries_the_numbering_on_after_a_title_is_a_warning() -> None:
    report = read(COVER + RECOMMENDATIONS + UNNUMBERED + "4. name a lead for young adults in every region.\n")
    assert recommended(report) == THREE
    assert codes(report) == {"recommendations_end_unsure", "recommendations_outside_section"}


def test_recommendations_may_have_a_name_of_their_own_on_the_contents_page() -> None:
    contents = "\fContents\nForeword ..... 3\nRecommendations for probation regions ..... 5\nAnnexe ..... 9\n"
    report = read(
        COVER + contents + RECOMMENDATIONS.replace("\fRecommendations", "\fRecommendations for probation regions")
    )
    assert recommended(report) == THREE
    assert not codes(report)
