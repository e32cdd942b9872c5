"""The legal moves of every state machine, as tables, and the one function that makes a move.

Source: product rules, section 6. The diagrams in the documentation are printed from these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.domain.errors import InvalidMove
from tracker.domain.vocabulary import ImportState, PlanState, RecommendationState

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

# A plan that no regional lead has agreed yet: inspectors never see drafts.
UNAGREED = frozenset({PlanState.DRAFT, PlanState.RETURNED, PlanState.SUBMITTED})
# The states in which a recommendation still asks something of its owner.
STILL_ASKED = frozenset({RecommendationState.OPEN, RecommendationState.ASSURED})
# The states in which the plan itself is written; an agreed one is changed through a new draft beside it.
OPEN_TO_EDITING = frozenset({PlanState.DRAFT, PlanState.RETURNED, PlanState.CHANGING})

LIFECYCLES = (IMPORT,)


def diagram(lifecycle: Lifecycle[StrEnum] | Lifecycle[ImportState]) -> str:
    """The table as a Mermaid state diagram; the first state of the table is where things begin."""
    first = next(iter(lifecycle.moves))[0]
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {state} --> {target}: {move}" for (state, move), target in lifecycle.moves.items()]
    return "\n".join(lines)
