"""Which milestones wait for which: no rings, and what a date says that does not fit. Product rules, sections 3 and 8.

Within one plan: then the plan's lock keeps rings out whoever edits at once, and a late dependency is itself overdue in
the same plan, which puts that plan at risk already.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

Waits = Mapping[int, Collection[int]]
"""By milestone, those that it waits for; by whatever key."""


def ring(waits: Waits, milestone: int, wanted: Collection[int]) -> tuple[int, ...] | None:
    """The way from `milestone` back to itself if it waited for `wanted`, itself first and last; None without a ring."""
    trail: dict[int, int] = {}
    to_look_at = [(milestone, one) for one in sorted(wanted)]
    while to_look_at:
        before, one = to_look_at.pop()
        if one == milestone:
            return _walked(trail, milestone, before)
        if one not in trail:
            trail[one] = before
            to_look_at += [(one, further) for further in waits.get(one, ())]
    return None


def _walked(trail: Mapping[int, int], milestone: int, last: int) -> tuple[int, ...]:
    way = [milestone]
    while last != milestone:
        way.append(last)
        last = trail[last]
    return (milestone, *reversed(way)) if len(way) > 1 else (milestone, milestone)


def in_words(ordinals: Collection[int]) -> str:
    """ "milestone 2", "milestones 2 and 5", "milestones 2, 3 and 5"; empty for none."""
    numbers = [str(ordinal) for ordinal in sorted(set(ordinals))]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"milestone {numbers[0]}"
    return f"milestones {', '.join(numbers[:-1])} and {numbers[-1]}"
