"""The legal moves of every state machine, as tables, and the one function that makes a move.

Source: product rules, section 6. The diagrams in the documentation are printed from these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from tracker.domain.errors import InvalidMove
from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeState,
    EvidenceState,
    ImportState,
    MilestoneState,
    PlanChangeState,
    PlanState,
    RecommendationState,
)

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[State]):
    """`moves` maps (state, move) to the state it leads to; `refusals` says in words why a state allows no other."""

    name: str
    moves: Mapping[tuple[State, str], State]
    refusals: Mapping[State, str]

    def move(self, state: State, move: str) -> State:
        """The state that `move` leads to. Raises InvalidMove, in words, where the table has no such move."""
        if (state, move) not in self.moves:
            raise InvalidMove(self.refusals.get(state, "This cannot be done now."))
        return self.moves[state, move]


IMPORT = Lifecycle(
    "Report import",
    {
        (ImportState.READ, "mend"): ImportState.READ,
        (ImportState.READ, "confirm"): ImportState.CONFIRMED,
        (ImportState.READ, "discard"): ImportState.DISCARDED,
    },
    {
        ImportState.CONFIRMED: "This reading is confirmed already.",
        ImportState.DISCARDED: "This reading was discarded. Import the report again.",
    },
)

PLAN = Lifecycle(
    "Plan",
    {
        (PlanState.DRAFT, "submit"): PlanState.SUBMITTED,
        (PlanState.RETURNED, "submit"): PlanState.SUBMITTED,
        (PlanState.SUBMITTED, "agree"): PlanState.AGREED,
        (PlanState.SUBMITTED, "return"): PlanState.RETURNED,
        (PlanState.AGREED, "change"): PlanState.CHANGING,
        (PlanState.CHANGING, "agree the change"): PlanState.AGREED,
        (PlanState.CHANGING, "discard the change"): PlanState.AGREED,
        (PlanState.AGREED, "deliver"): PlanState.DELIVERED,
        (PlanState.DELIVERED, "sustain"): PlanState.SUSTAINING,
        (PlanState.SUSTAINING, "assure"): PlanState.ASSURED,
        (PlanState.DELIVERED, "fall back"): PlanState.AGREED,
        (PlanState.SUSTAINING, "fall back"): PlanState.AGREED,
        (PlanState.ASSURED, "fall back"): PlanState.AGREED,
    },
    {
        PlanState.DRAFT: "This plan has not been submitted yet.",
        PlanState.RETURNED: "This plan was returned and has not been submitted again.",
        PlanState.SUBMITTED: "This plan is with the regional lead. It can be edited if it is returned.",
        PlanState.AGREED: "This plan is agreed. Start a change of it if it has to be different.",
        PlanState.CHANGING: "This plan is agreed and a change of it is open. Agree or discard that change first.",
        PlanState.DELIVERED: "Everything in this plan is delivered. Reopen a milestone if there is more to do.",
        PlanState.SUSTAINING: "This plan is delivered and being sustained. Reopen a milestone if there is more to do.",
        PlanState.ASSURED: "This plan is assured and awaits inspection. Reopen a milestone if there is more to do.",
    },
)

PLAN_CHANGE = Lifecycle(
    "Change of an agreed plan",
    {
        (PlanChangeState.WRITING, "write"): PlanChangeState.WRITING,
        (PlanChangeState.WRITING, "submit"): PlanChangeState.SUBMITTED,
        (PlanChangeState.WRITING, "discard"): PlanChangeState.DISCARDED,
        (PlanChangeState.SUBMITTED, "agree"): PlanChangeState.AGREED,
        (PlanChangeState.SUBMITTED, "return"): PlanChangeState.RETURNED,
        (PlanChangeState.RETURNED, "write"): PlanChangeState.RETURNED,
        (PlanChangeState.RETURNED, "submit"): PlanChangeState.SUBMITTED,
        (PlanChangeState.RETURNED, "discard"): PlanChangeState.DISCARDED,
    },
    {
        PlanChangeState.WRITING: "This change has not been submitted yet.",
        PlanChangeState.SUBMITTED: "This change is with the regional lead.",
        PlanChangeState.RETURNED: "This change was returned and has not been submitted again.",
        PlanChangeState.AGREED: "This change was agreed already. Start another one.",
        PlanChangeState.DISCARDED: "This change was discarded. Start another one.",
    },
)

MILESTONE = Lifecycle(
    "Milestone",
    {
        (MilestoneState.PLANNED, "start"): MilestoneState.UNDERWAY,
        (MilestoneState.PLANNED, "complete"): MilestoneState.COMPLETED,
        (MilestoneState.UNDERWAY, "complete"): MilestoneState.COMPLETED,
        (MilestoneState.COMPLETED, "verify"): MilestoneState.VERIFIED,
        (MilestoneState.VERIFIED, "lose credit"): MilestoneState.COMPLETED,
        (MilestoneState.COMPLETED, "reopen"): MilestoneState.UNDERWAY,
        (MilestoneState.VERIFIED, "reopen"): MilestoneState.UNDERWAY,
        (MilestoneState.PLANNED, "cancel"): MilestoneState.CANCELLED,
        (MilestoneState.UNDERWAY, "cancel"): MilestoneState.CANCELLED,
    },
    {
        MilestoneState.PLANNED: "This milestone has not been started.",
        MilestoneState.UNDERWAY: "This milestone is underway.",
        MilestoneState.COMPLETED: "This milestone is reported done. Reopen it first.",
        MilestoneState.VERIFIED: "This milestone is verified. Reopen it first.",
        MilestoneState.CANCELLED: "This milestone was cancelled.",
    },
)

EVIDENCE = Lifecycle(
    "Evidence version",
    {
        (EvidenceState.RECEIVED, "scan"): EvidenceState.SCANNING,
        (EvidenceState.SCANNING, "accept"): EvidenceState.AVAILABLE,
        (EvidenceState.SCANNING, "refuse"): EvidenceState.REFUSED,
        (EvidenceState.RECEIVED, "refuse"): EvidenceState.REFUSED,
        (EvidenceState.AVAILABLE, "withdraw"): EvidenceState.WITHDRAWN,
    },
    {
        EvidenceState.RECEIVED: "This file has not been checked yet.",
        EvidenceState.SCANNING: "This file is being checked.",
        EvidenceState.AVAILABLE: "This file was checked already.",
        EvidenceState.REFUSED: "This file was refused.",
        EvidenceState.WITHDRAWN: "This file was withdrawn.",
    },
)

DATE_CHANGE = Lifecycle(
    "Date change",
    {
        (DateChangeState.ASKED, "approve"): DateChangeState.APPROVED,
        (DateChangeState.ASKED, "decline"): DateChangeState.DECLINED,
        (DateChangeState.ASKED, "withdraw"): DateChangeState.WITHDRAWN,
        (DateChangeState.ASKED, "lapse"): DateChangeState.WITHDRAWN,
    },
    {
        DateChangeState.APPROVED: "This date change was approved already.",
        DateChangeState.DECLINED: "This date change was declined already. The due date can be asked about again.",
        DateChangeState.WITHDRAWN: "This date change was withdrawn or lapsed. The due date can be asked about again.",
    },
)

BLOCKER = Lifecycle(
    "Blocker",
    {
        (BlockerState.OPEN, "edit"): BlockerState.OPEN,
        (BlockerState.OPEN, "clear"): BlockerState.CLEARED,
    },
    {BlockerState.CLEARED: "This blocker is cleared. If it is back, add it again."},
)

RECOMMENDATION = Lifecycle(
    "Recommendation",
    {
        (RecommendationState.OPEN, "assure"): RecommendationState.ASSURED,
        (RecommendationState.ASSURED, "fall back"): RecommendationState.OPEN,
        (RecommendationState.OPEN, "repeat"): RecommendationState.REPEATED,
        (RecommendationState.ASSURED, "repeat"): RecommendationState.REPEATED,
        (RecommendationState.REPEATED, "no longer repeat"): RecommendationState.OPEN,
        (RecommendationState.OPEN, "close"): RecommendationState.CLOSED,
        (RecommendationState.ASSURED, "close"): RecommendationState.CLOSED,
        (RecommendationState.OPEN, "supersede"): RecommendationState.SUPERSEDED,
        (RecommendationState.ASSURED, "supersede"): RecommendationState.SUPERSEDED,
        (RecommendationState.REPEATED, "supersede"): RecommendationState.SUPERSEDED,
    },
    {
        RecommendationState.OPEN: "This recommendation is open.",
        RecommendationState.ASSURED: "This recommendation is assured and awaits inspection.",
        RecommendationState.CLOSED: "This recommendation is closed.",
        RecommendationState.SUPERSEDED: "This recommendation was superseded.",
        RecommendationState.REPEATED: "This recommendation was repeated in a later report.",
    },
)

# The states of a milestone in which its work is not reported done, so that its date counts.
OPEN_MILESTONE = frozenset({MilestoneState.PLANNED, MilestoneState.UNDERWAY})
# A plan that no regional lead has agreed yet: inspectors never see drafts.
UNAGREED = frozenset({PlanState.DRAFT, PlanState.RETURNED, PlanState.SUBMITTED})
# A plan that was never submitted: no move leads back here, so one that was returned stands among the submitted.
NEVER_SUBMITTED = frozenset({PlanState.DRAFT})
# Everything a plan promised is verified; it falls back when any of it is not any more.
FULFILLED = frozenset({PlanState.DELIVERED, PlanState.SUSTAINING, PlanState.ASSURED})
# The states in which a recommendation still asks something of its owner.
STILL_ASKED = frozenset({RecommendationState.OPEN, RecommendationState.ASSURED})
# The states in which the plan itself is written; an agreed one is changed through a new draft beside it.
OPEN_TO_EDITING = frozenset({PlanState.DRAFT, PlanState.RETURNED})
# An agreed plan of which a change may be begun, or is open.
CHANGED_BESIDE = frozenset({PlanState.AGREED, PlanState.CHANGING})
# A change of an agreed plan that is neither agreed nor discarded.
OPEN_CHANGE = frozenset({PlanChangeState.WRITING, PlanChangeState.SUBMITTED, PlanChangeState.RETURNED})

LIFECYCLES: tuple[Lifecycle[Any], ...] = (
    IMPORT,
    PLAN,
    PLAN_CHANGE,
    MILESTONE,
    EVIDENCE,
    DATE_CHANGE,
    BLOCKER,
    RECOMMENDATION,
)


def was_submitted(state: PlanState) -> bool:
    """Whether a plan's own date is met: by its first submission, and not by its response alone.

    One returned afterwards has met it, and is among what needs its owner in its own right. A plan without milestones,
    of a recommendation not agreed, is submitted like any other. `queries.plans` spells the same rule in SQL.
    """
    return state not in NEVER_SUBMITTED


def diagram(lifecycle: Lifecycle[Any]) -> str:
    """The table as a Mermaid state diagram; the first state of the table is where things begin."""
    first = next(iter(lifecycle.moves))[0]
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {state} --> {target}: {move}" for (state, move), target in lifecycle.moves.items()]
    return "\n".join(lines)
