"""Paragraphs of a plain text that follow one another without a blank line, told apart by the length of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.numbering import numbered
from tracker.domain.report_parsing.wording import finished, starts_low

LEAST_WRAPPED = 5
SHORT = 0.75


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines with a blank one where a sentence ends on a line that had room for more and a new one begins below.

    How wide the text is, its wrapped lines say: those that go on in lower case. With fewer than five of them nothing
    is parted. The blank line bears the number of the line before it.
    """
    lengths = sorted(len(line.text) for line, after in pairwise(lines) if line.text and starts_low(after.text))
    if len(lengths) < LEAST_WRAPPED:
        return list(lines)
    width = SHORT * lengths[9 * len(lengths) // 10]
    whole: list[Line] = []
    for line in lines:
        before = whole[-1] if whole else None
        if before and _ends_short(before, line, width):
            whole.append(Line("", before.number, before.page))
        whole.append(line)
    return whole


def _ends_short(before: Line, line: Line, width: float) -> bool:
    plain = not (line.bullet or line.cells or before.cells or before.heading) and before.page == line.page
    if not plain or not line.text[:1].isupper() or not finished(before.text) or numbered(line.text):
        return False
    return len(before.text) + 1 + len(line.text.split()[0]) <= width
