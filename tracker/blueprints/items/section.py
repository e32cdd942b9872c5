"""A section of one's items, and how many lines of it stand on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.own_items import Kind, Urgency

FIRST = 50
FIRST_OF_A_QUEUE = 5  # there is a page with the whole
FIRST_OWNERLESS = 20
FIRST_MILESTONES = 25  # of what is overdue, due next and due later each


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is its place on the page, `template` what draws its lines; `total` counts those not shown too.

    `kind` is that of its lines, which need something of this person now and are counted on the navigation; None where
    they need nothing yet. A section is as urgent as the most urgent of its lines, which comes first in it.
    """

    key: str
    heading: str
    template: str
    lines: Sequence[Any]
    total: int
    kind: Kind | None = None
    urgency: Urgency = Urgency.AWAITED


def whole(key: str, heading: str, template: str, lines: Sequence[Any], kind: Kind | None = None) -> Section:
    """A section all of whose lines are there."""
    return Section(key, heading, template, lines, len(lines), kind)


def waiting(sections: Iterable[Section]) -> dict[Kind, int]:
    """How much of each kind needs this person, on this page or not."""
    counts: dict[Kind, int] = defaultdict(int)
    for section in sections:
        if section.kind is not None:
            counts[section.kind] += section.total
    return counts
