"""Characters as every extractor gives them on: plain spaces, no ligatures, nothing that cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.domain.report_parsing.document import Line

BULLET = re.compile(r"\s*(?:[-*•▪●○◦‣⁃·\uf0b7\uf0a7]|o(?=\t))\s+(?=\S)")

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys(
    [0x0B, 0x0C, 0x0A, 0x0D, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F], " "
)
_SPACES |= dict.fromkeys([0x205F, 0x3000], " ")
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_CONTROLS = dict.fromkeys([*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF])
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000))
_TABLE = {**_SURROGATES, **_CONTROLS, **_INVISIBLE, **_SPACES, **_LIGATURES}
_RUN_OF_SPACES = re.compile(" {2,}")
_TYPED_LABEL = re.compile(r"^\s*(\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\t+\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def clean(text: str) -> str:
    """One line's text: spaces made plain and single, ligatures spelt out, control and invisible characters gone.

    Line breaks become spaces. Tabs stay, because they part the cells of a row.
    """
    plain = _RUN_OF_SPACES.sub(" ", text.translate(_TABLE))
    return plain.strip(" ") if "\t" not in plain else "\t".join(cell.strip(" ") for cell in plain.split("\t"))


def control_share(text: str) -> float:
    """The share of characters, 0 to 1, that no text holds. Text has none; a picture read as text has a tenth."""
    return len(_CONTROL.findall(text)) / max(len(text), 1)


def tabbed(text: str) -> tuple[str, ...]:
    """The cells of a line with tabs, none for a line without; a tab behind a typed number ("1.") is a space."""
    text = _TYPED_LABEL.sub(r"\1 ", text.strip())
    return tuple(clean(cell) for cell in re.split("\t+", text)) if "\t" in text else ()


def row(cells: Iterable[str], number: int = 0, **known: object) -> Line:
    """A table row of cleaned cells; empty cells are kept in their place."""
    cleaned = tuple(clean(cell).replace("\t", " ") for cell in cells)
    return replace(Line("\t".join(cleaned), number, cells=cleaned), **known)  # type: ignore[arg-type]


def numbered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines numbered from 1, runs of blank lines made one, none at the start or the end."""
    kept: list[Line] = []
    for line in lines:
        if line.text.strip() or (kept and kept[-1].text):
            kept.append(replace(line, number=len(kept) + 1))
    if kept and not kept[-1].text:
        kept.pop()
    return tuple(kept)
