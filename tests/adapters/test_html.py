"""Web pages as lines."""

from __future__ import annotations

import pytest

from tracker.adapters.report_text.html import document_from_html
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Line, SourceFormat


def lines(body: str) -> list[Line]:
    """The lines that hold text, their numbers set to 0."""
    document = document_from_html(f"<!doctype html><meta charset=utf-8><body>{body}".encode())
    assert document.format is SourceFormat.HTML
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    return [Line(x.text, 0, None, x.heading, x.bullet, x.bold, x.cells, x.footnote) for x in document.lines if x.text]


def test_headings_paragraphs_and_breaks_are_lines() -> None:
    assert lines("<h2>Marlow\n  Vale</h2><p>Fieldwork <b>started</b><br>April 2024</p>") == [
        Line("Marlow Vale", 0, heading=2),
        Line("Fieldwork started", 0),
        Line("April 2024", 0),
    ]


def test_items_of_lists_are_bullets_and_numbered_ones_carry_their_number() -> None:
    assert lines(
        "<ul><li>one<ul><li>two</li></ul></li></ul><ol start=3><li>three<li><p>four</p><li value=9>nine</ol>"
    ) == [
        Line("one", 0, bullet=True),
        Line("two", 0, bullet=True),
        Line("3. three", 0, bullet=True),
        Line("4. four", 0, bullet=True),
        Line("9. nine", 0, bullet=True),
    ]


def test_a_table_of_data_gives_rows_and_a_table_that_lays_out_text_does_not() -> None:
    row = Line("Is it safe?\t54%", 0, cells=("Is it safe?", "54%"))
    assert lines("<table><tr><td>Is it<br>safe?</td><td>54%</td></tr></table>") == [row]
    layout = "<table><tr><td><h2>Ratings</h2></td><td><table><tr><td>Is it safe?</td><td>54%</table></td></tr></table>"
    assert lines(layout) == [Line("Ratings", 0, heading=2), row]


def test_what_a_browser_does_not_show_is_left_out_but_a_closed_section_is_read() -> None:
    hidden = "<script>x</script><style>y</style><nav>z</nav><p hidden>h</p><p style='display: none'>d</p><!-- c -->"
    assert lines(f"{hidden}<div hidden=until-found><p>A closed section</p></div>") == [Line("A closed section", 0)]


def test_marks_of_footnotes_go_and_footnotes_are_marked() -> None:
    assert lines(
        "<p>Our rating<sup><a href=#f>2</a></sup> stands</p><div role=doc-endnotes><ol><li>The rating ↩</ol></div>"
    ) == [
        Line("Our rating stands", 0),
        Line("The rating", 0, bullet=True, footnote=True),
    ]


def test_a_line_that_is_bold_as_a_whole_is_bold() -> None:
    assert [line.bold for line in lines("<p><b>All</b> <strong>of it</strong></p><p><b>Some</b> of it</p>")] == [
        True,
        False,
    ]


def test_the_page_says_its_own_encoding() -> None:
    page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>the PDU’s work"
    assert document_from_html(page.encode("cp1252")).lines[0].text == "the PDU’s work"
    wrong = "<html><head><meta charset=no-such-thing><p>the PDU’s work"
    assert document_from_html(wrong.encode()).lines[0].text == "the PDU’s work"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableReport, match="no text"):
        document_from_html(b"<html><head><title>Report</title></head><body><script>load()</script></body></html>")


def test_deep_nesting_is_read() -> None:
    assert lines("<div>" * 20_000 + "deep") == [Line("deep", 0)]
