"""Every move of everything that has states, from every state, by every role: moves/<name>.csv says what comes of each.

Everything else that a move asks for is there, so that only the state and the role decide. Plans: test_plan_moves.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.moved import (
    World,
    blocker_in,
    date_change_in,
    import_in,
    milestone_in,
    plan_change_in,
    recommendation_in,
    version_in,
    world,
)
from tests.factories.organisations import OPERATOR
from tests.support.moves import actor, lines_of, outcome, table
from tracker.domain.blockers import Said
from tracker.domain.lifecycles import (
    BLOCKER,
    DATE_CHANGE,
    EVIDENCE,
    IMPORT,
    MILESTONE,
    PLAN_CHANGE,
    RECOMMENDATION,
    Lifecycle,
)
from tracker.domain.permissions import Actor
from tracker.domain.plan_change import PLAN_FIELDS
from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeState,
    DecisionLevel,
    DecisionOutcome,
    EvidenceState,
    ImportState,
    MilestoneState,
    PlanChangeState,
    RecommendationState,
    VerdictWord,
    Whose,
)
from tracker.models import (
    Milestone,
    Plan,
    Recommendation,
)
from tracker.models.base import Base
from tracker.queries import milestones as milestone_queries
from tracker.queries import plans, recommendations
from tracker.services import (
    blockers,
    date_changes,
    decisions,
    evidence,
    judgements,
    milestones,
    plan_changes,
    repeats,
    report_reading,
)
from tracker.services import plan_change_decisions as of_changes

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
WHEN: dict[str, Any] = {"at": AT, "today": AT.date()}
INSPECTING = ("inspector",)


__all__ = ["world"]

Verb = Callable[[Session, Any, Actor], object]
Made = Callable[[Session, World, Any], Base]


def seen(row: Any, by: Actor) -> dict[str, Any]:
    return {"seen_revision": row.revision, "by": by}


def as_it_is(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in PLAN_FIELDS}


def verify(session: Session, milestone: Milestone, by: Actor) -> object:
    inspects = by.name in INSPECTING
    return decisions.decide(
        session,
        milestone,
        level=DecisionLevel.VERIFICATION if inspects else DecisionLevel.REVIEW,
        outcome=DecisionOutcome.SUFFICIENT,
        why="Twenty were sound.",
        version_ids=session.info["shown"],
        **seen(milestone, by),
        **WHEN,
    )


def repeat(session: Session, recommendation: Recommendation, by: Actor, *, earlier: bool) -> None:
    """Said of a later recommendation, which the one in question is repeated by, or is not any more."""
    later = session.info["later"]
    repeats.say_repeats(session, later, recommendation.id if earlier else None, **seen(later, by), at=AT)


SAID = Said("Access to the system", Whose.POLICE, date(2026, 2, 2), date(2026, 3, 2))
VERBS: dict[str, Mapping[str, Verb]] = {
    "milestone": {
        "start": lambda s, m, by: milestones.start_milestone(s, m, **seen(m, by), **WHEN),
        "complete": lambda s, m, by: milestones.complete_milestone(s, m, note="Done.", **seen(m, by), **WHEN),
        "verify": verify,
        "reopen": lambda s, m, by: milestones.reopen_milestone(s, m, why="More.", **seen(m, by), **WHEN),
        "cancel": lambda s, m, by: milestones.cancel_milestone(s, m, reason="No.", **seen(m, by), **WHEN),
    },
    "date_change": {
        "approve": lambda s, c, by: date_changes.approve_date_change(s, c, note="Yes.", **seen(c, by), **WHEN),
        "decline": lambda s, c, by: date_changes.decline_date_change(s, c, note="No.", **seen(c, by), **WHEN),
        "withdraw": lambda s, c, by: date_changes.withdraw_date_change(s, c, **seen(c, by), at=AT),
    },
    "blocker": {
        "edit": lambda s, b, by: blockers.edit_blocker(s, b, said=SAID, **seen(b, by), **WHEN),
        "clear": lambda s, b, by: blockers.clear_blocker(
            s, b, cleared_on=AT.date(), outcome="Given.", **seen(b, by), **WHEN
        ),
    },
    "plan_change": {
        "write": lambda s, c, by: plan_changes.propose_plan(
            s, c, wanted=as_it_is(c.plan) | {"success_measure": "All."}, **seen(c, by), at=AT
        ),
        "submit": lambda s, c, by: plan_changes.submit_change(s, c, **seen(c, by), **WHEN),
        "agree": lambda s, c, by: of_changes.agree_change(s, c, **seen(c, by), **WHEN),
        "return": lambda s, c, by: of_changes.return_change(s, c, what_to_change="Say who.", **seen(c, by), at=AT),
        "discard": lambda s, c, by: plan_changes.discard_change(s, c, **seen(c, by), at=AT),
    },
    "evidence_version": {
        "withdraw": lambda s, v, by: evidence.withdraw(s, v, why="The wrong file.", by=by, **WHEN),
    },
    "recommendation": {
        "close": lambda s, r, by: judgements.give_verdict(
            s, r, verdict=VerdictWord.ACHIEVED, why="Cases show it.", cites="Paragraph 3", **seen(r, by), at=AT
        ),
        "repeat": lambda s, r, by: repeat(s, r, by, earlier=True),
        "no longer repeat": lambda s, r, by: repeat(s, r, by, earlier=False),
    },
    "report_import": {
        "mend": lambda s, i, by: report_reading.remove_item(
            s, i, section="recommendations", index=0, **seen(i, by), at=AT
        ),
        "discard": lambda s, i, by: report_reading.discard(s, i, **seen(i, by), at=AT),
    },
}
THINGS: dict[str, tuple[Lifecycle[Any], type[StrEnum], Made]] = {
    "milestone": (MILESTONE, MilestoneState, milestone_in),
    "date_change": (DATE_CHANGE, DateChangeState, date_change_in),
    "blocker": (BLOCKER, BlockerState, blocker_in),
    "plan_change": (PLAN_CHANGE, PlanChangeState, plan_change_in),
    "evidence_version": (EVIDENCE, EvidenceState, version_in),
    "recommendation": (RECOMMENDATION, RecommendationState, recommendation_in),
    "report_import": (IMPORT, ImportState, import_in),
}
# What no person does as an act of its own: it follows from a decision, a check of a file, the state of a plan or a
# corrected report, or is an act of several rows that has tests of its own (confirming).
FOLLOWS = {
    "milestone": {"lose credit"},
    "date_change": {"lapse"},
    "evidence_version": {"scan", "accept", "refuse"},
    "recommendation": {"assure", "fall back", "supersede"},
    "report_import": {"confirm"},
}


def what_comes(session: Session, world: World, name: str, state: Any, move: str, role: str) -> str:
    plan = plans.get(session, world.plan_id, seen_by=OPERATOR)
    milestone = milestone_queries.get(session, world.milestone_id, seen_by=OPERATOR)
    session.info["later"] = recommendations.get(session, world.later_id, seen_by=OPERATOR)
    assert milestone.plan is plan  # both are loaded with what they need, for whatever is built upon them
    thing: Any = THINGS[name][2](session, world, state)
    by = actor(role, world.ids, plan.place)
    return outcome(session, lambda: VERBS[name][move](session, thing, by), lambda: thing.state)


@pytest.mark.parametrize("name", VERBS)
def test_every_move_from_every_state_by_every_role_is_as_the_file_says(
    session: Session, world: World, name: str
) -> None:
    states, moves = THINGS[name][1], list(VERBS[name])
    found = table(states, moves, lambda state, move, role: what_comes(session, world, name, state, move, role))
    assert found == lines_of(name)


@pytest.mark.parametrize("name", VERBS)
def test_the_moves_of_people_and_those_that_follow_by_themselves_are_all_there_are(name: str) -> None:
    assert {move for _, move in THINGS[name][0].moves} == {*VERBS[name], *FOLLOWS.get(name, ())}
