"""Findings: every strength and area for improvement, and the bullets under key-question tables as observations."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tracker.domain.report_parsing.chapters import Chapter
from tracker.domain.report_parsing.items import Item
from tracker.domain.report_parsing.parsed_report import ParsedFinding, ReadingWarning, Source
from tracker.domain.report_parsing.recognition import label
from tracker.domain.report_parsing.sections import Section
from tracker.domain.report_parsing.sources import source
from tracker.domain.report_parsing.wording import quoted
from tracker.domain.vocabulary import FindingKind


def findings(sections: Iterable[Section], taken: Collection[int], words: Collection[str]) -> list[ParsedFinding]:
    """The findings in order of print. `taken` holds the numbers of lines already read as key questions.

    Under a label every list item is a finding of its kind, and so is a paragraph of its own, so that nothing is
    lost where an extractor lost the bullets. Without a label only the list items of the body are findings.
    """
    found: list[ParsedFinding] = []
    for section in sections:
        if section.chapter in (Chapter.BODY, Chapter.FRONT):
            found.extend(_of_section(section, taken, words))
    return found


def labels_elsewhere(sections: Iterable[Section]) -> list[ReadingWarning]:
    """A warning for each section that is no place for findings and yet has "Strengths:" in it."""
    return [
        ReadingWarning(
            "findings_not_read", f"Strengths or areas for improvement under {quoted(section.heading)} were not read."
        )
        for section in sections
        if section.chapter not in (Chapter.BODY, Chapter.FRONT) and any(label(line.text) for line in section.lines)
    ]


def _of_section(section: Section, taken: Collection[int], words: Collection[str]) -> Iterable[ParsedFinding]:
    kind = FindingKind.OBSERVATION if section.chapter is Chapter.BODY else None
    labelled = False
    item: Item | None = None
    items: list[tuple[FindingKind, Item]] = []
    gap = False
    for line in section.lines:
        named = label(line.text)
        if not line.text:
            gap = True
            continue
        if named or line.number in taken:
            kind, labelled, item = named or kind, labelled or bool(named), None
        elif item and item.takes_part(line):
            item.add_part(line, f"• {line.text}")
        elif kind and (line.bullet or (labelled and not (item and item.goes_on_in(line, gap=gap)))):
            item = Item(line.text, line, line)
            items.append((kind, item))
        elif item and item.goes_on_in(line, gap=gap):
            item.add(line, words)
        else:
            item = None
        gap = False
    return (_finding(section, kind, item) for kind, item in items)


def _finding(section: Section, kind: FindingKind, item: Item) -> ParsedFinding:
    standard = section.standard
    return ParsedFinding(standard.code if standard else None, section.heading, kind, item.text, _source(item))


def _source(item: Item) -> Source:
    return source(item.first, item.text)
