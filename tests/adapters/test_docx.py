"""Word files as lines."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.support.word_files import docx_of
from tracker.adapters.report_text.docx import document_from_docx
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Line

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bomb">]>'


def lines(data: bytes) -> list[Line]:
    """The lines that hold text, their numbers set to 0."""
    found = document_from_docx(data).lines
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    return [Line(x.text, 0, None, x.heading, x.bullet, x.bold, x.cells, x.footnote) for x in found if x.text]


def saved(word: Any) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def body(xml: str) -> bytes:
    """A Word file whose body is the XML given."""
    word = Document()
    for element in parse_xml(f"<w:body {nsdecls('w', 'wp', 'a')}>{xml}</w:body>"):
        word.element.body.append(element)
    return saved(word)


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """The archive with parts put in place of its own (named with __ for / and _ for .), None taking one out."""
    names = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_zip", ".zip"): new for name, new in parts.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new_archive:
        for name in [*old.namelist(), *(name for name in names if name not in old.namelist())]:
            content = names[name] if name in names else old.read(name)
            if content is not None:
                new_archive.writestr(name, content)
    return out.getvalue()


def test_headings_paragraphs_lists_and_tables_come_in_the_order_of_the_body() -> None:
    report = (
        "## Marlow Vale\n\nFieldwork started April 2024\n\n- Staff felt heard.\n\n"
        "Is it safe?\t54%\n\n**Marlow Vale PDU should:**\n\n3. improve\n4. supervise<sup>1</sup>\n\n"
        "<sup>1</sup> A note."
    )
    assert lines(docx_of(report)) == [
        Line("Marlow Vale", 0, heading=2, bold=True),
        Line("Fieldwork started April 2024", 0),
        Line("Staff felt heard.", 0, bullet=True),
        Line("Is it safe?\t54%", 0, cells=("Is it safe?", "54%")),
        Line("Marlow Vale PDU should:", 0, bold=True),
        Line("3. improve", 0, bullet=True),
        Line("4. supervise", 0, bullet=True),
        Line("A note.", 0, footnote=True),
    ]


def test_automatic_numbers_are_counted_as_word_counts_them() -> None:
    word = Document()
    for _ in range(2):
        word.add_paragraph("item", style="List Number")
    word.add_paragraph("between")
    word.add_paragraph("item", style="List Number")
    assert [line.text for line in lines(saved(word))] == ["1. item", "2. item", "between", "3. item"]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_read() -> None:
    xml = (
        "<w:p><w:r><w:t>shown</w:t></w:r><w:ins><w:r><w:t> added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> deleted</w:delText></w:r></w:del><w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>'
    )
    assert lines(body(xml)) == [Line("shown added", 0)]


def test_text_boxes_content_controls_and_breaks_are_read() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>July 2024</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Contents</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    xml = f"<w:p><w:r><w:t>Marlow</w:t><w:br/><w:t>Vale</w:t></w:r>{box}</w:p>{control}"
    assert [line.text for line in lines(body(xml))] == ["Marlow", "Vale", "July 2024", "Contents"]


def test_typed_bullets_tabs_and_outline_levels_are_understood() -> None:
    xml = (
        "<w:p><w:r><w:t>•</w:t><w:tab/><w:t>Staff felt heard.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>P 1.1 Leadership</w:t><w:tab/><w:t>Good</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Ratings</w:t></w:r></w:p>'
    )
    assert lines(body(xml)) == [
        Line("Staff felt heard.", 0, bullet=True),
        Line("P 1.1 Leadership\tGood", 0, cells=("P 1.1 Leadership", "Good")),
        Line("Ratings", 0, heading=2),
    ]


def test_a_table_that_lays_out_text_is_read_as_text() -> None:
    word = Document()
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    cells[0].add_paragraph("Strengths", style="Heading 3")
    cells[1].add_paragraph("Staff felt heard.", style="List Bullet")
    word.add_table(rows=1, cols=1).rows[0].cells[0].text = "A box of its own"
    assert [(line.text, line.heading, line.bullet, line.cells) for line in lines(saved(word))] == [
        ("Strengths", 3, False, ()),
        ("Staff felt heard.", None, True, ()),
        ("A box of its own", None, False, ()),
    ]


def test_nothing_outside_the_file_is_looked_at() -> None:
    word = Document()
    word.add_paragraph("Marlow Vale PDU")
    template = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    for kind in (template, template.replace("attachedTemplate", "styles")):
        word.part.rels.get_or_add_ext_rel(kind, "http://127.0.0.1:1/template.dotx")
    assert [line.text for line in lines(saved(word))] == ["Marlow Vale PDU"]


def test_an_archive_inside_is_never_opened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(50_000_000))
    nested = changed(docx_of("Marlow Vale PDU"), word__embeddings__bomb_zip=bomb.getvalue())
    assert [line.text for line in lines(nested)] == ["Marlow Vale PDU"]


@pytest.mark.parametrize(
    "part", ["word__document_xml", "word__styles_xml", "docProps__core_xml", "word__media__picture_xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_with_entities_is_refused_before_it_is_parsed(part: str, encoding: str) -> None:
    hostile = (ENTITIES + b"<a>&b;</a>").decode().encode(encoding)
    with pytest.raises(UnreadableReport, match="definitions"):
        document_from_docx(changed(docx_of("Marlow Vale PDU"), **{part: hostile}))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word__media__large_xml": bytes(30_000_000)}, "unpacks"),
        ({f"word__{number}_xml": b"<a/>" for number in range(2_001)}, "unpacks"),
        ({"word__document_xml": b"<w:document"}, "damaged"),
        ({"word__document_xml": b"<html/>"}, "no Word document"),
        ({"word__document_xml": None}, "no Word document"),
    ],
)
def test_a_bomb_or_a_broken_file_is_refused_in_plain_words(parts: dict[str, bytes | None], words: str) -> None:
    with pytest.raises(UnreadableReport, match=words):
        document_from_docx(changed(docx_of("Marlow Vale PDU"), **parts))


def test_deep_nesting_is_refused() -> None:
    xml = f"<w:document {nsdecls('w')}>{'<w:sdt>' * 100_000}{'</w:sdt>' * 100_000}</w:document>".encode()
    with pytest.raises(UnreadableReport, match=r"damaged|unpacks"):
        document_from_docx(changed(docx_of("Marlow Vale PDU"), word__document_xml=xml))


def test_entries_that_share_their_bytes_are_refused() -> None:
    data = bytearray(docx_of("Marlow Vale PDU"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        first, second = archive.infolist()[:2]
    name = second.filename.encode()
    central = data.rfind(b"PK\x01\x02", 0, data.rfind(name))
    data[central + 42 : central + 46] = first.header_offset.to_bytes(4, "little")
    with pytest.raises(UnreadableReport):
        document_from_docx(bytes(data))


def test_a_forged_size_is_refused() -> None:
    data = bytearray(docx_of("Marlow Vale PDU"))
    central = data.find(b"PK\x01\x02")
    data[central + 20 : central + 24] = (2**31).to_bytes(4, "little")
    with pytest.raises(UnreadableReport):
        document_from_docx(bytes(data))


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(docx_of("Marlow Vale PDU"))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableReport, match="password"):
        document_from_docx(bytes(data))
