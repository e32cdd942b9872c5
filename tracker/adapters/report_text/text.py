"""Plain text, with the light markup that converters leave in it, as lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tracker.adapters.report_text.characters import BULLET, clean, tabbed
from tracker.domain.report_parsing.document import Document, Line, SourceFormat

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*$|\s*\|[\s:|-]+\|\s*$")
_BULLET_ALONE = re.compile(r"\s*[•▪●◦‣⁃]\s*$")
_FOOTNOTE = re.compile(r"\s*<sup>\s*\d{1,3}\s*</sup>\s*(?=\S)", re.IGNORECASE)
_MARKER = re.compile(r"<sup>\s*(?:\d{1,3}|[*†‡])\s*</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|small|p|div|br ?/?)>", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(?=\S)((?:[^*]|\*(?!\*))+)\*\*|<(?:b|strong)>([^<]*)</(?:b|strong)>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_MARKUP = re.compile(r"[<*\[&\\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def document_from_text(text: str) -> Document:
    """Lines of `text`, one for each of its own lines so that line numbers are those of the file.

    Markup that says what a line is (`#`, `-`, `**`, `<b>`, `<sup>`, `[words](address)`, tabs, `| a | b |`) becomes
    the line's properties and leaves the text; a rule (`---`) becomes a blank line. A form feed starts a page; a
    text without one has no pages. A printed number ("1.") stays in the text and sets no bullet.
    """
    return Document(SourceFormat.TEXT, tuple(_lines(text)))


def _lines(text: str) -> Iterator[Line]:
    page = 1 if "\f" in text.strip("\f\r\n ") else None
    number = 0
    for raw in _LINE_END.split(text.rstrip()):
        first, *after = raw.split("\f")
        if first or not after:
            number += 1
            yield _line(first, number, page)
        for position, part in enumerate(after, start=1):
            page = None if page is None else page + 1
            if part or position == len(after):
                number += 1
                yield _line(part, number, page)


def _line(raw: str, number: int, page: int | None) -> Line:
    if not raw or _RULE.match(raw) or _BULLET_ALONE.match(raw):
        return Line("", number, page)
    heading = _HEADING.match(raw)
    text = heading[2].rstrip(" \t#") if heading else raw
    bullet = None if heading else BULLET.match(text)
    footnote = _FOOTNOTE.match(text)
    text = text[bullet.end() :] if bullet else text
    bold = _is_bold(text)
    cells = _cells(text)
    plain = "\t".join(cells) if cells else clean(_without_markup(text).replace("\t", " "))
    return Line(
        plain,
        number,
        page,
        heading=len(heading[1]) if heading and plain else None,
        bullet=bool(bullet),
        bold=bold and bool(plain),
        cells=cells,
        footnote=bool(footnote),
        depth=len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()) if bullet else 0,
    )


def _cells(text: str) -> tuple[str, ...]:
    stripped = text.strip()
    if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2:
        return tuple(clean(_without_markup(part)) for part in stripped[1:-1].split("|"))
    return tabbed(_without_markup(text))


def _without_markup(text: str) -> str:
    if not _MARKUP.search(text):
        return text
    text = _MARKER.sub("", text)
    text = _STRONG.sub(lambda found: found[1] or found[2] or "", text)
    text = _EMPHASIS.sub(r"\1", _TAG.sub("", text))
    text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text))
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _is_bold(text: str) -> bool:
    """Whether nothing but spaces and bars stands outside bold."""
    rest, count = _STRONG.subn("", _MARKER.sub("", text))
    return count > 0 and not rest.strip(" \t|")
