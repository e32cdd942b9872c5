"""Reading a report of 20 pages, in parts, beside the bare text of its pages."""

from __future__ import annotations

import resource
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from statistics import median

import pypdfium2

from tests.samples import REPORTS
from tests.support.report_files import pdf_of
from tracker import clock
from tracker.adapters.report_reader import read_report
from tracker.adapters.report_reading import read
from tracker.adapters.report_text import document_from
from tracker.domain.permissions import Actor
from tracker.models.transactions import Transactions, make_engine
from tracker.services.report_reading import keep_reading

OPERATOR = Actor(None, "Benchmark")
PAGES, MOST_PARAGRAPHS = 20, 400
MOST = 10.0  # goal 12: from the bytes to the reading stored, without the start of the child
SAMPLE = REPORTS / "marlow_vale_pdu_2024.txt"
BEFORE_FINDINGS = "\nStrengths:\n"
FILLING = (
    "We spoke with people on probation, with the staff who worked with them and with the partners of the service. "
    "What they told us agreed with what we had read in the cases, and where it did not we looked at further cases. "
)


@dataclass(frozen=True, slots=True)
class Step:
    """One way to read the file: its CPU milliseconds, and these as times the bare text in each round."""

    what: str
    milliseconds: float
    ratios: list[float]
    goal: float | None = None

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def is_met(self) -> bool:
        return self.goal is None or self.ratio <= self.goal


def long_report() -> bytes:
    """A PDF of exactly 20 pages: an invented report with more to read before its findings."""
    enough = bisect_left(range(MOST_PARAGRAPHS), PAGES, key=lambda paragraphs: _pages(_report(paragraphs)))
    data = _report(enough)
    assert _pages(data) == PAGES, f"the report has {_pages(data)} pages"
    return data


def _report(paragraphs: int) -> bytes:
    """The sample with so many paragraphs more, spread over its chapters."""
    parts = SAMPLE.read_text(encoding="utf-8").split(BEFORE_FINDINGS)
    each, left = divmod(paragraphs, len(parts) - 1)
    filled = [f"\n{FILLING}\n" * (each + (i < left)) for i in range(len(parts) - 1)]
    chapters = (filling + BEFORE_FINDINGS + part for filling, part in zip(filled, parts[1:], strict=True))
    return pdf_of("".join([parts[0], *chapters]))


def measure(url: str, *, rounds: int) -> list[Step]:
    """The ways to read that file, each once a round, beside the bare text of the same round.

    Readings are stored in the migrated database at `url`.
    """
    data = long_report()
    ways: list[tuple[str, Callable[[], object], float | None]] = [
        ("Text of all pages by bare pypdfium2 (the floor)", partial(_bare_text, data), None),
        ("Lines with their places, extracted", partial(document_from, data, "report.pdf"), None),
        ("The same, parsed into a report, as JSON", partial(read, data, "report.pdf"), None),
    ]
    with _storing(data, url) as store:
        ways.append(("The same, checked and stored for a person to confirm", store, MOST))
        ways.append(
            ("Read as the service reads it, in a child process with limits", partial(read_report, data, "r.pdf"), None)
        )
        spent = [[_cpu_milliseconds(way) for _, way, _ in ways] for _ in range(rounds + 1)][1:]  # the first warms up
    return [
        Step(what, median(row[i] for row in spent), [row[i] / row[0] for row in spent], goal)
        for i, (what, _, goal) in enumerate(ways)
    ]


@contextmanager
def _storing(data: bytes, url: str) -> Iterator[Callable[[], None]]:
    """Reads `data` in this process and stores the reading in a database, each time as another file."""
    turns, engine = count(), make_engine(url)
    transactions = Transactions(engine)

    def store() -> None:
        reading, digest = read(data, "report.pdf"), sha256(f"{next(turns)}".encode()).hexdigest()
        with transactions.write() as session:
            keep_reading(
                session,
                data_sha256=digest,
                file_name="report.pdf",
                size=len(data),
                reading=reading,
                by=OPERATOR,
                at=clock.now(),
            )

    try:
        yield store
    finally:
        engine.dispose()


def _cpu_milliseconds(way: Callable[[], object]) -> float:
    """What it takes of this process and of children that have ended."""
    before = _cpu_seconds()
    way()
    return 1000 * (_cpu_seconds() - before)


def _cpu_seconds() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _bare_text(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)
