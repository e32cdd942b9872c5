"""A reading as JSON and back: stored, mended by a person, and read again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import SAMPLES
from tests.support.readings import read_file
from tracker.domain.report_parsing import as_json, from_json, summary, with_publication_day
from tracker.domain.report_parsing.parsed_report import (
    ParsedDue,
    ParsedFinding,
    ParsedKeyQuestion,
    ParsedRecommendation,
    ParsedReport,
    ParsedStandard,
    ReadingWarning,
    Source,
    Subject,
)
from tracker.domain.report_parsing.serialise import SINGLE_VALUES
from tracker.domain.vocabulary import FindingKind, Rating, SubjectKind

WORDS = st.text(max_size=20)
MAYBE = st.none() | WORDS
RATING = st.none() | st.sampled_from(Rating)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
MONTHS = st.none() | DAYS.map(date.isoformat) | DAYS.map(lambda day: day.isoformat()[:7])
SCORES = st.none() | st.integers(0, 999)
SOURCES = st.builds(Source, WORDS, st.none() | st.integers(1, 999), st.none() | st.integers(1, 9999))
DUE = st.none() | st.builds(ParsedDue, WORDS, st.none() | DAYS)


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


REPORTS = st.builds(
    ParsedReport,
    title=MAYBE,
    subject=st.none() | st.builds(Subject, WORDS, st.sampled_from(SubjectKind)),
    region=MAYBE,
    published=MONTHS,
    fieldwork_started=MONTHS,
    isbn=MAYBE,
    score=SCORES,
    max_score=SCORES,
    overall_rating=RATING,
    standards=several(st.builds(ParsedStandard, WORDS, WORDS, RATING, st.booleans(), SOURCES)),
    key_questions=several(st.builds(ParsedKeyQuestion, WORDS, WORDS, st.integers(0, 100), st.booleans(), SOURCES)),
    findings=several(st.builds(ParsedFinding, MAYBE, WORDS, st.sampled_from(FindingKind), WORDS, SOURCES)),
    recommendations=several(st.builds(ParsedRecommendation, MAYBE, MAYBE, WORDS, DUE, SOURCES)),
    warnings=several(st.builds(ReadingWarning, WORDS, WORDS)),
    sources=st.dictionaries(st.sampled_from(SINGLE_VALUES), SOURCES),
)


@settings(deadline=None)
@given(REPORTS)
def test_a_reading_comes_back_from_json_as_it_was(report: ParsedReport) -> None:
    assert from_json(json.loads(json.dumps(as_json(report)))) == report


@settings(deadline=None)
@given(REPORTS)
def test_any_reading_has_a_summary(report: ParsedReport) -> None:
    assert summary(report).endswith("\n")


def test_the_keys_are_those_people_and_programs_were_promised() -> None:
    value = as_json(with_publication_day(read_file(SAMPLES[0].path), date(2024, 3, 14)))
    assert list(value) == [
        "title", "subject", "region", "published", "fieldwork_started", "isbn", "score", "max_score", "overall_rating",
        "standards", "key_questions", "findings", "recommendations", "warnings", "sources",
    ]  # fmt: skip
    assert value["subject"] == {"name": "Marlow Vale PDU", "kind": "pdu"}
    assert value["overall_rating"] == "Requires improvement"
    assert list(value["standards"][0]) == ["code", "name", "rating", "counts_towards_overall", "source"]
    assert list(value["key_questions"][0]) == ["standard", "question", "percentage", "lowest", "source"]
    assert list(value["findings"][0]) == ["standard", "section", "kind", "text", "source"]
    first = value["recommendations"][0]
    assert list(first) == ["number", "addressee", "text", "due", "source"]
    assert first["due"] == {"text": "within six months", "date": "2024-09-14"}
    assert list(first["source"]) == ["page", "line", "quote"]
    assert first["source"]["page"] == 5


def _with(path: tuple[str | int, ...], new: object) -> dict[str, Any]:
    value = as_json(read_file(SAMPLES[0].path))
    inside: Any = value
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = new
    return value


@pytest.mark.parametrize(
    ("path", "new"),
    [
        (("title",), 3),
        (("subject",), "Marlow Vale"),
        (("subject", "kind"), "prison"),
        (("published",), "March 2024"),
        (("published",), "2024-02-30"),
        (("published",), "2024-13"),
        (("score",), "9"),
        (("score",), True),
        (("score",), -1),
        (("overall_rating",), "Fair"),
        (("standards",), {}),
        (("standards", 0), None),
        (("standards", 0, "rating"), ["Good"]),
        (("standards", 0, "counts_towards_overall"), 1),
        (("key_questions", 0, "percentage"), 101),
        (("findings", 0, "kind"), "praise"),
        (("recommendations", 0, "due"), "soon"),
        (("recommendations", 0, "due", "date"), "2024-09"),
        (("recommendations", 0, "source"), None),
        (("recommendations", 0, "source", "line"), 0),
        (("sources", "weather"), {"page": None, "line": 1, "quote": "rain"}),
        (("sources",), []),
        (("extra",), 1),
    ],
)
def test_a_wrong_shape_is_refused_and_its_place_named(path: tuple[str | int, ...], new: object) -> None:
    with pytest.raises(ValueError, match=str(next(step for step in reversed(path) if isinstance(step, str)))):
        from_json(_with(path, new))


@pytest.mark.parametrize("value", [None, [], "report", 1, {}])
def test_what_is_no_reading_at_all_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="report"):
        from_json(value)


def test_every_field_must_be_there() -> None:
    for name in as_json(ParsedReport()):
        value = as_json(ParsedReport())
        del value[name]
        with pytest.raises(ValueError, match=name):
            from_json(value)


def test_the_summary_tells_the_facts_in_plain_words() -> None:
    told = summary(read_file(SAMPLES[2].path))
    for words in (
        "An inspection of youth justice services in Ashcombe and Thornley",
        "Inspected:         Ashcombe and Thornley (youth justice service)",
        "Region:            not found",
        "Score:             25/36",
        "4.1 Resettlement policy and provision: not rated (does not count towards the overall rating)",
        " 66%  Does assessment sufficiently analyse how to keep other people safe? (lowest)",
        "The Ashcombe and Thornley Youth Justice Service Management Board should:",
        "within three months. [due: within three months]",
        "1.1 Governance and leadership: strengths: 1, areas for improvement: 1",
        "Nothing to warn of",
    ):
        assert words in told
    assert max(map(len, told.splitlines())) <= 100
