"""An agreed plan is changed through a draft beside it: nothing of the plan moves until somebody independent agrees."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import SUCCESS, a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import DUE, a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.plans import a_decision, into, some_evidence
from tests.support.scores import current_of
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.plan_change import as_proposed, plan_as_proposed
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import MilestoneState, PlanChangeState, PlanState, Response, Role
from tracker.models import Assignment, Event, Milestone, Plan, PlanChange
from tracker.queries import milestones, plan_changes, plans
from tracker.queries.agreement import agreed_last, to_agree
from tracker.services.agreement import agree_plan, submit_plan
from tracker.services.event_kinds import EventKind
from tracker.services.handovers import Key, hand_over
from tracker.services.milestones import cancel_milestone
from tracker.services.plan_change_decisions import agree_change, return_change
from tracker.services.plan_changes import (
    discard_change,
    propose_milestone,
    propose_new,
    propose_plan,
    start_change,
    submit_change,
    take_out,
)
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
TRAIN = Promise("Train new staff", 0, DUE, 20, evidence_expected="A list of those trained.")


def when(by: Actor) -> dict[str, Any]:
    return {"by": by, "at": AT, "today": TODAY}


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = a_unit(session)
    head, lead = a_person(session, "Sam Head"), a_person(session, "Jo Lead")
    assignment = Assignment(person=head, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1))
    session.add(assignment)
    inspection = an_inspection(session, unit=unit)
    made = a_plan(session, a_recommendation(session, inspection), head)
    made.response, made.responded_at, made.responded_by_id = Response.AGREED, AT, head.id
    promised = [
        a_milestone(session, made, weight=60, is_embed=True, title="Audit cases"),
        a_milestone(session, made, weight=60, title="Brief staff"),
    ]
    kept: list[Any] = [unit, unit.region, head, lead, assignment, made, made.recommendation, made.deadline, *promised]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT, covers=kept)
    session.commit()
    plan = plans.get(session, made.id, seen_by=OPERATOR)
    submit_plan(session, plan, seen_revision=plan.revision, **when(head_of(plan)))
    session.info["lead"] = lead.id
    agree_plan(session, plan, seen_revision=plan.revision, **when(lead_of(session, plan)))
    return kept_anew(session, plan)


def head_of(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id),))


def lead_of(session: Session, plan: Plan) -> Actor:
    return Actor(session.info["lead"], "Jo Lead", (Held(Role.REGIONAL_LEAD, region_id=plan.place.region_id),))


def kept_anew(session: Session, plan: Plan) -> Plan:
    """Commits, which writes the history, and loads the plan with its place anew."""
    session.commit()
    return plans.get(session, plan.id, seen_by=OPERATOR)


def start(session: Session, plan: Plan) -> PlanChange:
    change = start_change(session, plan, why="Two more teams joined.", by=head_of(plan), at=AT)
    kept_anew(session, plan)
    return change


def of(session: Session, plan: Plan, title: str) -> Milestone:
    return next(one for one in milestones.of_plan(session, plan) if one.title == title)


def propose(session: Session, change: PlanChange, what: str, /, **fields: Any) -> None:
    milestone = of(session, change.plan, what)
    wanted = as_proposed(milestone, change.draft) | fields
    seen = change.revision
    propose_milestone(session, change, milestone, wanted=wanted, seen_revision=seen, by=head_of(change.plan), at=AT)
    kept_anew(session, change.plan)


def add(
    session: Session, change: PlanChange, key: int | None = None, replaces: Collection[int] = (), **more: Any
) -> None:
    promise = Promise(**{name: getattr(TRAIN, name) for name in TRAIN.__dataclass_fields__} | more)
    seen, head = change.revision, head_of(change.plan)
    propose_new(session, change, key=key, promise=promise, seen_revision=seen, **when(head), replaces=replaces)
    kept_anew(session, change.plan)


def submit(session: Session, change: PlanChange) -> None:
    submit_change(session, change, seen_revision=change.revision, **when(head_of(change.plan)))
    kept_anew(session, change.plan)


def agree(session: Session, change: PlanChange) -> None:
    agree_change(session, change, seen_revision=change.revision, **when(lead_of(session, change.plan)))
    kept_anew(session, change.plan)


def test_a_change_leaves_the_plan_as_it_was_until_it_is_agreed(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff", title="Brief all staff twice", weight=50)
    add(session, change, owner_id=plan.owner_id)
    submit(session, change)
    assert plan.state is PlanState.CHANGING
    assert [(one.title, one.weight) for one in milestones.of_plan(session, plan)] == [
        ("Audit cases", 60),
        ("Brief staff", 60),
    ]
    agree(session, change)
    assert (plan.state, change.state) == (PlanState.AGREED, PlanChangeState.AGREED)
    promised = [("Audit cases", 60), ("Brief all staff twice", 50), ("Train new staff", 20)]
    assert [(one.title, one.weight) for one in milestones.of_plan(session, plan)] == promised
    version = agreed_last(session, plan)
    assert version.number == 2
    assert [(one["title"], one["weight"]) for one in version.content["milestones"]] == promised


def test_a_change_does_not_take_away_what_says_what_success_is(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    wanted = plan_as_proposed(plan, change.draft) | {"success_measure": ""}
    propose_plan(session, change, wanted=wanted, seen_revision=change.revision, by=head_of(plan), at=AT)
    with pytest.raises(RuleBroken, match="Say what success is"):
        submit(session, change)


def test_the_two_are_compared_field_by_field_and_what_went_meanwhile_is_named(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Audit cases", weight=70)
    add(session, change, owner_id=plan.owner_id)
    propose_plan(
        session,
        change,
        wanted=plan_as_proposed(plan, change.draft) | {"success_measure": "Nine in ten.", "sustain_months": 6},
        seen_revision=change.revision,
        by=head_of(plan),
        at=AT,
    )
    kept_anew(session, plan)
    briefing = of(session, plan, "Brief staff")
    cancel_milestone(
        session, briefing, reason="Done already.", seen_revision=briefing.revision, **when(lead_of(session, plan))
    )
    plan = kept_anew(session, plan)
    found = plan_changes.compared(session, plan, milestones.of_plan(session, plan), change.draft)
    assert [(one.field, one.agreed, one.proposed) for one in found.plan] == [
        ("success_measure", SUCCESS, "Nine in ten."),
        ("sustain_months", 3, 6),
    ]
    changed, new = found.milestones
    assert [(one.field, one.agreed, one.proposed) for one in changed.fields] == [("weight", 60, 70)]
    assert (new.is_new, new.title) == (True, "Train new staff")
    assert found.gone == ("Brief staff",)


def test_a_draft_that_says_what_stands_is_empty_and_is_not_submitted(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff", weight=50)
    propose(session, change, "Brief staff", weight=60)
    assert change.draft.is_empty
    with pytest.raises(RuleBroken, match="changes nothing yet"):
        submit(session, change)


def test_a_change_with_which_the_plan_would_lack_something_is_not_submitted(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Audit cases", weight=10)
    with pytest.raises(RuleBroken, match="at least 40% of the weight: it has 10 of 70"):
        submit(session, change)


def test_a_discarded_change_leaves_nothing_behind_and_another_can_begin(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff", title="Brief all staff twice")
    discard_change(session, change, seen_revision=change.revision, by=head_of(plan), at=AT)
    plan = kept_anew(session, plan)
    assert (plan.state, of(session, plan, "Brief staff").weight) == (PlanState.AGREED, 60)
    assert start(session, plan).id != change.id


def test_a_returned_change_is_written_and_submitted_again(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id)
    submit(session, change)
    with pytest.raises(InvalidMove, match="with the regional lead"):
        propose(session, change, "Brief staff", weight=50)
    lead = lead_of(session, plan)
    return_change(session, change, what_to_change="Say who trains.", seen_revision=change.revision, by=lead, at=AT)
    plan = kept_anew(session, plan)
    moved = plan_changes.returned(session, change)
    assert moved is not None
    assert (moved.by, moved.note, plan.state) == ("Jo Lead", "Say who trains.", PlanState.CHANGING)
    add(session, change, 1, owner_id=plan.owner_id, on_behalf_of="The police")
    submit(session, change)
    agree(session, change)
    assert of(session, plan, "Train new staff").on_behalf_of == "The police"


def test_dates_and_owners_that_moved_meanwhile_are_not_put_back(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff", title="Brief all staff twice")
    briefing = of(session, plan, "Brief staff")
    briefing.due_on = date(2026, 9, 9)
    record(session, EventKind.MILESTONE_EDITED, briefing, by=OPERATOR, at=AT)
    submit(session, change)
    agree(session, change)
    assert of(session, plan, "Brief all staff twice").due_on == date(2026, 9, 9)


def test_a_new_promise_leaves_earlier_decisions_behind_and_a_new_weight_does_not(session: Session, plan: Plan) -> None:
    for title in ("Audit cases", "Brief staff"):
        milestone = of(session, plan, title)
        a_decision(session, into(session, milestone, MilestoneState.VERIFIED), of=[some_evidence(session, milestone)])
        record(session, EventKind.MILESTONE_EDITED, milestone, by=OPERATOR, at=AT)
    session.info.pop("history: changed and not yet recorded", None)
    change = start(session, plan)
    propose(session, change, "Audit cases", weight=50)
    propose(session, change, "Brief staff", evidence_expected="A list of all who came.")
    assert of(session, plan, "Brief staff").state is MilestoneState.VERIFIED
    submit(session, change)
    agree(session, change)
    audit, briefing = of(session, plan, "Audit cases"), of(session, plan, "Brief staff")
    assert (audit.state, audit.measure_revision) == (MilestoneState.VERIFIED, 1)
    assert (briefing.state, briefing.measure_revision) == (MilestoneState.COMPLETED, 2)
    score = current_of(session, plan.id, TODAY)
    assert score is not None
    assert (score.reported, score.verified) == (10_000, 4_545)  # 50 of 110


def test_nobody_agrees_a_change_they_wrote(session: Session, plan: Plan) -> None:
    lead = lead_of(session, plan)
    both = Actor(lead.person_id, lead.name, (*lead.held, Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id)))
    change = start_change(session, plan, why="Two more teams joined.", by=both, at=AT)
    kept_anew(session, plan)
    add(session, change, owner_id=plan.owner_id)
    submit(session, change)
    with pytest.raises(NotPermitted, match="Somebody else must"):
        agree(session, change)
    assert to_agree(session, lead, limit=9) == ([], 0)


def test_a_submitted_change_waits_for_the_lead_beside_the_plans_that_do(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id)
    lead = lead_of(session, plan)
    assert to_agree(session, lead, limit=9) == ([], 0)
    submit(session, change)
    rows, total = to_agree(session, lead, limit=9)
    assert ([(row.plan_id, row.is_change) for row in rows], total) == ([(plan.id, True)], 1)


def test_the_second_of_two_writers_of_a_draft_is_told(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    seen, briefing = change.revision, of(session, plan, "Brief staff")
    propose(session, change, "Audit cases", weight=50)
    wanted = as_proposed(briefing, change.draft) | {"weight": 55}
    with pytest.raises(Conflict):
        propose_milestone(session, change, briefing, wanted=wanted, seen_revision=seen, by=head_of(plan), at=AT)


def test_a_new_milestone_is_taken_out_again_once(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id)
    for _ in range(2):
        take_out(session, change, 1, seen_revision=change.revision, by=head_of(plan), at=AT)
    assert change.draft.is_empty


def test_new_milestones_of_a_draft_go_to_whoever_takes_the_plan_over(session: Session, plan: Plan) -> None:
    change, head, lead = start(session, plan), head_of(plan), lead_of(session, plan)
    add(session, change, owner_id=plan.owner_id)
    submit(session, change)
    seen, heir, other = change.revision, a_person(session, "Kit Heir"), a_person(session, "Bo Other")
    for person in (heir, other):
        session.add(Assignment(person=person, role=Role.CONTRIBUTOR, unit_id=plan.place.unit_id, starts_on=TODAY))
    session.flush()
    session.info.clear()
    briefing = of(session, plan, "Brief staff")
    wanted: dict[Key, int] = {(plan.id, briefing.id): other.id, (plan.id, None): heir.id}
    hand_over(session, plan.owner, wanted, reason="A new post.", **when(lead))
    assert [promise.owner_id for promise in change.draft.added.values()] == [heir.id]
    assert (change.state, change.revision > seen) == (PlanChangeState.SUBMITTED, True)
    kept_anew(session, plan)
    told = session.scalars(sa.select(Event.note).where(Event.kind == "plan_change.handed_over")).all()
    assert told == ["A new post."]
    with pytest.raises(Conflict):
        return_change(session, change, what_to_change="Say who.", seen_revision=seen, by=lead, at=AT)
    assert head.person_id != heir.id


def test_without_the_plan_they_go_with_the_first_milestone_that_moves(session: Session, plan: Plan) -> None:
    change, lead = start(session, plan), lead_of(session, plan)
    add(session, change, owner_id=plan.owner_id)
    add(session, change, owner_id=plan.owner_id, title="Train them again")
    heir = a_person(session, "Kit Heir")
    session.add(Assignment(person=heir, role=Role.CONTRIBUTOR, unit_id=plan.place.unit_id, starts_on=TODAY))
    session.flush()
    session.info.clear()
    hand_over(
        session, plan.owner, {(plan.id, of(session, plan, "Brief staff").id): heir.id}, reason="Away.", **when(lead)
    )
    assert {promise.owner_id for promise in change.draft.added.values()} == {heir.id}
