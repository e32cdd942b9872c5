"""The same report in four formats, made from its plain text."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import typst

from tests.support.report_blocks import MARK, Block, Blocks, blocks_of, runs_of

_TEMPLATE = Path(__file__).with_name("report.typ")
_BOILERPLATE = """<a href="#main">Skip to main content</a><div id="cookies"><h2>Cookies on this site</h2>
<p>We use some essential cookies to make this website work.</p><button>Accept cookies</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/reports">Inspection reports</a></li></ul></nav>"""


def pdf_of(
    text: str,
    *,
    hyphenate: bool = False,
    page_a_chapter: bool = True,
    header: str = "An inspection of probation services",
    footer: str = "HM Inspectorate of Probation",
) -> bytes:
    """An A4 report as PDF: running header and footer, page numbers, footnotes at the foot, ruled tables.

    `hyphenate` justifies and breaks words at line ends; `page_a_chapter` starts a page at each heading of level 1.
    """
    report = blocks_of(text)
    data = {
        "title": "Inspection report",
        "header": header,
        "footer": footer,
        "hyphenate": hyphenate,
        "page_a_chapter": page_a_chapter,
        "runs": [[_for_typst(block, report) for block in run] for run in runs_of(report.blocks)],
    }
    return typst.compile(str(_TEMPLATE), format="pdf", ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)})


def html_of(text: str, *, back_to_top: bool = True) -> bytes:
    """A web page as the inspectorate's site serves it: boilerplate first, "(Back to top)" behind every heading."""
    report = blocks_of(text)
    body = "\n".join(_html_run(run, report, back_to_top) for run in runs_of(report.blocks))
    notes = "".join(
        f'<li id="fn{number}">{escape(note)} <a href="#ref{number}">↩</a></li>' for number, note in report.notes.items()
    )
    foot = f'<section class="footnotes" role="doc-endnotes"><ol>{notes}</ol></section>' if notes else ""
    head = '<meta charset="utf-8"><title>Report</title><style>p{margin:0}</style><script>var a = "<p>no</p>"</script>'
    page = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{_BOILERPLATE}<main id="main">{body}{foot}</main>'
    return f"{page}<footer><p>© Crown copyright</p></footer></body></html>".encode()


def _for_typst(block: Block, report: Blocks) -> dict[str, object]:
    parts: list[dict[str, object]] = []
    for position, line in enumerate(block.lines):
        parts += [{"break": True}] if position else []
        parts += _parts(line, report)
    cells = [_parts(cell, report) for cell in block.cells]
    page = block.cells[-1] if block.kind == "contents" else ""
    known = {"kind": block.kind, "level": block.level, "bold": block.bold, "label": block.label}
    return {**known, "parts": parts, "cells": cells, "page": page}


def _parts(text: str, report: Blocks) -> list[dict[str, object]]:
    """A text as pieces: `text`, and a footnote as `note` where its mark stands."""
    pieces: list[dict[str, object]] = []
    start = 0
    for mark in MARK.finditer(text):
        pieces += [{"text": text[start : mark.start()]}, {"note": report.note_of(mark[0])[1]}]
        start = mark.end()
    return [*pieces, {"text": text[start:]}]


def _html_run(run: list[Block], report: Blocks, back_to_top: bool) -> str:
    first = run[0]
    if first.kind == "heading":
        link = ' <a href="#top">(Back to top)</a>' if back_to_top else ""
        return f"<h{first.level}>{_html(first, report)}{link}</h{first.level}>"
    if first.kind == "bullet":
        return f"<ul>{''.join(f'<li>{_html(item, report)}</li>' for item in run)}</ul>"
    if first.kind == "number" and first.label[:-1].isdigit():
        items = "".join(f'<li value="{item.label[:-1]}">{_html(item, report)}</li>' for item in run)
        return f"<ol>{items}</ol>"
    if first.kind == "contents":
        return "<ul>" + "".join(f'<li><a href="#s">{_html(item, report)}</a></li>' for item in run) + "</ul>"
    if first.kind == "row":
        return f"<table>{''.join(_html_row(row, report) for row in run)}</table>"
    return "\n".join(f"<p>{_html(item, report)}</p>" for item in run)


def _html_row(row: Block, report: Blocks) -> str:
    cells = (_html_text(cell, report) for cell in row.cells)
    return "<tr>" + "".join(f"<td>{f'<b>{cell}</b>' if row.bold else cell}</td>" for cell in cells) + "</tr>"


def _html(block: Block, report: Blocks) -> str:
    text = "<br>".join(_html_text(line, report) for line in block.lines)
    text = f"{block.label} {text}" if block.label and not block.label[:-1].isdigit() else text
    return f"<strong>{text}</strong>" if block.bold else text


def _html_text(text: str, report: Blocks) -> str:
    def reference(mark: str) -> str:
        number = report.note_of(mark)[0]
        return f'<sup><a id="ref{number}" href="#fn{number}">{number}</a></sup>'

    return MARK.sub(lambda found: reference(found[0]), escape(text))
