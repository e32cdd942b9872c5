"""Strengths, areas for improvement and observations, whole and under their section."""

from __future__ import annotations

import pytest

from tests.support.readings import codes, texts, with_cover
from tracker.domain.report_parsing.document import Document, Line, SourceFormat
from tracker.domain.report_parsing.parse import parse
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import FindingKind

STRENGTH, IMPROVEMENT, OBSERVATION = FindingKind
RATINGS = "## Ratings\n\nP 1.1 Leadership Good\n\nP 1.2 Staffing Good\n\n"


def body(passage: str) -> ParsedReport:
    return with_cover(f"{RATINGS}## P 1.1. Leadership\n\nLeaders lead. Good\n\n{passage}")


@pytest.mark.parametrize("label", ["Strengths", "Strengths:", "### **Strengths:**", "**STRENGTHS**", "Streng ths:"])
@pytest.mark.parametrize("other", ["Areas for improvement", "#### Areas for improvement:", "Area for improvement:"])
def test_labels_are_known_in_all_their_forms(label: str, other: str) -> None:
    report = body(f"{label}\n\n- One.\n- Two.\n\n{other}\n\n- Three.")
    assert [(one.kind, one.text) for one in report.findings] == [
        (STRENGTH, "One."),
        (STRENGTH, "Two."),
        (IMPROVEMENT, "Three."),
    ]


def test_bullets_without_a_label_are_observations() -> None:
    assert [one.kind for one in body("- One.").findings] == [OBSERVATION]


@pytest.mark.parametrize(
    "heading", ["Diversity and inclusion", "## **Outcomes**", "### Feedback from people on probation"]
)
def test_a_section_that_is_no_standard_is_named_and_has_none(heading: str) -> None:
    report = body(f"Strengths:\n\n- One.\n\n{heading}\n\nStrengths:\n\n- Two.")
    assert [(one.standard, one.section) for one in report.findings] == [
        ("P 1.1", "P 1.1 Leadership"),
        (None, heading.strip("#* ")),
    ]


def test_an_unknown_title_above_strengths_is_a_section_though_nothing_marks_it() -> None:
    report = body("Strengths:\n\n- One.\n\nWork with victims\nStrengths:\n\n- Two.")
    assert report.findings[1].section == "Work with victims"


def test_what_stands_below_a_standard_belongs_to_it() -> None:
    report = body("### Use of data\n\n- One.")
    assert [(one.standard, one.section) for one in report.findings] == [("P 1.1", "Use of data")]


def test_a_title_alone_in_bold_is_a_section_of_what_it_stands_below() -> None:
    report = body("- Zero.\n\n**Use of data**\n\n- One.\n\n**This is said in bold.**\n\n- Two.")
    assert [(one.standard, one.section) for one in report.findings] == [
        ("P 1.1", "P 1.1 Leadership"),
        ("P 1.1", "Use of data"),
        ("P 1.1", "Use of data"),
    ]


def test_back_to_top_is_no_part_of_a_heading() -> None:
    report = body("## Culture and confidence (Back to top)\n\n- One.")
    assert report.findings[0].section == "Culture and confidence"


def test_a_bullet_cut_by_a_page_break_a_header_and_a_footnote_is_whole() -> None:
    first = "- Enquiries were sometimes sent<sup>1</sup>\n\n<sup>1</sup> In two cases.\n\n \n\nto the wrong force."
    report = body(f"Areas for improvement:\n\n{first}\n\n- Two.")
    assert texts(report.findings) == ["Enquiries were sometimes sent to the wrong force.", "Two."]


def test_the_next_page_goes_on_with_the_bullet_where_no_bullet_opens() -> None:
    lines = [
        Line("An inspection of probation services in Marlow Vale PDU", 1, 1),
        Line("HM Inspectorate of Probation", 2, 1),
        Line("P 1.1 Leadership", 3, 2),
        Line("Good", 4, 2),
        Line("Strengths:", 5, 2),
        Line("The first sentence is whole.", 6, 2, bullet=True),
        Line("An inspection of probation services 3", 7, 3),
        Line("The second stands on the next page.", 8, 3),
        Line("Another bullet.", 9, 3, bullet=True),
        Line("4", 10, 3),
    ]
    report = parse(Document(SourceFormat.PDF, tuple(lines)))
    assert texts(report.findings) == [
        "The first sentence is whole. The second stands on the next page.",
        "Another bullet.",
    ]
    assert report.findings[0].source.page == 2


def test_where_bullets_were_lost_each_paragraph_under_a_label_is_a_finding() -> None:
    assert texts(body("Strengths:\n\nOne is so.\n\nTwo is so.").findings) == ["One is so.", "Two is so."]


def test_page_headers_and_numbers_are_not_read() -> None:
    header = "Inspection of probation services: Marlow Vale PDU"
    report = body(f"Strengths:\n\n- One thing that was\n\n{header} 7\n\n7\n\ndone well.\n\nOFFICIAL\n\n- Two.")
    assert texts(report.findings) == ["One thing that was done well.", "Two."]


def test_bullets_of_the_foreword_and_the_annexe_are_no_findings() -> None:
    report = with_cover(
        f"## Foreword\n\n- No.\n\n{RATINGS}## P 1.1. Leadership\n\nGood\n\n- Yes.\n\n## Annexe 1\n\n- No."
    )
    assert texts(report.findings) == ["Yes."]


def test_strengths_in_an_annexe_and_a_standard_without_a_section_are_warnings() -> None:
    report = body("Strengths:\n\n- One.\n\n## Annexe 1\n\nStrengths:\n\n- Two.")
    assert {"findings_not_read", "standard_without_section"} <= codes(report)


def test_the_contents_page_opens_no_section() -> None:
    contents = (
        "Contents\nForeword ........ 3\nRatings\t4\nRecommendations 5\nP 1.1. Leadership ..... 7\nAnnexe one . . . . 9"
    )
    report = with_cover(f"{contents}\n\n{RATINGS}## P 1.1. Leadership\n\nGood\n\n- One.")
    assert texts(report.findings) == ["One."]
    assert len(report.standards) == 2
    bare = with_cover(
        f"Contents\n\n- Ratings\n- Recommendations\n- Annexe one\n\n{RATINGS}## P 1.1. Leadership\n\nGood\n\n- One."
    )
    assert texts(bare.findings) == ["One."]


def test_quotes_and_dashes_stay_as_printed() -> None:
    printed = 'They said ‘it’s good’ – and "meant" it.'
    assert texts(body(f"Strengths:\n\n- {printed}").findings) == [printed]
