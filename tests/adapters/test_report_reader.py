"""From the bytes of a file to what the report says, through the child process, in every format."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.report_files import html_of, pdf_of
from tests.support.word_files import docx_of
from tracker.adapters import sandbox
from tracker.adapters.report_reader import read_report
from tracker.adapters.report_text import document_from
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing import from_json
from tracker.domain.report_parsing.document import Document
from tracker.domain.report_parsing.parsed_report import ParsedReport

REAL = Path(__file__).parents[2].parent / "shared" / "reports" / "cambridgeshire-and-peterborough-2024.txt"
FORMATS: dict[str, Callable[[str], bytes]] = {
    "report.pdf": pdf_of,
    "hyphenated.pdf": lambda text: pdf_of(text, hyphenate=True),
    "report.html": html_of,
    "report.docx": docx_of,
    "report.txt": str.encode,
}
SAMPLE = """An inspection of probation services in:
**Marlow Vale PDU**
The Probation Service – Ashcombe and Thornley region

HM Inspectorate of Probation, May 2024

# Ratings

Fieldwork started March 2024

Score **3/21**

Overall rating

**Requires improvement**

P 1.1 Leadership

Inadequate

P 2.1 Assessment

Requires improvement

# Recommendations

### **Marlow Vale PDU should:**

1. improve the quality of supervision
2. ensure that enquiries about domestic abuse are made within six months.

# P 1.1. Leadership

### Strengths:

- Staff were well supported<sup>1</sup> by their managers.

<sup>1</sup> Support is measured by a survey.

# P 2.1. Assessment

Key question	Percentage 'Yes'
Does assessment focus sufficiently on engaging the person on probation?	54%
Does assessment focus sufficiently on keeping other people safe?	48%
"""
FILES = {name: make(SAMPLE) for name, make in FORMATS.items()}


def facts(value: object) -> object:
    """What a report says without where it stands."""
    if isinstance(value, dict):
        return {key: facts(inner) for key, inner in value.items() if key not in ("source", "sources")}
    return [facts(inner) for inner in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def real_report() -> str:
    if not REAL.exists():
        pytest.skip(f"the real report is not at {REAL}")
    return REAL.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "report.txt"])
def test_the_real_report_says_the_same_in_every_format(real_report: str, name: str) -> None:
    plain = read_report(real_report.encode(), "report.txt")
    assert len(from_json(plain).recommendations) == 4
    assert facts(read_report(FORMATS[name](real_report), name)) == facts(plain)


@pytest.mark.parametrize("name", FORMATS)
def test_an_invented_report_says_the_same_in_every_format(name: str) -> None:
    read = read_report(FILES[name], name)
    report = from_json(read)
    assert [item.text for item in report.recommendations] == [
        "improve the quality of supervision",
        "ensure that enquiries about domestic abuse are made within six months.",
    ]
    assert [item.text for item in report.findings] == ["Staff were well supported by their managers."]
    assert facts(read) == facts(read_report(FILES["report.txt"], "report.txt"))


def test_a_pdf_gives_the_page_of_every_recommendation() -> None:
    report = from_json(read_report(FILES["report.pdf"], "report.pdf"))
    assert [item.source.page for item in report.recommendations] == [3, 3]


def test_a_pdf_of_a_hundred_pages_is_read_within_the_limits() -> None:
    chapter = "Practitioners communicated responsibly with safeguarding organisations. " * 40
    text = SAMPLE + "".join(f"\n# Annexe {number}\n\n{chapter}\n" for number in range(100))
    assert len(from_json(read_report(pdf_of(text), "report.pdf")).recommendations) == 2


def test_another_document_is_refused() -> None:
    with pytest.raises(UnreadableReport) as refusal:
        read_report(b"Minutes of the parish council. " * 40, "minutes.txt")
    assert str(refusal.value) not in (sandbox.DAMAGED, sandbox.TOO_LONG, sandbox.TOO_MUCH_MEMORY)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 40))
def test_a_file_with_changed_bytes_is_read_or_refused(name: str, seed: int, changes: int) -> None:
    try:
        outcome: object = document_from(mutated(FILES[name], seed, changes), name)
    except UnreadableReport as refusal:
        outcome = str(refusal)
    assert isinstance(outcome, Document) or str(outcome).endswith(".")


@pytest.mark.parametrize("name", FORMATS)
def test_a_changed_file_ends_in_a_report_or_in_one_sentence_through_the_child_too(name: str) -> None:
    for seed in range(4):
        try:
            outcome: object = from_json(read_report(mutated(FILES[name], seed, 5), name))
        except UnreadableReport as refusal:
            outcome = str(refusal)
        assert isinstance(outcome, ParsedReport) or str(outcome).endswith(".")


def mutated(data: bytes, seed: int, changes: int) -> bytes:
    """The file with bytes changed, runs of it taken out, doubled or cut off at the end; the same for the same seed."""
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(changes):
        place = chance.randrange(len(changed) or 1)
        length = chance.choice([1, 4, 64, 1024])
        kind = chance.randrange(8)
        if kind < 4:
            changed[place : place + 1] = chance.randbytes(1)
        elif kind == 4:
            del changed[place : place + length]
        elif kind == 5:
            changed[place:place] = changed[place : place + length]
        elif kind == 6:
            changed[place : place + length] = chance.randbytes(length)
        elif chance.random() < 0.1:
            del changed[place:]
    return bytes(changed)


def test_a_page_about_inspections_is_no_report() -> None:
    """It names the Inspectorate and speaks of an inspection, of none by name."""
    page = b"An inspection: what to expect\n\nHM Inspectorate of Probation inspects units.\n\nIt publishes reports.\n"
    with pytest.raises(UnreadableReport, match="not an inspection report"):
        read_report(page, "page.txt")
