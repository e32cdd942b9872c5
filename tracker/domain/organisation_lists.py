"""A list of regions and their units, as a CSV file: plain names, or names in several spellings with their codes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.errors import RuleBroken
from tracker.domain.names import matching_key, region_key, tidy_name

LONGEST_NAME = 200
LONGEST_CODE = 20
_NAMES = re.compile(r"pdu|name(?:_.*)?", re.IGNORECASE)
_EXPLANATION = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A line. `names` are the spellings, the first the one it goes by; `line` counts from 1, the header being 1."""

    line: int
    region: str
    names: tuple[str, ...]
    region_code: str | None = None
    code: str | None = None

    @property
    def also_known_as(self) -> tuple[str, ...]:
        """What stands in brackets in a name: "Hampshire South (Portsmouth and Isle of Wight)" may be listed by that."""
        return tuple(tidy_name(inner) for name in self.names for inner in _EXPLANATION.findall(name))


def read_list(text: str) -> list[ListedUnit]:
    """The lines of a CSV with the columns region and pdu, or region, region_code, delius_pdu_code and name_….

    RuleBroken with one sentence that names the line, for a file that is anything else.
    """
    if "\0" in text:
        raise RuleBroken("file", "This is not a CSV file: it holds characters that no text has.")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip().lower().lstrip("\ufeff") for name in next(rows, [])]
        _check_header(header)
        listed = [_line(number, header, row) for number, row in _numbered(rows)]
    except csv.Error as error:
        raise RuleBroken("file", f"Line {rows.line_num} is not CSV: {error}.") from None
    if not listed:
        raise RuleBroken("file", "The file lists no units.")
    return listed


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        if any(cell.strip() for cell in row):
            yield rows.line_num, row  # type: ignore[attr-defined]


def _check_header(header: list[str]) -> None:
    if "region" not in header:
        raise RuleBroken("file", "Line 1 must name the columns, and there is none called region.")
    if not any(_NAMES.fullmatch(name) for name in header):
        raise RuleBroken("file", "Line 1 must name the columns, and there is none called pdu.")


def _line(number: int, header: list[str], row: list[str]) -> ListedUnit:
    if len(row) != len(header):
        raise RuleBroken("file", f"Line {number} has {len(row)} columns, not {len(header)}.")
    cells = {name: tidy_name(cell) for name, cell in zip(header, row, strict=True)}
    names = tuple(dict.fromkeys(cell for name, cell in cells.items() if _NAMES.fullmatch(name) and cell))
    if not region_key(cells["region"]):
        raise RuleBroken("file", f"Line {number} names no region.")
    if not names or not all(map(matching_key, names)):
        raise RuleBroken("file", f"Line {number} names no unit.")
    for cell in (cells["region"], *names):
        if len(cell) > LONGEST_NAME:
            raise RuleBroken("file", f"Line {number} holds a name of more than {LONGEST_NAME} characters.")
    codes = [_code(cells, name, number) for name in ("region_code", "delius_pdu_code")]
    return ListedUnit(number, cells["region"], names, *codes)


def _code(cells: Mapping[str, str], name: str, number: int) -> str | None:
    code = cells.get(name) or None
    if code and len(code) > LONGEST_CODE:
        raise RuleBroken("file", f"Line {number} holds a code of more than {LONGEST_CODE} characters.")
    return code
