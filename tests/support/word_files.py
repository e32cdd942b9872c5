"""A sample report as a Word file: real heading styles, real list numbering, tables and footnotes."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from tests.support.report_blocks import MARK, Block, Blocks, blocks_of, runs_of

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def docx_of(text: str) -> bytes:
    """The report as a DOCX. Numbers of recommendations are Word's own: the text of the file does not hold them."""
    report = blocks_of(text)
    word = Document()
    for run in runs_of(report.blocks):
        _add_run(word, run, report)
    if report.notes:
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{escape(note)}</w:t></w:r></w:p></w:footnote>'
            for number, note in report.notes.items()
        )
        xml = f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{notes}'
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, f"{xml}</w:footnotes>".encode(), word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _add_run(word: Any, run: list[Block], report: Blocks) -> None:
    first = run[0]
    if first.kind == "row":
        table = word.add_table(rows=0, cols=len(first.cells), style="Table Grid")
        for block in run:
            for cell, text in zip(table.add_row().cells, block.cells, strict=True):
                _fill(cell.paragraphs[0], [text], block.bold, report)
        return
    numbered = first.kind == "number" and first.label[:-1].isdigit()
    list_id, number = 0, None
    for block in run:
        lines = block.lines
        style = {"heading": f"Heading {block.level}", "bullet": "List Bullet"}.get(block.kind, "Normal")
        if numbered:
            style = "List Number"
            list_id = list_id if number == int(block.label[:-1]) else _new_list(word, int(block.label[:-1]))
            number = int(block.label[:-1]) + 1
        elif block.label:
            lines = [f"{block.label} {lines[0]}", *lines[1:]]
        elif block.kind == "contents":
            lines = [f"{lines[0]}\t{block.cells[-1]}"]
        paragraph = word.add_paragraph(style=style)
        _fill(paragraph, lines, block.bold, report)
        if numbered:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = list_id


def _fill(paragraph: Any, lines: list[str], bold: bool, report: Blocks) -> None:
    for position, line in enumerate(lines):
        if position:
            paragraph.add_run().add_break()
        start = 0
        for mark in MARK.finditer(line):
            paragraph.add_run(line[start : mark.start()]).bold = bold or None
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(report.note_of(mark[0])[0]))
            paragraph.add_run()._r.append(reference)
            start = mark.end()
        paragraph.add_run(line[start:]).bold = bold or None


def _new_list(word: Any, start: int) -> int:
    """A list of its own that starts at a number, over the numbering that the style "List Number" has."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    shared = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    made = numbering.add_num(shared)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)
