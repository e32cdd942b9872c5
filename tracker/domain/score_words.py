"""Why a score or a status is not what it was, in words: "−4: evidence 12 went stale on 1 May"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.credit import REPORTED, WHOLE, Gap
from tracker.domain.dependencies import in_words
from tracker.domain.score_gap import Scored
from tracker.domain.scoring import FULL
from tracker.domain.vocabulary import MilestoneState

_BEGUN = REPORTED[MilestoneState.UNDERWAY]


class Line(NamedTuple):
    """A milestone's line in a score's parts (domain/scoring.py, `parts_of`). `weight` is 0 of one that was replaced."""

    ordinal: int
    weight: int
    reported: int
    verified: int
    gap: str
    stale: int


@dataclass(frozen=True)
class Change:
    """`points`: hundredths of a point, signed, by which the figure changed for this reason."""

    points: int
    why: str

    def in_words(self) -> str:
        return f"{points_in_words(self.points)}: {self.why}"


@dataclass(frozen=True)
class Explanation:
    """The reasons for each figure's change, in the order of the plan; none where it did not change."""

    reported: tuple[Change, ...]
    verified: tuple[Change, ...]


def explained(before: Scored, after: Scored, stale_since: Mapping[int, date]) -> Explanation:
    """What changed between two scores of one plan. `stale_since`: by evidence id, the day on which it went stale."""
    old, new = _lines(before), _lines(after)
    reported, verified = [], []
    for ordinal in sorted(old.keys() & new.keys()):
        was, now = old[ordinal], new[ordinal]
        if not now.weight:
            continue  # another took its place: said of what the milestones do not explain one by one
        if was.reported != now.reported:
            reported.append(_change(now, now.reported - was.reported, after, _reported_words(was, now)))
        if was.verified != now.verified:
            verified.append(_change(now, now.verified - was.verified, after, _verified_words(was, now, stale_since)))
    rest = _rest_in_words(old, new)
    return Explanation(
        _with_rest(reported, after.reported - before.reported, rest),
        _with_rest(verified, after.verified - before.verified, rest),
    )


def became(why: str, overdue_since: Sequence[int]) -> str:
    """Why a plan came to its status. `why`: the rule in a sentence (domain/status_words.py); `overdue_since`: the
    ordinals of the milestones that became overdue since, which say more than the rule where it is theirs."""
    if overdue_since and why.endswith("overdue."):
        return f"{in_words(overdue_since)} became overdue"
    return f"{why[:1].lower()}{why[1:].rstrip('.')}"


def points_in_words(points: int) -> str:
    """ "+4", "−0.50": hundredths of a point with a sign; two decimals unless it is whole."""
    whole, rest = divmod(abs(points), 100)
    decimals = f".{rest:02}" if rest else ""
    return f"{'−' if points < 0 else '+'}{whole}{decimals}"


def _lines(score: Scored) -> dict[int, Line]:
    return {line[0]: Line(*line) for line in score.parts["by_milestone"]}


def _change(now: Line, twentieths: int, after: Scored, why: str) -> Change:
    weight = after.parts["weight"]
    size = (2 * abs(twentieths) * now.weight * FULL // WHOLE + weight) // (2 * weight)
    return Change(size if twentieths > 0 else -size, why)


def _with_rest(changes: list[Change], total: int, rest: str) -> tuple[Change, ...]:
    """What the milestones in both scores do not explain is due to those that came or went, or to weights."""
    left = total - sum(change.points for change in changes)
    return (*changes, Change(left, rest)) if rest and left else tuple(changes)


def _rest_in_words(old: Mapping[int, Line], new: Mapping[int, Line]) -> str:
    added = [f"milestone {ordinal} was added" for ordinal in sorted(new.keys() - old.keys())]
    removed = [f"milestone {ordinal} was removed" for ordinal in sorted(old.keys() - new.keys())]
    other = [ordinal for ordinal in sorted(old.keys() & new.keys()) if old[ordinal].weight != new[ordinal].weight]
    replaced = [f"another took the place of milestone {ordinal}" for ordinal in other if not new[ordinal].weight]
    reweighed = len(other) > len(replaced)
    return ", ".join([*added, *removed, *replaced, *(["weights were changed"] if reweighed else [])])


def _reported_words(was: Line, now: Line) -> str:
    name = f"milestone {now.ordinal}"
    if now.reported == WHOLE:
        return f"{name} was reported done"
    if now.reported == _BEGUN:
        return f"{name} was started" if was.reported < _BEGUN else f"{name} was reopened"
    return f"{name} was cancelled"


def _verified_words(was: Line, now: Line, stale_since: Mapping[int, date]) -> str:
    name = f"milestone {now.ordinal}"
    if now.stale and not was.stale and now.verified < was.verified:
        since = stale_since.get(now.stale)
        return f"evidence {now.stale} went stale" + (f" on {since.day} {since:%B}" if since else "")
    if now.verified == 0 and now.gap != Gap.JUDGED:
        reopened = now.reported < was.reported
        return f"{name} was reopened" if reopened else f"the decision on {name} no longer stands"
    if now.verified > was.verified and was.stale and not now.stale:
        return f"newer evidence was accepted for {name}"
    found = {WHOLE: "sufficient", 0: "insufficient"}.get(now.verified * (2 if now.stale else 1), "partly sufficient")
    return f"the evidence for {name} was found {found}" + (", and is stale" if now.stale else "")
