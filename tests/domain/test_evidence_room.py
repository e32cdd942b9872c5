"""How far each milestone is shown, from its state and the gap in its plan's score."""

from __future__ import annotations

import pytest

from tracker.domain.credit import Gap
from tracker.domain.evidence_room import Shown, how_shown
from tracker.domain.vocabulary import MilestoneState


@pytest.mark.parametrize(
    ("gap", "shown"),
    [
        (Gap.UNSHOWN, Shown.NOT_SHOWN),
        (Gap.JUDGED, Shown.INSUFFICIENT),
        (Gap.WAITING, Shown.WAITING),
        (Gap.NONE, Shown.VERIFIED),
    ],
)
@pytest.mark.parametrize("state", [MilestoneState.COMPLETED, MilestoneState.VERIFIED])
def test_what_is_reported_done_stands_where_its_gap_puts_it(state: MilestoneState, gap: Gap, shown: Shown) -> None:
    assert how_shown(state, gap) is shown


@pytest.mark.parametrize("gap", [Gap.NONE, Gap.UNDERWAY])
@pytest.mark.parametrize("state", [MilestoneState.PLANNED, MilestoneState.UNDERWAY])
def test_what_is_not_reported_done_is_said_to_be_so(state: MilestoneState, gap: Gap) -> None:
    assert how_shown(state, gap) is Shown.NOT_DONE


def test_what_was_cancelled_is_no_gap_of_the_evidence() -> None:
    assert how_shown(MilestoneState.CANCELLED, Gap.NONE) is Shown.CANCELLED
