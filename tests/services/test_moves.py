"""Every move of everything that has states, from every state, by every role: moves/<name>.csv says what comes of each.

Everything else that a move asks for is there, so that only the state and the role decide. Plans: test_plan_moves.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.blocked import a_blocker
from tests.factories.dated import a_date_change
from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.plans import agree, into
from tests.factories.readings import a_reading
from tests.support.moves import ROLES, actor, lines_of, outcome, table
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
from tracker.domain.plan_change import PLAN_FIELDS, Draft, content_of
from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeState,
    DecisionLevel,
    DecisionOutcome,
    EvidenceState,
    ImportState,
    MilestoneState,
    PlanChangeState,
    PlanState,
    RecommendationState,
    Response,
    Role,
    VerdictWord,
    Whose,
)
from tracker.models import (
    Assignment,
    Blocker,
    DateChange,
    EvidenceVersion,
    Milestone,
    Plan,
    PlanChange,
    Recommendation,
    ReportImport,
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
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
WHEN: dict[str, Any] = {"at": AT, "today": AT.date()}
INSPECTING = ("inspector",)


@dataclass(frozen=True)
class World:
    """An agreed plan of the head; its milestone is the contributor's. `ids`: a person's for each role."""

    ids: dict[str, int]
    plan_id: int
    milestone_id: int
    later_id: int


@pytest.fixture
def world(session: Session) -> World:
    unit = a_unit(session)
    people = {role: a_person(session, role) for role in ROLES}
    posts = [
        Assignment(person=people[role], role=kind, unit=unit, starts_on=date(2026, 1, 1))
        for role, kind in (("head", Role.UNIT_HEAD), ("contributor", Role.CONTRIBUTOR))
    ]
    session.add_all(posts)
    inspection = an_inspection(session, unit=unit)
    later = an_inspection(session, unit=unit, published_on=date(2027, 5, 4))
    repeats_it = a_recommendation(session, later)
    plan = a_plan(session, a_recommendation(session, inspection), people["head"], PlanState.AGREED)
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, plan.owner_id
    embed = a_milestone(session, plan, people["contributor"], is_embed=True, title="Audit cases")
    version = agree(session, plan, [embed])
    kept: list[Any] = [unit, unit.region, *posts, plan, plan.recommendation, plan.deadline, embed, version]
    record(
        session,
        EventKind.INSPECTION_CREATED,
        inspection,
        by=OPERATOR,
        at=AT,
        covers=[*kept, *people.values(), later, repeats_it],
    )
    session.commit()
    ids = {role: person.id for role, person in people.items()}
    return World(ids, plan.id, embed.id, repeats_it.id)


Verb = Callable[[Session, Any, Actor], object]
Made = Callable[[Session, World, Any], Base]


def milestone_in(session: Session, world: World, state: MilestoneState) -> Milestone:
    milestone = session.get_one(Milestone, world.milestone_id)
    shown = some_evidence(session, milestone.plan, uploaded_by=world.ids["head"], milestones=[milestone])
    session.info["shown"] = [version.id for version in shown.versions]
    return into(session, milestone, state)


def date_change_in(session: Session, world: World, state: DateChangeState) -> DateChange:
    milestone = session.get_one(Milestone, world.milestone_id)
    decided = {"decided_at": AT, "decided_by_id": world.ids["job"], "note": "So be it."}
    withdrawn = {"withdrawn_at": AT, "withdrawn_by_id": world.ids["job"]}
    more = {DateChangeState.ASKED: {}, DateChangeState.WITHDRAWN: withdrawn}.get(state, decided)
    return a_date_change(session, milestone, world.ids["contributor"], state=state, **more)


def blocker_in(session: Session, world: World, state: BlockerState) -> Blocker:
    cleared = {"cleared_on": date(2026, 2, 9), "outcome": "Given."} if state is BlockerState.CLEARED else {}
    return a_blocker(session, session.get_one(Milestone, world.milestone_id), **cleared)


def plan_change_in(session: Session, world: World, state: PlanChangeState) -> PlanChange:
    plan = session.get_one(Plan, world.plan_id)
    over = state in (PlanChangeState.AGREED, PlanChangeState.DISCARDED)
    plan.state = PlanState.AGREED if over else PlanState.CHANGING
    content = content_of(Draft(plan={"success_measure": "Nine in ten."}))
    started: dict[str, Any] = {"started_at": AT, "started_by_id": plan.owner_id}
    change = PlanChange(plan=plan, state=state, why="More teams.", content=content, **started)
    session.add(change)
    session.flush()
    return change


def version_in(session: Session, world: World, state: EvidenceState) -> EvidenceVersion:
    plan = session.get_one(Plan, world.plan_id)
    return some_evidence(session, plan, uploaded_by=world.ids["contributor"], state=state).versions[0]


def recommendation_in(session: Session, world: World, state: RecommendationState) -> Recommendation:
    recommendation = session.get_one(Plan, world.plan_id).recommendation
    recommendation.state = state
    if state is RecommendationState.REPEATED:
        session.get_one(Recommendation, world.later_id).repeat_of_id = recommendation.id
    session.flush()
    return recommendation


def import_in(session: Session, world: World, state: ImportState) -> ReportImport:
    kept = a_reading(session)
    kept.state = state
    if state is not ImportState.READ:
        kept.closed_at, kept.closed_by_id = AT, world.ids["job"]
    if state is ImportState.CONFIRMED:
        kept.inspection_id = session.get_one(Plan, world.plan_id).recommendation.inspection_id
    session.flush()
    return kept


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
# What no person does as an act of its own: it follows from a decision, a check of a file, the state of a plan, or is an
# act of several rows that has tests of its own (confirming).
FOLLOWS = {
    "milestone": {"lose credit"},
    "evidence_version": {"scan", "accept", "refuse"},
    "recommendation": {"assure", "fall back"},
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
