"""How far a milestone is shown, for whoever decides: from its state and the gap that its plan's score has stored."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.credit import Gap
from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.vocabulary import MilestoneState


class Shown(StrEnum):
    """The gaps first. The values stand in addresses.

    INSUFFICIENT: found partly sufficient or insufficient, or rests on old evidence. NOT_DONE: not reported done yet.
    """

    NOT_SHOWN = "not-shown"
    INSUFFICIENT = "insufficient"
    WAITING = "waiting"
    NOT_DONE = "not-done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


_BY_GAP = {
    Gap.UNSHOWN: Shown.NOT_SHOWN,
    Gap.JUDGED: Shown.INSUFFICIENT,
    Gap.WAITING: Shown.WAITING,
    Gap.NONE: Shown.VERIFIED,
}


def how_shown(state: MilestoneState, gap: Gap) -> Shown:
    """Where a milestone in that state, verified for less than is reported because of `gap`, stands."""
    if state is MilestoneState.CANCELLED:
        return Shown.CANCELLED
    return Shown.NOT_DONE if state in OPEN_MILESTONE else _BY_GAP[gap]
