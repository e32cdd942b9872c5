"""PDFs as lines."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import typst

from tests.support.report_files import pdf_of
from tracker.adapters.report_text.broken_words import mended
from tracker.adapters.report_text.pdf import MOST_PAGES, document_from_pdf
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Document, Line

REPORT = """An inspection of probation services in:
**Marlow Vale PDU**

# Ratings

## Marlow Vale PDU

Score **3/21**

# P 2.1. Assessment

Our rating<sup>2</sup> for assessment is driven by the lowest score in 2024:

Key question	Percentage 'Yes'
Does assessment focus sufficiently on engaging the person on probation?	54%

- Staff were sufficiently trained, and the office in Ashcombe was one of 4.

<sup>2</sup> The rating for the standard is driven by the score for the key question.

1. improve the quality of supervision
"""
LONG = "Practitioners communicated responsibly with safeguarding organisations about multi-agency arrangements. "


def found(document: Document, text: str) -> Line:
    return next(line for line in document.lines if line.text.startswith(text))


def test_lines_carry_their_page_and_count_through_the_document() -> None:
    document = document_from_pdf(pdf_of(REPORT))
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert found(document, "An inspection").page == 1
    assert found(document, "Score 3/21").page == 2
    assert found(document, "P 2.1. Assessment").page == 3
    assert document.notes == ()


def test_type_tells_headings_and_bold_lines() -> None:
    document = document_from_pdf(pdf_of(REPORT))
    assert found(document, "Marlow Vale PDU").bold
    assert found(document, "Ratings").heading == 1
    assert found(document, "P 2.1. Assessment").heading == 1
    body = found(document, "Score 3/21")
    assert (body.heading, body.bold) == (None, False)


def test_marks_of_footnotes_go_other_numbers_stay_and_footnotes_are_marked() -> None:
    document = document_from_pdf(pdf_of(REPORT))
    assert found(document, "Our rating").text.startswith("Our rating for assessment")
    assert any(line.text.endswith("in 2024:") for line in document.lines)
    assert found(document, "The rating for the standard").footnote
    assert not found(document, "HM Inspectorate of Probation").footnote


def test_bullets_rows_and_numbers_are_read() -> None:
    document = document_from_pdf(pdf_of(REPORT))
    assert found(document, "Staff were").bullet
    assert found(document, "Does assessment").text.endswith("probation? 54%")
    assert found(document, "1. improve").text == "1. improve the quality of supervision"


def test_a_list_inside_a_list_stands_deeper() -> None:
    document = document_from_pdf(
        typst.compile(b"= Strengths\n- Staff said:\n  - one thing\n- All went well.", format="pdf")
    )
    depths = [line.depth for line in document.lines if line.bullet]
    assert len(depths) == 3
    assert depths[0] == depths[2] < depths[1]


def test_blank_lines_part_paragraphs_but_not_the_lines_of_one() -> None:
    document = document_from_pdf(pdf_of(f"# Foreword\n\n{LONG * 3}\n\n{LONG * 3}\n"))
    text = "\n".join(line.text for line in document.lines).split("\n\n")
    assert [part.replace("\n", " ") for part in text if part.startswith("Practitioners")] == [(LONG * 3).strip()] * 2


def test_a_paragraph_below_a_list_is_apart_without_a_wider_gap() -> None:
    document = document_from_pdf(pdf_of("# Recommendations\n\n1. write a plan.\n2. keep to it.\n\nThis is apart.\n"))
    place = document.lines.index(found(document, "This is apart."))
    assert document.lines[place - 1].text == ""


def test_a_sentence_that_begins_in_the_middle_of_a_paragraph_is_not_apart() -> None:
    sentences = "Practitioners knew the people they worked with. They met often. Managers saw one case in ten. " * 12
    document = document_from_pdf(pdf_of(f"# Foreword\n\n{sentences}\n"))
    start = document.lines.index(found(document, "Practitioners knew"))
    text = " ".join(line.text for line in document.lines[start:] if not line.in_margin)
    assert text.startswith(sentences.strip())


@pytest.mark.parametrize("page_a_chapter", [True, False])
def test_running_headers_and_footers_are_known_by_their_place(page_a_chapter: bool) -> None:
    text = "".join(f"# Chapter {number}\n\n{LONG * 9}\n\nThe end.\n\n" for number in range(1, 4))
    document = document_from_pdf(pdf_of(text, header="Volume", footer="Spring", page_a_chapter=page_a_chapter))
    pages = range(2, 1 + max(line.page or 0 for line in document.lines))
    expected = [words for page in pages for words in ("Volume", f"Spring {page}")]
    assert [line.text for line in document.lines if line.in_margin] == expected


def test_a_full_page_of_text_and_of_notes_has_nothing_in_its_margins_but_the_footer() -> None:
    text = f"# Foreword\n\n{LONG * 60} Cases1<sup>1</sup>.\n\n<sup>1</sup> {LONG * 3}\n"
    document = document_from_pdf(pdf_of(text, header="Volume", footer="Spring"))
    assert {line.text.split()[0] for line in document.lines if line.in_margin} == {"Volume", "Spring"}


def test_a_page_that_is_shown_turned_has_no_margins() -> None:
    pdf = pypdfium2.PdfDocument(pdf_of(f"# One\n\n{LONG * 9}\n\n# Two\n\n{LONG * 9}\n", header="Volume"))
    pdf[1].set_rotation(90)
    out = io.BytesIO()
    pdf.save(out)
    assert not [line.text for line in document_from_pdf(out.getvalue()).lines if line.in_margin]


def test_words_that_were_broken_at_line_ends_are_whole_again() -> None:
    document = document_from_pdf(pdf_of(f"# Foreword\n\n{LONG * 20}\n", hyphenate=True))
    text = " ".join(line.text for line in document.lines if line.text)
    assert (LONG * 20).strip() in text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a safe\ufffeguard", "the safeguard"], "a safeguard"),
        (["a multi\ufffeagency plan", "multi-agency"], "a multi-agency plan"),
        (["a care\ufffefully made", "a safe\ufffeguard", "the safeguard"], "a carefully made"),
        (["a high\ufffequality service"], "a high-quality service"),
    ],
)
def test_the_report_itself_says_whether_a_broken_word_has_a_hyphen(lines: list[str], expected: str) -> None:
    assert next(mended(lines)) == expected


def test_a_report_of_twenty_pages_is_read_from_the_first_to_the_last() -> None:
    text = "".join(f"# Chapter {number}\n\n{LONG * 30}\n\n" for number in range(1, 21))
    document = document_from_pdf(pdf_of(text))
    assert found(document, "Chapter 20").page == 20


def picture_pdf(pages: int) -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(595, 842)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n1 0 obj", "damaged"),
        (picture_pdf(3), "no text"),
        (picture_pdf(MOST_PAGES + 1), "500 pages"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableReport, match=words):
        document_from_pdf(data)


def test_a_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(UnreadableReport, match="password"):
        document_from_pdf(LOCKED)


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj "
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/Size 4/ID[<00><00>]>>\n%%EOF\n"
)
