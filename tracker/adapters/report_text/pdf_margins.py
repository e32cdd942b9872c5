"""Which lines of a PDF stand in the top or bottom margin of their page, where running headers and footers are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.adapters.report_text.pdf_page import PrintedLine, PrintedPage

_DEEPEST = 0.12
_SAME_SIZE = 0.3
_SMALLER = 0.95
_LARGER = 1.12
_NEXT_LINE = 1.3
_USUAL_LEADING = 1.35
_SLACK = 0.5
_LEAST_RUN = 2
_LEAST_PAGES = 2
_APART = 1.6


@dataclass(frozen=True, slots=True)
class Margins:
    """How near to the top and bottom edge the running text comes on any page, in points; None where too few show it.

    `size` and `leading` are those of the running text.
    """

    top: float | None
    bottom: float | None
    size: float
    leading: float

    def lines_of(self, page: PrintedPage) -> set[int]:
        """The places, among the page's lines, of those in its margins, each well apart from the running text.

        A margin reaches an eighth of the page inwards, and never as far as the running text of any page. Where
        that is not known, only small type is in the margin.
        """
        if not page.upright:
            return set()
        deepest = _DEEPEST * (page.top - page.bottom)
        from_top = [(page.top - line.baseline, line.size, place) for place, line in enumerate(page.lines)]
        from_foot = [(line.baseline - page.bottom, line.size, place) for place, line in enumerate(page.lines)]
        in_head = self._at_edge(sorted(from_top), self.top, deepest)
        return in_head | self._at_edge(sorted(from_foot), self.bottom, deepest)

    def _at_edge(self, lines: Sequence[tuple[float, float, int]], text: float | None, deepest: float) -> set[int]:
        """`lines` are (distance from the edge, size, place), the outermost first."""
        largest = _SMALLER * self.size if text is None else _LARGER * self.size
        least = deepest if text is None else min(deepest, text - _SLACK * self.leading)
        found: set[int] = set()
        waiting: set[int] = set()
        for (away, size, place), (further, _, _) in pairwise([*lines, (float("inf"), 0.0, 0)]):
            if away >= least or size > largest:
                break
            waiting.add(place)
            if further - away > _APART * min(self.leading, _USUAL_LEADING * self.size):
                found |= waiting
        return found


def margins_of(pages: Iterable[PrintedPage], size: float, leading: float) -> Margins:
    """Where the running text of a document ends: the outermost paragraphs of two lines or more, on two pages."""
    tops: list[float] = []
    bottoms: list[float] = []
    for page in pages:
        runs = [run for run in _runs(page.lines, size, leading) if len(run) >= _LEAST_RUN] if page.upright else []
        if runs:
            tops.append(min(page.top - run[0].baseline for run in runs))
            bottoms.append(min(run[-1].baseline - page.bottom for run in runs))
    return Margins(_outermost(tops, leading), _outermost(bottoms, leading), size, leading)


def _runs(lines: Sequence[PrintedLine], size: float, leading: float) -> list[list[PrintedLine]]:
    """Lines of the body's size that follow one another at its leading."""
    runs: list[list[PrintedLine]] = []
    for line in lines:
        if abs(line.size - size) > _SAME_SIZE:
            runs.append([])
        elif runs and runs[-1] and 0 < runs[-1][-1].baseline - line.baseline <= _NEXT_LINE * leading:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _outermost(distances: Sequence[float], leading: float) -> float | None:
    """The least distance, where at least one other page comes as near."""
    nearest = sorted(distances)[:_LEAST_PAGES]
    alike = len(nearest) == _LEAST_PAGES and nearest[-1] - nearest[0] < leading
    return nearest[0] if alike else None
