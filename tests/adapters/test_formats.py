"""Every sample report says the same as plain text, PDF, HTML and Word: the facts do not hang on the format."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.samples import REPORTS
from tests.support.report_blocks import text_of
from tests.support.report_files import html_of, pdf_of
from tests.support.word_files import docx_of
from tracker.adapters.report_text import document_from
from tracker.domain.report_parsing import as_json, parse

FORMATS: dict[str, Callable[[str], bytes]] = {
    "report.txt": str.encode,
    "report.pdf": pdf_of,
    "hyphenated.pdf": lambda text: pdf_of(text, hyphenate=True),
    "running.pdf": lambda text: pdf_of(text, page_a_chapter=False),
    "report.html": html_of,
    "report.docx": docx_of,
}
NAMES = sorted(path.name for path in REPORTS.iterdir())
SINGLE = (
    "title",
    "subject",
    "region",
    "published",
    "fieldwork_started",
    "isbn",
    "score",
    "max_score",
    "overall_rating",
)
SEVERAL = ("standards", "key_questions", "recommendations", "findings", "warnings")
CANNOT: dict[tuple[str, str, str], str] = {
    # (sample, format, fact): why this format cannot carry it. None is known.
}


@cache
def printed(name: str) -> str:
    """The sample as plain text; of a web page, its lines with the light markup of a converter."""
    data = (REPORTS / name).read_bytes()
    return data.decode() if name.endswith(".txt") else text_of(document_from(data, name))


def facts(data: bytes, name: str) -> dict[str, object]:
    """What a report says, each fact by its name, without where it stands."""
    read = as_json(parse(document_from(data, name)))
    several: dict[str, object] = {}
    for kind in SEVERAL:
        listed = read[kind]
        assert isinstance(listed, list)
        several[kind] = [{key: value for key, value in item.items() if key != "source"} for item in listed]
    return {**{name: read[name] for name in SINGLE}, **several}


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_says_the_same_in_every_format(name: str, format_name: str) -> None:
    expected = facts((REPORTS / name).read_bytes(), name)
    found = facts(FORMATS[format_name](printed(name)), format_name)
    for fact, value in expected.items():
        assert found[fact] == value or CANNOT.get((name, format_name, fact)), fact


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page_a_chapter", [True, False])
def test_a_running_header_that_nobody_knows_leaks_into_nothing(name: str, page_a_chapter: bool) -> None:
    """In the shortest samples it stands on one page only, and then a warning says that it was left out."""
    data = pdf_of(printed(name), header="Spring volume", footer="Of the two", page_a_chapter=page_a_chapter)
    found, expected = facts(data, "report.pdf"), facts((REPORTS / name).read_bytes(), name)
    for fact in (*SINGLE, *SEVERAL[:-1]):
        assert found[fact] == expected[fact], fact
