"""From a document's lines to the lines worth reading: cleaned, bounded, without furniture, contents and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.domain.report_parsing.contents import without_contents
from tracker.domain.report_parsing.document import Document, Line, SourceFormat
from tracker.domain.report_parsing.footnotes import without_footnotes
from tracker.domain.report_parsing.furniture import without_furniture
from tracker.domain.report_parsing.paragraphs import parted
from tracker.domain.report_parsing.parsed_report import ReadingWarning
from tracker.domain.report_parsing.titles import whole_titles
from tracker.domain.report_parsing.wording import clean, quoted, squash, words_of

MOST_LINES = 60_000
LONGEST_LINE = 20_000
_DASHES = "–—"
_BULLETS = "•·▪●◦‣⁃∙■□*-"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The lines to read, the footnotes apart, every line as it came (cleaned), the document's own words,
    and the titles of its contents page, squashed."""

    lines: tuple[Line, ...]
    footnotes: tuple[Line, ...]
    cover: tuple[Line, ...]
    words: frozenset[str]
    titles: frozenset[str]
    warnings: tuple[ReadingWarning, ...]


def prepared(document: Document) -> Prepared:
    """The document made ready. What is cut for length is a warning; so is each loss the extractor noted."""
    warnings = [ReadingWarning("loss_in_file", note) for note in document.notes[:50]]
    if len(document.lines) > MOST_LINES:
        warnings.append(ReadingWarning("too_long", f"Only the first {MOST_LINES:,} lines were read."))
    cut = [line for line in document.lines[:MOST_LINES] if len(line.text) > LONGEST_LINE]
    for line in cut[:5]:
        warnings.append(
            ReadingWarning("line_cut", f"Line {line.number} is very long and was cut: {quoted(line.text)}.")
        )
    cover = list(_cleaned(document.lines[:MOST_LINES]))
    lines, unknown = without_furniture(cover, without_contents(cover))
    if unknown:
        quotes = ", ".join(f"{quoted(line.text)} (page {line.page})" for line in unknown[:5])
        warnings.append(ReadingWarning("margin_left_out", f"Lines in the margins of pages were left out: {quotes}."))
    lines, footnotes = without_footnotes(lines)
    contents = without_contents(lines)
    lines = whole_titles(_whole_ratings(contents.lines), contents.names)
    lines = parted(lines) if document.format is SourceFormat.TEXT else lines
    words = words_of(line.text for line in lines)
    return Prepared(tuple(lines), tuple(footnotes), tuple(cover), words, contents.names, tuple(warnings))


def _cleaned(lines: Iterable[Line]) -> Iterable[Line]:
    """The lines with their characters mended, bullets recognised, and none that holds neither letter nor digit."""
    mark = False
    before = ""
    for line in lines:
        text = clean(line.text[:LONGEST_LINE])
        if len(text) > 1 and not squash(text):
            continue
        bullet = line.bullet or mark
        mark = False
        if len(text) == 1 and text in _BULLETS:
            mark, text = True, ""
        elif len(text) > 2 and text[1] == " " and text[0] in (_BULLETS if _runs(before) else _BULLETS + _DASHES):
            bullet, text = True, text[2:].lstrip()
        before = text
        cells = tuple(clean(cell[:LONGEST_LINE]) for cell in (line.cells or _tabbed(line.text)))
        yield replace(line, text=text, bullet=bullet and bool(text), cells=cells)


def _runs(before: str) -> bool:
    """Whether the line before ends in the middle of a sentence, so that a dash is one and no bullet."""
    return bool(before) and before.removesuffix(" and").removesuffix(" or")[-1:] not in (".", ";", ":")


def _tabbed(text: str) -> tuple[str, ...]:
    return tuple(text[:LONGEST_LINE].split("\t")[:50]) if "\t" in text else ()


def _whole_ratings(lines: Sequence[Line]) -> list[Line]:
    """ "Requires" and "improvement" on two lines made one, whatever blank lines stand between."""
    whole: list[Line] = []
    waiting: int | None = None
    for line in lines:
        if waiting is not None and squash(line.text) == "improvement":
            first = whole[waiting]
            whole[waiting] = replace(first, text=f"{first.text} improvement", cells=())
            line = replace(line, text="")
            waiting = None
        elif line.text:
            waiting = len(whole) if line.text.endswith("Requires") else None
        whole.append(line)
    return whole
