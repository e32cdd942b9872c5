"""What a person may do to a reading: change a value, add an item that was missed, remove one that is none.

Values are in the JSON shape of `report_parsing.as_json`. Each step judges the whole anew, so that a warning goes when
its cause is mended and another comes where mending makes one; what the parser alone could know stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker.domain.names import tidy_name
from tracker.domain.report_parsing import as_json, check, from_json
from tracker.domain.report_parsing.key_questions import with_lowest
from tracker.domain.report_parsing.parsed_report import ParsedReport

ABOUT = "about"
LISTS = ("recommendations", "standards", "key_questions", "findings")
SINGULAR = {
    ABOUT: "about the report",
    "recommendations": "recommendation",
    "standards": "standard",
    "key_questions": "key question",
    "findings": "finding",
}
_BY_HAND = {"page": None, "line": None, "quote": ""}
_LONGEST_SHOWN = 300


def mended(report: ParsedReport, section: str, index: int, values: Mapping[str, Any]) -> ParsedReport:
    """`report` with `values` in place of those of one item; its source stays. IndexError where there is no such item.

    ValueError where a value has the wrong shape.
    """
    written = as_json(report)
    _at(written, section, index).update(_tidied(values))
    return _judged(report, written)


def added(report: ParsedReport, section: str, values: Mapping[str, Any], position: int | None = None) -> ParsedReport:
    """`report` with one more item, at the end or before `position`. Its source says nothing: a person wrote it."""
    written = as_json(report)
    items = written[section]
    items.insert(len(items) if position is None else position, {**_tidied(values), "source": dict(_BY_HAND)})
    return _judged(report, written)


def removed(report: ParsedReport, section: str, index: int) -> ParsedReport:
    """`report` without one item. IndexError where there is no such item."""
    written = as_json(report)
    _at(written, section, index)
    del written[section][index]
    return _judged(report, written)


def values_of(report: ParsedReport, section: str, index: int) -> dict[str, Any]:
    """One item's values, as `mended` takes them. IndexError where there is no such item."""
    found = _at(as_json(report), section, index)
    return {name: value for name, value in found.items() if name not in ("source", "sources", "warnings", *LISTS)}


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to one item: `verb` is changed, added or removed; `index` its place, None for the end."""

    verb: str
    section: str
    index: int | None = None

    def sides(self, before: ParsedReport, after: ParsedReport) -> tuple[dict[str, Any], dict[str, Any]]:
        """The whole item, as it stood and as it stands, with which one it is; empty where there was or is none."""
        old = {} if self.verb == "added" else self._whole(before)
        new = {} if self.verb == "removed" else self._whole(after)
        return old, new

    def note(self, before: ParsedReport, after: ParsedReport) -> str:
        """'changed recommendation', then 'text: “old” → “new”' and so on, one line each, long texts cut."""
        old, new = self.sides(before, after)
        names = [name for name in (new or old) if name != "item" and old.get(name) != new.get(name)]
        lines = (f"{name}: {_shown(old.get(name))} → {_shown(new.get(name))}" for name in names)
        return "\n".join([f"{self.verb} {SINGULAR[self.section]}", *lines])

    def _whole(self, report: ParsedReport) -> dict[str, Any]:
        index = len(as_json(report)[self.section]) - 1 if self.index is None else self.index
        name = SINGULAR[self.section] if self.section == ABOUT else f"{SINGULAR[self.section]} {index + 1}"
        return {"item": name, **values_of(report, self.section, index)}


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with the names of places and addressees as names are kept: without what nobody sees."""
    tidy = dict(values)
    for name in ("addressee", "region"):
        if isinstance(tidy.get(name), str):
            tidy[name] = tidy_name(tidy[name]) or None
    subject = tidy.get("subject")
    if isinstance(subject, Mapping) and isinstance(subject.get("name"), str):
        tidy["subject"] = {**subject, "name": tidy_name(subject["name"])}
    return tidy


def _at(written: dict[str, Any], section: str, index: int) -> dict[str, Any]:
    if section == ABOUT:
        return written
    items: list[dict[str, Any]] = written[section]
    if not 0 <= index < len(items):
        raise IndexError(index)
    return items[index]


def _judged(before: ParsedReport, written: dict[str, Any]) -> ParsedReport:
    report = from_json(written)
    report = replace(report, key_questions=tuple(with_lowest(report.key_questions)))
    gone = set(check(before))
    kept = [warning for warning in before.warnings if warning not in gone]
    return replace(report, warnings=tuple(dict.fromkeys([*kept, *check(report)])))


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Mapping):
        return ", ".join(_shown(part) for part in value.values() if part is not None)
    text = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return f"“{text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}”"
