"""Decisions: by somebody independent, upon named versions, by one road; credit follows the decision that stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.support.scores import current_of
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceState, MilestoneState, PlanState, Role
from tracker.models import Decision, Event, Evidence, Milestone, Plan
from tracker.queries import plan_decisions
from tracker.services import evidence as evidence_verbs
from tracker.services import milestones as milestone_verbs
from tracker.services.decisions import decide

AT = datetime(2026, 8, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 8, 10)
Row = TypeVar("Row")
SUFFICIENT, PARTLY, INSUFFICIENT = DecisionOutcome.SUFFICIENT, DecisionOutcome.PARTLY, DecisionOutcome.INSUFFICIENT
REVIEW, VERIFICATION = DecisionLevel.REVIEW, DecisionLevel.VERIFICATION


@pytest.fixture
def plan(session: Session) -> Plan:
    inspection = an_inspection(session, unit=a_unit(session))
    made = a_plan(session, a_recommendation(session, inspection), a_person(session, "Sam Head"), PlanState.AGREED)
    return _kept(session, made)


@pytest.fixture
def milestone(session: Session, plan: Plan) -> Milestone:
    owner = a_person(session, "Kit Owner")
    done = {"state": MilestoneState.COMPLETED, "completed_at": AT, "completed_by_id": owner.id}
    return _kept(session, a_milestone(session, plan, owner, **done))


@pytest.fixture
def shown(session: Session, plan: Plan, milestone: Milestone) -> Evidence:
    uploader = a_person(session, "Ude Uploader")
    return _kept(session, some_evidence(session, plan, uploaded_by=uploader.id, milestones=[milestone]))


@pytest.fixture
def lead(session: Session, plan: Plan) -> Actor:
    person = _kept(session, a_person(session, "Jo Lead"))
    return Actor(person.id, person.name, (Held(Role.REGIONAL_LEAD, region_id=plan.place.region_id),))


@pytest.fixture
def inspector(session: Session, plan: Plan) -> Actor:
    person = _kept(session, a_person(session, "Ina Inspector"))
    return Actor(person.id, person.name, (Held(Role.INSPECTOR, inspection_id=plan.place.inspection_id),))


def a_reviewer(session: Session) -> Actor:
    person = _kept(session, a_person(session, "Noor Reviewer"))
    return Actor(person.id, person.name, (Held(Role.ASSURANCE_REVIEWER),))


def _kept(session: Session, row: Row) -> Row:
    """What the factories put straight into tables counts as recorded."""
    session.flush()
    session.info.clear()
    return row


def _state(milestone: Milestone) -> MilestoneState:
    return milestone.state


def decided(
    session: Session,
    milestone: Milestone,
    by: Actor,
    outcome: DecisionOutcome,
    looked_at: list[Evidence],
    **changes: Any,
) -> Decision:
    level = VERIFICATION if by.has(Role.INSPECTOR) else REVIEW
    versions = [evidence.versions[-1].id for evidence in looked_at]
    asked: dict[str, Any] = {
        "why": "It shows the change.",
        "level": level,
        "seen_revision": milestone.revision,
    } | changes
    return decide(session, milestone, outcome=outcome, version_ids=versions, by=by, at=AT, today=TODAY, **asked)


def test_a_sufficient_review_verifies_the_milestone_and_names_what_it_looked_at(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    decision = decided(session, milestone, lead, SUFFICIENT, [shown])
    assert _state(milestone) is MilestoneState.VERIFIED
    assert [(each.evidence_version_id, each.sha256) for each in decision.versions] == [
        (shown.versions[0].id, shown.versions[0].sha256)
    ]
    assert (decision.measure_revision, decision.decided_by_id) == (milestone.measure_revision, lead.person_id)
    score = current_of(session, milestone.plan_id, TODAY)
    assert score is not None
    assert (score.reported, score.verified) == (10_000, 10_000)
    session.commit()
    events = session.execute(sa.select(Event.kind, Event.subject, Event.note)).all()
    assert events == [("milestone.reviewed", "milestone", "It shows the change.")]


@pytest.mark.parametrize(("outcome", "verified"), [(PARTLY, 5_000), (INSUFFICIENT, 0)])
def test_a_lesser_decision_leaves_the_milestone_reported_done(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor, outcome: DecisionOutcome, verified: int
) -> None:
    decided(session, milestone, lead, outcome, [shown])
    score = current_of(session, milestone.plan_id, TODAY)
    assert _state(milestone) is MilestoneState.COMPLETED
    assert score is not None
    assert score.verified == verified


def test_an_inspectors_decision_stands_over_every_review_before_and_after(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor, inspector: Actor
) -> None:
    decided(session, milestone, lead, SUFFICIENT, [shown])
    decided(session, milestone, inspector, INSUFFICIENT, [shown])
    assert _state(milestone) is MilestoneState.COMPLETED
    decided(session, milestone, lead, SUFFICIENT, [shown], why="We still think so.")
    assert _state(milestone) is MilestoneState.COMPLETED
    decided(session, milestone, inspector, SUFFICIENT, [shown])
    assert _state(milestone) is MilestoneState.VERIFIED


def test_a_newer_version_waits_without_taking_credit_away(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    decided(session, milestone, lead, SUFFICIENT, [shown])
    second = some_evidence(session, milestone.plan, uploaded_by=milestone.owner_id, data=b"Better.").versions[0]
    second.evidence_id, second.number = shown.id, 2
    _kept(session, second)
    of_milestone = plan_decisions.of_milestone(session, milestone, seen_by=lead, today=TODAY)
    assert [(each.evidence_id, each.number) for each in of_milestone.waiting] == [(shown.id, 2)]
    assert of_milestone.decisions[0].stands


def test_credit_goes_when_a_decided_version_is_withdrawn(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    decided(session, milestone, lead, SUFFICIENT, [shown])
    service = Actor(None, "The operator")
    version = shown.versions[0]
    person = Actor(version.uploaded_by_id, "Ude", (Held(Role.CONTRIBUTOR, unit_id=milestone.plan.place.unit_id),))
    evidence_verbs.withdraw(session, version, why="The wrong file.", by=person, at=AT, today=TODAY)
    assert _state(milestone) is MilestoneState.COMPLETED
    score = current_of(session, milestone.plan_id, TODAY)
    assert score is not None
    assert score.verified == 0
    assert not plan_decisions.of_milestone(session, milestone, seen_by=service, today=TODAY).decisions[0].stands


def test_credit_goes_when_what_the_milestone_promises_changes_while_the_plan_is_written(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    """Once it is agreed, that changes with the plan alone (test_plan_changes.py)."""
    milestone.plan.state = PlanState.DRAFT
    _kept(session, milestone.plan)
    decided(session, milestone, lead, SUFFICIENT, [shown])
    promise = Promise(
        **{name: getattr(milestone, name) for name in Promise.__dataclass_fields__}
        | {"evidence_expected": "Another audit."}
    )
    head = Actor(milestone.plan.owner_id, "Sam", (Held(Role.UNIT_HEAD, unit_id=milestone.plan.place.unit_id),))
    milestone_verbs.edit_milestone(
        session, milestone, promise=promise, seen_revision=milestone.revision, by=head, at=AT, today=TODAY
    )
    assert _state(milestone) is MilestoneState.COMPLETED
    assert not plan_decisions.of_milestone(session, milestone, seen_by=lead, today=TODAY).decisions[0].stands


@pytest.mark.parametrize("state", [MilestoneState.PLANNED, MilestoneState.UNDERWAY])
def test_what_is_not_reported_done_cannot_be_decided_on(
    session: Session, plan: Plan, lead: Actor, state: MilestoneState
) -> None:
    milestone = _kept(session, a_milestone(session, plan, state=state))
    with pytest.raises(InvalidMove, match="not reported done"):
        decided(session, milestone, lead, INSUFFICIENT, [])


def test_a_decision_says_why(session: Session, milestone: Milestone, shown: Evidence, lead: Actor) -> None:
    with pytest.raises(RuleBroken, match="Enter why"):
        decided(session, milestone, lead, SUFFICIENT, [shown], why="")


@pytest.mark.parametrize("outcome", [SUFFICIENT, PARTLY])
def test_what_gives_credit_rests_on_evidence(
    session: Session, milestone: Milestone, lead: Actor, outcome: DecisionOutcome
) -> None:
    with pytest.raises(RuleBroken, match="Select the files"):
        decided(session, milestone, lead, outcome, [])


def test_only_available_files_of_this_milestone_can_be_decided_on(
    session: Session, plan: Plan, milestone: Milestone, lead: Actor
) -> None:
    other = a_milestone(session, plan)
    person = a_person(session)
    elsewhere = some_evidence(session, plan, uploaded_by=person.id, milestones=[other])
    gone = some_evidence(
        session, plan, uploaded_by=person.id, milestones=[milestone], state=EvidenceState.WITHDRAWN, data=b"Gone."
    )
    _kept(session, gone)
    for evidence in (elsewhere, gone):
        with pytest.raises(RuleBroken, match="Select files"):
            decided(session, milestone, lead, SUFFICIENT, [evidence])


def test_what_keeps_people_safe_is_found_sufficient_outside_the_units_line_only(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    milestone.keeps_people_safe = True
    _kept(session, milestone)
    with pytest.raises(RuleBroken, match="keeping other people safe"):
        decided(session, milestone, lead, SUFFICIENT, [shown])
    reviewer = a_reviewer(session)
    in_the_line = Actor(reviewer.person_id, reviewer.name, (*reviewer.held, *lead.held))
    with pytest.raises(RuleBroken, match="keeping other people safe"):
        decided(session, milestone, in_the_line, SUFFICIENT, [shown])
    decided(session, milestone, lead, PARTLY, [shown])
    decided(session, milestone, reviewer, SUFFICIENT, [shown])
    assert _state(milestone) is MilestoneState.VERIFIED


def test_what_is_drawn_is_found_sufficient_outside_the_units_line_only(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    milestone.is_drawn = True
    _kept(session, milestone)
    with pytest.raises(RuleBroken, match="drawn for a review outside") as broken:
        decided(session, milestone, lead, SUFFICIENT, [shown])
    assert broken.value.field == "outcome"
    decided(session, milestone, lead, PARTLY, [shown])
    decided(session, milestone, a_reviewer(session), SUFFICIENT, [shown])
    assert _state(milestone) is MilestoneState.VERIFIED


def test_what_is_drawn_may_be_found_sufficient_by_the_inspector(
    session: Session, milestone: Milestone, shown: Evidence, inspector: Actor
) -> None:
    milestone.is_drawn = True
    _kept(session, milestone)
    decided(session, milestone, inspector, SUFFICIENT, [shown])
    assert _state(milestone) is MilestoneState.VERIFIED


def test_a_reviewer_cannot_verify_and_an_inspector_cannot_review(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor, inspector: Actor
) -> None:
    for actor, level in ((lead, VERIFICATION), (inspector, REVIEW)):
        with pytest.raises(NotPermitted):
            decided(session, milestone, actor, SUFFICIENT, [shown], level=level)


def test_a_milestone_that_changed_meanwhile_is_a_conflict(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    with pytest.raises(Conflict):
        decided(session, milestone, lead, SUFFICIENT, [shown], seen_revision=milestone.revision - 1)


def test_the_same_decision_sent_twice_is_recorded_once(
    session: Session, milestone: Milestone, shown: Evidence, lead: Actor
) -> None:
    seen = milestone.revision
    once = decided(session, milestone, lead, SUFFICIENT, [shown], seen_revision=seen)
    assert decided(session, milestone, lead, SUFFICIENT, [shown], seen_revision=seen) is once
    with pytest.raises(Conflict):
        decided(session, milestone, lead, SUFFICIENT, [shown], seen_revision=seen, why="Something else.")
    assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 1
