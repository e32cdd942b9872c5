"""Where one paragraph of a PDF ends and the next begins, by size, distance and length of the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.adapters.report_text.pdf_page import PrintedLine, PrintedPage

HEADING_SIZE = 1.12
_WIDE_GAP = 1.25
_SENTENCE_END = re.compile(r"[.!?]['’”\")\]]*\s*$")
_OPENING = re.compile(r"['‘“\"(]?[A-Z]")
_COLUMN = 20.0
_LEAST_LINES = 3
_ROOM = 1.5
_SPACES = 2


def body_size(pages: Iterable[PrintedPage]) -> float:
    """The size in points in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """What `parts` goes by: the distance between lines of one paragraph, and how far right wrapped lines come.

    `rights` holds the right ends, in points, of lines that go on in lower case, by where they begin: left / 20.
    """

    leading: float
    rights: dict[int, list[float]]

    def parts(self, page: PrintedPage, upper: PrintedLine, lower: PrintedLine) -> bool:
        """Whether two lines belong to different paragraphs.

        Another size, a wide gap and a jump back up the page do; so does the end of a sentence on a line that had room
        for the next line's first word.
        """
        gap = upper.baseline - lower.baseline
        if max(upper.size, lower.size) > HEADING_SIZE * min(upper.size, lower.size):
            return True
        if gap < -self.leading or gap > _WIDE_GAP * self.leading * max(1.0, lower.size / (self.leading / 1.2)):
            return True
        return self._ends_short(page, upper, lower)

    def _ends_short(self, page: PrintedPage, upper: PrintedLine, lower: PrintedLine) -> bool:
        if not _SENTENCE_END.search(upper.text) or not _OPENING.match(lower.text) or not upper.text.strip():
            return False
        edge = self._edge(page, upper)
        letter = (upper.right - upper.left) / len(upper.text)
        needed = (len(lower.text.split()[0]) + _SPACES) * letter
        return edge is not None and edge - upper.right > _ROOM * needed

    def _edge(self, page: PrintedPage, line: PrintedLine) -> float | None:
        """How far right the lines that begin near this one come; without any, as the page's left margin says."""
        if sum(map(len, self.rights.values())) < _LEAST_LINES:
            return page.right - (min(other.left for other in page.lines) - page.left)
        place = int(line.left / _COLUMN)
        rights = sorted(right for near in (place - 1, place, place + 1) for right in self.rights.get(near, ()))
        return rights[9 * len(rights) // 10] if len(rights) >= _LEAST_LINES else None


def paragraphs_of(pages: Sequence[PrintedPage], body: float) -> Paragraphs:
    """The measures of a document whose text is set in the size `body`."""
    rights: dict[int, list[float]] = {}
    for upper, lower in _neighbours(pages):
        if upper.size == lower.size and lower.text[:1].islower() and upper.baseline > lower.baseline:
            rights.setdefault(int(upper.left / _COLUMN), []).append(upper.right)
    return Paragraphs(_leading(pages, body), rights)


def _leading(pages: Sequence[PrintedPage], body: float) -> float:
    """The distance between two lines of one paragraph, in points.

    The lower quartile of all distances, because in a short report most lines are paragraphs of their own.
    """
    gaps = [
        upper.baseline - lower.baseline
        for upper, lower in _neighbours(pages)
        if upper.size == lower.size == body and upper.baseline > lower.baseline
    ]
    return sorted(gaps)[len(gaps) // 4] if gaps else 1.2 * body


def _neighbours(pages: Iterable[PrintedPage]) -> Iterator[tuple[PrintedLine, PrintedLine]]:
    return (pair for page in pages for pair in zip(page.lines, page.lines[1:], strict=False))
