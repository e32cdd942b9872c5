"""Plain text as lines."""

from __future__ import annotations

from tracker.adapters.report_text import document_from_text
from tracker.domain.report_parsing.document import Line


def lines(text: str) -> list[Line]:
    return list(document_from_text(text).lines)


def only(text: str) -> Line:
    (line,) = lines(text)
    return line


def test_a_line_keeps_the_number_it_has_in_the_file() -> None:
    found = lines("Ratings\n\n---\nScore 1/21\n")
    assert [(line.number, line.text) for line in found] == [(1, "Ratings"), (2, ""), (3, ""), (4, "Score 1/21")]


def test_line_ends_of_every_system_end_a_line() -> None:
    assert [line.text for line in lines("one\r\ntwo\rthree\nfour")] == ["one", "two", "three", "four"]


def test_hashes_make_a_heading_and_leave_its_text() -> None:
    assert only("## P 1.2. Staffing") == Line("P 1.2. Staffing", 1, heading=2)
    assert only("### **Strengths:**") == Line("Strengths:", 1, heading=3, bold=True)
    assert only("#hashtag") == Line("#hashtag", 1)


def test_a_bullet_loses_its_marker_and_a_number_stays_in_the_text() -> None:
    assert only("- Staff felt heard.") == Line("Staff felt heard.", 1, bullet=True)
    assert only("• Staff felt heard.") == Line("Staff felt heard.", 1, bullet=True)
    assert only("1. improve supervision") == Line("1. improve supervision", 1)
    assert only("1.\timprove supervision") == Line("1. improve supervision", 1)
    assert only("-5 points") == Line("-5 points", 1)


def test_only_a_line_that_is_bold_as_a_whole_is_bold() -> None:
    assert only("**Marlow Vale PDU**").bold
    assert only("<b>Foreword</b> \t<b>3</b>").bold
    assert not only("Score **1/21**").bold
    assert only("Score **1/21**").text == "Score 1/21"


def test_a_mark_of_a_footnote_goes_and_the_text_of_a_footnote_is_marked() -> None:
    assert only("Our rating<sup>2</sup> for planning").text == "Our rating for planning"
    assert only("<sup>2</sup> The rating is driven by") == Line("The rating is driven by", 1, footnote=True)
    assert only("the 4<sup>th</sup> of May").text == "the 4th of May"


def test_tabs_and_bars_part_the_cells_of_a_row() -> None:
    assert only("Is it safe?\t<b>54%</b>") == Line("Is it safe?\t54%", 1, cells=("Is it safe?", "54%"))
    assert [line.cells for line in lines("| Question | Yes |\n|---|---|\n| Is it safe? | 54% |")] == [
        ("Question", "Yes"),
        (),
        ("Is it safe?", "54%"),
    ]


def test_links_entities_and_escapes_become_what_a_reader_sees() -> None:
    assert only("see [our website](https://example.org/a_b) &amp; more").text == "see our website & more"
    assert only(r"[Glossary \(words\)](https://example.org)").text == "Glossary (words)"
    assert only("*They listened to me.*").text == "They listened to me."
    assert only("5 * 3 * 2, x < y and AT&T;").text == "5 * 3 * 2, x < y and AT&T;"


def test_contents_lines_stay_as_text() -> None:
    assert only("Recommendations ........ 5").text == "Recommendations ........ 5"


def test_a_form_feed_starts_a_page_and_without_one_there_are_no_pages() -> None:
    assert [(line.page, line.text) for line in lines("cover\n\fRatings\nGood\f\fEnd")] == [
        (1, "cover"),
        (2, "Ratings"),
        (2, "Good"),
        (4, "End"),
    ]
    assert {line.page for line in lines("cover\nRatings")} == {None}


def test_characters_nobody_sees_are_gone_and_ligatures_are_spelt_out() -> None:
    assert only("\ufeffsuf\ufb01cient\u200b  qual\u00adity\u00a0of\x00 work\x07").text == "sufficient quality of work"


def test_hostile_repetition_is_read_in_linear_time() -> None:
    for piece in ("*", "**a", "[", "[](", "<sup>", "# #", "| ", "\t", " ", "&#", "\\", "<b>"):
        document_from_text(piece * 50_000)
