"""The gap between reported done and verified, split so that nobody is blamed for another's queue; and the judgement
that the figures suggest. Product rules, section 8."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from tracker.domain.credit import WHOLE
from tracker.domain.scoring import FULL
from tracker.domain.vocabulary import Progress

GOOD, REASONABLE, INSUFFICIENT = 8_000, 5_000, 2_000


class Scored(Protocol):
    """A score as it is stored (models/score.py), or as it was just worked out."""

    @property
    def reported(self) -> int: ...
    @property
    def verified(self) -> int: ...
    @property
    def parts(self) -> Mapping[str, Any]: ...


class GapSplit(NamedTuple):
    """Hundredths of a point that sum to reported − verified.

    `waiting` for review; `judged` partly or insufficient, or resting on stale evidence; `unshown`: reported done with
    no evidence; `underway`: work begun, which nobody can verify yet.
    """

    waiting: int
    judged: int
    unshown: int
    underway: int


def gap_split(score: Scored) -> GapSplit:
    """Each part rounded down, and what is then missing given to the parts that lost most (largest remainder)."""
    parts, weight = score.parts, score.parts["weight"]
    if not weight:
        return GapSplit(0, 0, 0, 0)
    exact = [parts[f"gap_{name}"] * FULL // WHOLE for name in GapSplit._fields]
    shares = [each // weight for each in exact]
    lost_most = sorted(range(len(exact)), key=lambda at: -(exact[at] % weight))
    for at in lost_most[: score.reported - score.verified - sum(shares)]:
        shares[at] += 1
    return GapSplit(*shares)


def scope_removed(score: Scored) -> int:
    """The share of the weight that was cancelled and not replaced, in hundredths of a point, half up. It stays in the
    denominator."""
    weight = score.parts["weight"]
    return (2 * score.parts["weight_removed"] * FULL + weight) // (2 * weight) if weight else 0


def suggested(share: int) -> Progress:
    """The word that a share in hundredths of a point suggests on one axis: what is verified of the plan, or how far a
    measure has improved towards its target. Shown to inspectors only after they have recorded their own."""
    if share >= GOOD:
        return Progress.GOOD
    if share >= REASONABLE:
        return Progress.REASONABLE
    return Progress.INSUFFICIENT if share >= INSUFFICIENT else Progress.NO_MEANINGFUL
