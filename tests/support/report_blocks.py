"""The plain text of a sample report as blocks, from which the same report is set as PDF, HTML and DOCX."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.adapters.report_text import document_from_text
from tracker.domain.report_parsing.document import Document, Line

_DIGITS = re.compile(r"\d+")
_REFERENCE = re.compile(r"(?<=\S)<sup>\s*(\d+)\s*</sup>")
_NUMBER = re.compile(r"(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_TITLE = re.compile(r"[A-Z][^.;:]{3,60}$")
_LEADER = re.compile(r"[\s.…]{3,}$")
_FIRST_MARK = 0xE000
MARK = re.compile("[\ue000-\ue0ff]")


@dataclass
class Block:
    """A heading, paragraph, bullet, number (label apart), row, contents line or footnote of a report."""

    kind: str
    lines: list[str]
    level: int = 0
    bold: bool = False
    label: str = ""
    cells: tuple[str, ...] = ()
    blank_before: bool = False


@dataclass
class Blocks:
    """A report: `notes` holds each footnote by its printed number, `blocks` everything else in order.

    The place of footnote n in a text is one private character, see `note_of`.
    """

    blocks: list[Block]
    notes: dict[int, str] = field(default_factory=dict)

    def note_of(self, mark: str) -> tuple[int, str]:
        number = ord(mark) - _FIRST_MARK
        return number, self.notes.get(number, "")


def blocks_of(text: str) -> Blocks:
    """Blocks of a sample; an item that a page break had cut in two is whole again, as its author wrote it."""
    notes = {int(found[1]): "" for found in re.finditer(r"^<sup>\s*(\d+)\s*</sup>", text, re.MULTILINE)}
    marked = _REFERENCE.sub(lambda found: chr(_FIRST_MARK + int(found[1])), _without_page_furniture(text))
    blocks: list[Block] = []
    blank = True
    numbers = iter(notes)
    for line in document_from_text(marked).lines:
        if line.footnote:
            notes[next(numbers)] = line.text
        elif not line.text.strip():
            blank = True
        else:
            _add(blocks, line, blank)
            blank = False
    return Blocks(blocks, notes)


def _without_page_furniture(text: str) -> str:
    """The text without the running headers printed in it: a page set anew has its own."""
    pages = [page.split("\n") for page in text.split("\f")]
    tops = [_DIGITS.sub("", page[0]).strip() for page in pages[1:]]
    for page, top in zip(pages[1:], tops, strict=True):
        if tops.count(top) > 1:
            page[:] = page[2:] if page[1].isdigit() else page[1:]
    return "\n".join("\n".join(page) for page in pages)


def text_of(document: Document) -> str:
    """A document as the plain text a converter would make of it, headings and bullets marked."""
    lines: list[str] = []
    for line in document.lines:
        mark = (
            "#" * line.heading + " " if line.heading else "- " if line.bullet and not _NUMBER.match(line.text) else ""
        )
        lines += ["", mark + line.text, ""] if line.heading else [mark + line.text]
    return "\n".join(lines) + "\n"


def runs_of(blocks: list[Block]) -> list[list[Block]]:
    """Neighbours of one kind together: the items of a list, the rows of a table."""
    runs = [blocks[:1]]
    for before, block in pairwise(blocks):
        same = before.kind == block.kind and block.kind in ("bullet", "number", "row", "contents")
        if same and len(before.cells) == len(block.cells):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _add(blocks: list[Block], line: Line, blank: bool) -> None:
    number = _NUMBER.match(line.text)
    last = blocks[-1] if blocks else None
    if line.heading:
        blocks.append(Block("heading", [line.text], level=line.heading))
    elif line.cells and _LEADER.search(line.cells[0]):
        blocks.append(Block("contents", [_LEADER.sub("", line.cells[0])], cells=("", line.cells[-1])))
    elif line.cells:
        blocks.append(Block("row", [line.text], cells=line.cells, bold=line.bold))
    elif line.bullet:
        blocks.append(Block("bullet", [line.text]))
    elif number and not _TITLE.match(line.text, number.end()):
        blocks.append(Block("number", [line.text[number.end() :]], label=number[0].strip()))
    elif last and _goes_on(last, line.text, blank):
        last.lines[-1] += f" {line.text}"
    elif last and not blank and last.kind in ("paragraph", "bullet", "number") and not line.bold and not last.bold:
        last.lines.append(line.text)
    else:
        blocks.append(Block("paragraph", [line.text], bold=line.bold))


def _goes_on(last: Block, text: str, blank: bool) -> bool:
    cut = blank and last.kind in ("bullet", "number") and text[0].islower()
    return cut and MARK.sub("", last.lines[-1])[-1] not in ".:;!?"
