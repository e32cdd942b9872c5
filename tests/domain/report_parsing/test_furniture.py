"""What a page prints besides its text: running headers and footers, page numbers, margins."""

from __future__ import annotations

from itertools import count

import pytest

from tests.support.readings import codes, texts, with_cover
from tracker.domain.report_parsing import parse
from tracker.domain.report_parsing.document import Document, Line, SourceFormat
from tracker.domain.report_parsing.parsed_report import ParsedReport

COVER = ("An inspection of probation services in Marlow Vale PDU", "HM Inspectorate of Probation, March 2024")


def paged(*pages: tuple[str, ...]) -> ParsedReport:
    """A PDF of a cover and these pages; a text that starts with "~" stands in the margin, with "•" opens an item."""
    number = count(1)
    lines = [
        Line(text.strip("~• "), next(number), page, bullet="•" in text[:2], in_margin=text.startswith("~"))
        for page, texts_of_page in enumerate((COVER, *pages), start=1)
        for text in texts_of_page
    ]
    return parse(Document(SourceFormat.PDF, tuple(lines)))


TOP = ("Outcomes", "Strengths:", "• Leaders knew what", "~The probation report")


def test_a_header_in_the_margins_of_two_pages_is_no_text_however_long_the_report() -> None:
    others = [(f"~Chapter {place}", f"Words of page {place}.") for place in range(12)]
    report = paged(TOP, ("~The probation report", "went on in the offices.", "Background"), *others)
    assert texts(report.findings)[0] == "Leaders knew what went on in the offices."
    assert not codes(report)


@pytest.mark.parametrize("words", ["3", "Page 3", "HM Inspectorate of Probation", "3 Marlow report", "Leaders 3"])
def test_what_a_margin_says_of_its_own_page_or_the_inspectorate_is_no_text(words: str) -> None:
    report = paged(TOP[:-1], (f"~{words}", "went on in the offices."))
    assert texts(report.findings) == ["Leaders knew what went on in the offices."]
    assert not codes(report)


def test_other_words_in_one_margin_only_are_left_out_with_a_warning() -> None:
    report = paged(TOP, ("went on in the offices.",))
    assert texts(report.findings) == ["Leaders knew what went on in the offices."]
    assert codes(report) == {"margin_left_out"}
    assert "‘The probation report’ (page 2)" in report.warnings[0].message


def test_the_cover_keeps_what_stands_in_its_margin_alone() -> None:
    lines = (Line(COVER[0], 1, 1, in_margin=True), Line(COVER[1], 2, 1), Line("Words.", 3, 2))
    assert parse(Document(SourceFormat.PDF, lines)).title == COVER[0]


def test_a_rating_a_percentage_or_a_list_item_in_a_margin_is_read_all_the_same() -> None:
    report = paged(TOP[:-1], ("~• Staff were valued.", "• Partners were met."))
    assert texts(report.findings) == ["Leaders knew what", "Staff were valued.", "Partners were met."]


def test_a_chapter_whose_name_is_its_running_header_still_opens() -> None:
    header = "Recommendations"
    pages = [(header, f"{number}. write plan number {number}.") for number in range(2, 5)]
    report = paged((header, "Marlow Vale PDU should:", "1. write a plan."), *pages)
    assert [item.number for item in report.recommendations] == ["1", "2", "3", "4"]
    assert not codes(report)


def test_a_line_of_the_contents_page_is_no_running_header_of_the_heading_it_lists() -> None:
    contents = ("Contents", "Policy and leadership .... 3", "Annexe ..... 4")
    report = paged(contents, ("Foreword", "Words."), ("Policy and leadership", "• Leaders met."), ("Annexe", "Words."))
    assert [(one.section, one.text) for one in report.findings] == [("Policy and leadership", "Leaders met.")]


def test_what_follows_a_footnote_after_a_gap_is_no_footnote() -> None:
    lines = ("Strengths:", "• Leaders met staff1 often.", "1 The findings come from a survey.", "", "P 1.2. Staffing")
    report = paged(("P 1.1 Leadership", "Good", *lines, "Good", "Strengths:", "• Staff were valued."))
    assert [one.section for one in report.findings] == ["P 1.1 Leadership", "P 1.2 Staffing"]


WRAPPED = """## P 1.1 Leadership

Good

- Leaders knew what went on in the offices of the unit because they went there each
week and spoke with everybody who worked there, and with people on probation who had
been asked beforehand, and wrote down what was said so that nobody could say that it
had not been heard. They acted on it as well, which was seen in the figures of sick
leave, which had gone down for three years in a row in every one of the offices and
for every grade of staff, one office after another.
"""


def test_a_paragraph_below_a_list_is_told_by_the_short_line_above_it() -> None:
    report = with_cover(f"{WRAPPED}The unit had a new office.\n")
    assert [one.text.split()[-1] for one in report.findings] == ["another."]


def test_a_sentence_that_begins_a_full_line_goes_on_in_its_item() -> None:
    report = with_cover(
        WRAPPED.replace("had not been heard.", "had not been heard by the leaders of the whole of the unit.")
    )
    assert len(report.findings) == 1
    assert report.findings[0].text.endswith("one office after another.")
