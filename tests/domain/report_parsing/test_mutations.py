"""Damaged reports: whatever happens to a text, the reader neither fails nor loses a recommendation silently."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.samples import SAMPLES
from tests.support.readings import REAL_REPORT, read
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing import as_json, from_json, parse
from tracker.domain.report_parsing.document import Document, Line, SourceFormat
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.report_parsing.wording import squash

TEXTS = {sample.name: sample.text for sample in SAMPLES if sample.name.endswith(".txt")}
if REAL_REPORT.exists():
    TEXTS["the real report"] = REAL_REPORT.read_text(encoding="utf-8")
GARBAGE = st.sampled_from(
    [
        "",
        " ",
        "\f",
        "\x00\x01\x02",
        "�����",
        "Page 7 of 20",
        "OFFICIAL",
        "HM Inspectorate of Probation",
        "12",
        "***",
        "% % %",
    ]
) | st.text(max_size=40).filter(lambda text: not set(text) & set("\n\r"))
MOVES = ("drop", "double", "swap", "insert", "break", "nul", "lengthen", "cut short", "join")
COVER_LINES = 12  # that hold words, from the top: who published this, about whom, when
moderate = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@dataclass
class Damaged:
    """Lines of a text, each with its first place.

    `touched` are the places of lines that were changed, moved or lost; `parted` the pairs with something between.
    """

    lines: list[tuple[int, str]]
    touched: set[int] = field(default_factory=set)
    parted: set[tuple[int, int]] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)

    def move(self, what: str, one: int, other: int, garbage: str) -> None:
        one, other = one % len(self.lines), other % len(self.lines)
        place, text = self.lines[one]
        if what == "insert":
            self.parted.add((self.lines[one - 1][0], place))
            self.lines.insert(one, (place, garbage))
            return
        self.touched.add(place)
        if what == "drop" and len(self.lines) > 1:
            del self.lines[one]
        elif what == "double":
            self.lines.insert(one, (place, text))
        elif what == "swap":
            self.touched.add(self.lines[other][0])
            self.lines[one], self.lines[other] = self.lines[other], self.lines[one]
        elif what == "join" and one + 1 < len(self.lines):
            after, more = self.lines.pop(one + 1)
            self.touched.add(after)
            self.lines[one] = (place, f"{text} {more}")
        elif what == "cut short":
            self.touched.update(first for first, _ in self.lines[one:])
            self.lines = self.lines[: one + 1]
        else:
            half = other % (len(text) + 1)
            between = {"break": " ", "nul": "\x00", "lengthen": "word " * 6000}.get(what, "")
            self.lines[one] = (place, text[:half] + between + text[half:])


steps = st.tuples(st.sampled_from(MOVES), st.integers(0, 2000), st.integers(0, 2000), GARBAGE)


@pytest.mark.parametrize("name", TEXTS)
@moderate
@given(moves=st.lists(steps, min_size=1, max_size=6))
def test_a_recommendation_nobody_touched_is_still_there_or_a_warning_speaks(
    name: str, moves: list[tuple[str, int, int, str]]
) -> None:
    before = _reading(name)
    damaged = Damaged(list(enumerate(TEXTS[name].split("\n"), start=1)))
    for what, one, other, garbage in moves:
        damaged.move(what, one, other, garbage)
    try:
        after = read(damaged.text)
    except UnreadableReport:  # never while the lines that say what this is are as they were
        assert _cover(name) & {*damaged.touched, *(place for pair in damaged.parted for place in pair)}
        return
    assert from_json(json.loads(json.dumps(as_json(after)))) == after
    kept = [squash(item.text) for item in after.recommendations]
    lost = [text for text in _untouched(before, damaged) if not any(squash(text) in one for one in kept)]
    assert not lost or set(after.warnings) - set(before.warnings)


@cache
def _reading(name: str) -> ParsedReport:
    return read(TEXTS[name])


@cache
def _cover(name: str) -> frozenset[int]:
    """The places of the first lines that hold words."""
    words = [place for place, line in enumerate(TEXTS[name].split("\n"), start=1) if line.strip()]
    return frozenset(words[:COVER_LINES])


def _untouched(before: ParsedReport, damaged: Damaged) -> list[str]:
    """The texts of the recommendations all of whose lines are as they were."""
    starts = [item.source.line or 0 for item in before.recommendations]
    ends = [*(later - 1 for _, later in pairwise(starts)), starts[-1] + 6]
    return [
        item.text
        for item, start, end in zip(before.recommendations, starts, ends, strict=True)
        if not damaged.touched & set(range(start, end + 1))
        and not any(start <= before and after <= end for before, after in damaged.parted)
    ]


LINES = st.builds(
    Line,
    text=GARBAGE | st.sampled_from([line for text in TEXTS.values() for line in text.split("\n")]),
    number=st.integers(1, 500),
    page=st.none() | st.integers(1, 9),
    heading=st.none() | st.integers(1, 6),
    bullet=st.booleans(),
    bold=st.booleans(),
    cells=st.just(()) | st.lists(GARBAGE, max_size=4).map(tuple),
    footnote=st.booleans(),
)


@moderate
@given(lines=st.lists(LINES, max_size=60), named=st.booleans())
def test_any_document_whatever_gives_a_report_or_one_plain_sentence(lines: list[Line], named: bool) -> None:
    cover = (Line("An inspection of probation services in: Marlow Vale PDU, by HM Inspectorate of Probation", 1),)
    document = Document(SourceFormat.PDF, (cover if named else ()) + tuple(lines))
    report, refusal = _outcome(document)
    assert report is None or from_json(json.loads(json.dumps(as_json(report)))) == report
    assert refusal.endswith(".") or (report and report.title)


def _outcome(document: Document) -> tuple[ParsedReport | None, str]:
    try:
        return parse(document), ""
    except UnreadableReport as refusal:
        return None, str(refusal)


NASTY = ("1.", "1 ", "A should ", "within six months ", "12 May 2024 ", "Does ", "ISBN 9", "9-", "54% ", "P 1.1 ", "a-")
NASTIER = ("Requires ", "The Probation Service - ", "inspection of ", "fieldwork began ", "the a standard does not ")


@pytest.mark.parametrize("words", NASTY + NASTIER)
def test_time_grows_with_the_length_and_no_faster(words: str) -> None:
    """Words that a regular expression might stumble over: thousands of lines of them, and one very long line."""
    cover = "An inspection of probation services in Marlow Vale PDU\nHM Inspectorate of Probation\n## Recommendations\n"
    started = process_time()
    for passage in ("\n".join([words * 10] * 2000), words * 20_000):
        read(f"{cover}Marlow Vale PDU should:\n{passage}")
    assert process_time() - started < 15


def test_a_text_cut_for_its_length_is_a_warning() -> None:
    lines = [Line("An inspection of probation services in Marlow Vale PDU, by HM Inspectorate of Probation", 1)]
    long = parse(Document(SourceFormat.TEXT, (*lines, Line("word " * 5000, 2))))
    assert "line_cut" in {warning.code for warning in long.warnings}
    many = parse(Document(SourceFormat.TEXT, (*lines, *(Line("", number) for number in range(2, 60_010)))))
    assert "too_long" in {warning.code for warning in many.warnings}


def test_what_the_extractor_lost_is_a_warning() -> None:
    line = Line("An inspection of probation services in Marlow Vale PDU, by HM Inspectorate of Probation", 1)
    report = parse(Document(SourceFormat.PDF, (line,), ("Page 3 holds a picture and no text.",)))
    assert ("loss_in_file", "Page 3 holds a picture and no text.") in {(w.code, w.message) for w in report.warnings}
