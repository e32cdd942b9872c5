"""What somebody holds moves to others in one act, in any state of its plan; each new owner accepts it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import AT, TODAY, a_colleague, head, in_state, lead, plan, unit_of, when
from tracker.domain.errors import NotFound, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import MilestoneState, PlanState, RecommendationState, Role
from tracker.models import Assignment, Base, Handover, HandoverItem, Person, Plan, Score
from tracker.queries import handovers, handovers_waiting
from tracker.services.handovers import Key, Outcome, accept_handover, hand_over
from tracker.services.plans import edit_plan

__all__ = ["head", "lead", "plan"]
WHY = "Sam takes up another post."


def give(session: Session, plan: Plan, by: Actor, wanted: dict[Key, int], reason: str = WHY) -> Outcome:
    holder = session.get_one(Person, plan.owner_id if plan.owner_id == by.person_id else by.person_id or 0)
    outcome = hand_over(session, holder, wanted, reason=reason, **when(by))
    session.flush()
    return outcome


def entries(session: Session) -> list[tuple[str, str | None]]:
    return [(entry["kind"], entry["note"]) for entry in session.info["history: to be appended"]]


def test_a_plan_agreed_already_and_its_milestones_move_together(session: Session, plan: Plan, head: Actor) -> None:
    plan.state = PlanState.AGREED
    planned, done = a_milestone(session, plan), in_state(session, plan, MilestoneState.COMPLETED)
    colleague = a_colleague(session, plan)
    session.info.clear()
    keys: list[Key] = [(plan.id, None), (plan.id, planned.id), (plan.id, done.id)]
    outcome = give(session, plan, head, dict.fromkeys(keys, colleague.person_id or 0))
    assert outcome.refused == {}
    assert {plan.owner_id, planned.owner_id, done.owner_id} == {colleague.person_id}
    moved = ["plan.handed_over", "milestone.handed_over", "milestone.handed_over", "person.handed_over"]
    assert entries(session) == [(kind, WHY) for kind in moved]
    assert session.scalars(sa.select(Score.on).where(Score.plan_id == plan.id)).all() == [TODAY]
    asked = session.scalars(sa.select(Handover)).one()
    assert (asked.from_id, asked.to_id, asked.accepted_at) == (head.person_id, colleague.person_id, None)
    assert len(session.scalars(sa.select(HandoverItem)).all()) == 3


def test_a_form_of_the_plan_opened_before_is_told_of_it(session: Session, plan: Plan, head: Actor) -> None:
    seen = plan.revision
    give(session, plan, head, {(plan.id, None): a_colleague(session, plan).person_id or 0})
    assert plan.revision == seen + 1


def test_what_cannot_move_is_named_and_the_others_move(session: Session, plan: Plan, head: Actor) -> None:
    first, second, over = a_milestone(session, plan), a_milestone(session, plan), a_milestone(session, plan)
    over.state, over.cancelled_at, over.cancelled_by_id = MilestoneState.CANCELLED, AT, plan.owner_id
    over.cancel_reason = "Not needed."
    colleague, stranger = a_colleague(session, plan), a_person(session, "Lee Elsewhere")
    session.add(Assignment(person=stranger, role=Role.CONTRIBUTOR, unit=a_unit(session), starts_on=TODAY))
    session.flush()
    wanted: dict[Key, int] = {
        (plan.id, None): colleague.person_id or 0,
        (plan.id, first.id): stranger.id,
        (plan.id, second.id): a_person(session).id,
        (plan.id, over.id): colleague.person_id or 0,
    }
    outcome = give(session, plan, head, wanted)
    assert outcome.moved == {(plan.id, None): colleague.person_id}
    assert outcome.refused == {
        (plan.id, first.id): "Lee Elsewhere does not work where this belongs. Select somebody who does.",
        (plan.id, second.id): "Select somebody who has a role today",
        (plan.id, over.id): "This is done, cancelled or removed since, so there is nothing to hand over.",
    }
    assert {first.owner_id, second.owner_id} == {head.person_id}


def test_what_no_longer_stands_stays_as_it_was(session: Session, plan: Plan, head: Actor) -> None:
    plan.recommendation.state = RecommendationState.CLOSED
    outcome = give(session, plan, head, {(plan.id, None): a_colleague(session, plan).person_id or 0})
    assert "no longer stands" in outcome.refused[plan.id, None]
    assert plan.owner_id == head.person_id
    assert session.scalars(sa.select(Handover)).all() == []


def test_sent_twice_it_has_one_effect(session: Session, plan: Plan, head: Actor) -> None:
    holder, colleague = session.get_one(Person, head.person_id), a_colleague(session, plan)
    wanted: dict[Key, int] = {(plan.id, None): colleague.person_id or 0}
    for expected in ({(plan.id, None): colleague.person_id}, {}):
        outcome = hand_over(session, holder, wanted, reason=WHY, **when(head))
        assert (outcome.moved, outcome.refused) == (expected, {})
    assert len(session.scalars(sa.select(Handover)).all()) == 1


def test_each_item_may_go_to_somebody_else_and_each_is_asked(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    first, second = a_colleague(session, plan), a_colleague(session, plan)
    give(session, plan, head, {(plan.id, None): first.person_id or 0, (plan.id, milestone.id): second.person_id or 0})
    assert [one.plan_id for one in handovers_waiting.to_accept(session, first)] == [plan.id]
    assert [one.milestone_id for one in handovers_waiting.to_accept(session, second)] == [milestone.id]


def test_a_reason_and_a_new_owner_are_needed(session: Session, plan: Plan, head: Actor) -> None:
    for wanted, reason, field in (({}, WHY, "to_id"), ({(plan.id, None): head.person_id or 0}, "", "reason")):
        with pytest.raises(RuleBroken) as broken:
            give(session, plan, head, wanted, reason)  # type: ignore[arg-type]
        assert broken.value.field == field


def test_heads_and_leads_hand_over_within_their_own_and_nobody_else_does(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    holder, colleague = session.get_one(Person, head.person_id), a_colleague(session, plan)
    wanted: dict[Key, int] = {(plan.id, None): colleague.person_id or 0}
    elsewhere = Actor(head.person_id, "Head elsewhere", (Held(Role.UNIT_HEAD, unit_id=a_unit(session).id),))
    for other in (colleague, elsewhere, Actor(1, "National", (Held(Role.NATIONAL_LEAD),))):
        with pytest.raises(NotPermitted):
            hand_over(session, holder, wanted, reason=WHY, **when(other))
    assert plan.owner_id == head.person_id
    hand_over(session, holder, wanted, reason=WHY, **when(lead))
    assert plan.owner_id == colleague.person_id


def test_a_head_does_not_hand_over_what_is_addressed_to_others(session: Session, plan: Plan, head: Actor) -> None:
    plan.recommendation.is_for_subject = False
    with pytest.raises(NotPermitted):
        give(session, plan, head, {(plan.id, None): a_colleague(session, plan).person_id or 0})


def test_what_is_addressed_to_others_goes_to_whoever_could_work_on_it(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    plan.recommendation.is_for_subject = False
    holder, new_lead = session.get_one(Person, head.person_id), a_person(session, "New Lead")
    given = Assignment(person=new_lead, role=Role.REGIONAL_LEAD, region_id=plan.place.region_id, starts_on=TODAY)
    session.add(given)
    session.flush()
    hand_over(session, holder, {(plan.id, None): new_lead.id}, reason=WHY, **when(lead))
    assert plan.owner_id == new_lead.id


def test_the_new_owner_accepts_once_and_nobody_else_can(session: Session, plan: Plan, head: Actor) -> None:
    colleague = a_colleague(session, plan)
    give(session, plan, head, {(plan.id, None): colleague.person_id or 0})
    asked = session.scalars(sa.select(Handover)).one()
    with pytest.raises(NotPermitted):
        accept_handover(session, asked, by=head, at=AT)
    with pytest.raises(NotFound):
        handovers_waiting.get(session, asked.id, seen_by=head)
    session.info.clear()
    for hours in (1, 2):
        accept_handover(session, asked, by=colleague, at=AT + timedelta(hours=hours))
        session.flush()
    assert asked.accepted_at == AT + timedelta(hours=1)
    assert [kind for kind, _ in entries(session)] == ["person.handover_accepted"]
    assert handovers_waiting.to_accept(session, colleague) == []


def test_until_then_the_head_and_the_lead_see_it_and_nobody_elsewhere(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    colleague = a_colleague(session, plan)
    give(session, plan, head, {(plan.id, None): colleague.person_id or 0})
    elsewhere = Actor(1, "Head elsewhere", (Held(Role.UNIT_HEAD, unit_id=a_unit(session).id),))
    for actor, seen in ((head, 1), (lead, 1), (elsewhere, 0), (colleague, 0)):
        assert handovers_waiting.not_accepted(session, actor, limit=5)[1] == seen
    accept_handover(session, session.scalars(sa.select(Handover)).one(), by=colleague, at=AT)
    assert handovers_waiting.not_accepted(session, head, limit=5) == ([], 0)


def test_what_is_handed_on_is_no_longer_the_first_ones_to_accept(session: Session, plan: Plan, head: Actor) -> None:
    first, second = a_colleague(session, plan), a_colleague(session, plan)
    give(session, plan, head, {(plan.id, None): first.person_id or 0})
    holder = session.get_one(Person, first.person_id)
    hand_over(session, holder, {(plan.id, None): second.person_id or 0}, reason=WHY, **when(head))
    assert handovers_waiting.to_accept(session, first) == []
    assert len(handovers_waiting.to_accept(session, second)) == 1
    assert handovers_waiting.not_accepted(session, head, limit=5)[1] == 1


def test_an_owner_who_is_not_at_work_there_leaves_items_without_one(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    milestone = a_milestone(session, plan)
    assert handovers.without_owner(session, lead, today=TODAY, limit=5) == ([], 0)
    post = session.scalars(sa.select(Assignment)).one()
    post.ends_on, post.ended_at = TODAY, AT
    found, total = handovers.without_owner(session, lead, today=TODAY, limit=1)
    assert (total, len(found)) == (2, 1)
    keys = {item.key for item in handovers.without_owner(session, head, today=TODAY, limit=5)[0]}
    assert keys == {f"plan-{plan.id}", f"milestone-{plan.id}-{milestone.id}"}
    administrator = Actor(1, "Ade", (Held(Role.ADMINISTRATOR),))
    assert handovers.without_owner(session, administrator, today=TODAY, limit=5) == ([], 0)


def test_what_somebody_holds_is_what_is_open_of_theirs(session: Session, plan: Plan, head: Actor) -> None:
    in_state(session, plan, MilestoneState.VERIFIED)
    done = in_state(session, plan, MilestoneState.COMPLETED)
    planned = a_milestone(session, plan, evidence_expected="")
    closed = a_plan(
        session, a_recommendation(session, plan.recommendation.inspection), session.get_one(Person, plan.owner_id)
    )
    closed.recommendation.state = RecommendationState.SUPERSEDED
    held = {item.milestone_id: item for item in handovers.held_by(session, plan.owner_id, seen_by=head)}
    assert held.keys() == {None, done.id, planned.id}
    assert [held[key].owes_evidence for key in (None, done.id, planned.id)] == [False, True, False]
    assert [held[key].due_on is None for key in (None, done.id, planned.id)] == [False, True, False]


def test_whoever_may_be_asked_about_works_or_worked_with_who_asks(session: Session, plan: Plan, head: Actor) -> None:
    session.scalars(sa.select(Assignment)).one().ends_on = TODAY - timedelta(days=1)
    assert handovers.get_holder(session, plan.owner_id, seen_by=head).place.unit_id == unit_of(plan)
    with pytest.raises(NotFound):
        handovers.get_holder(session, a_person(session).id, seen_by=head)


def test_the_plan_itself_still_keeps_its_owner_once_agreed(session: Session, plan: Plan, head: Actor) -> None:
    plan.state = PlanState.AGREED
    with pytest.raises(Exception, match="agreed"):
        edit_plan(
            session,
            plan,
            owner_id=a_colleague(session, plan).person_id or 0,
            success_measure="",
            seen_revision=plan.revision,
            **when(head),
        )


def test_the_database_keeps_a_handover_between_two_people_and_its_items_of_one_plan(
    session: Session, plan: Plan
) -> None:
    other = a_plan(session, a_recommendation(session, an_inspection(session)), a_person(session))
    milestone, person = a_milestone(session, other), a_person(session)
    base = {"from_id": plan.owner_id, "to_id": person.id, "reason": WHY, "asked_at": AT, "revision": 1}
    table = sa.insert(Base.metadata.tables["handover"])
    for change in ({"to_id": plan.owner_id}, {"reason": ""}, {"accepted_at": AT - timedelta(days=1)}):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(table.values(**(base | change)))
    made = session.execute(table.values(**base).returning(Handover.id)).scalar_one()
    item = sa.insert(Base.metadata.tables["handover_item"]).values(
        handover_id=made, plan_id=plan.id, milestone_id=milestone.id
    )
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(item)


def test_who_holds_something_where_they_never_had_a_role_is_found_there(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    stranger = a_person(session, "Lee Elsewhere")
    for by in (head, lead):
        with pytest.raises(NotFound):
            handovers.get_holder(session, stranger.id, seen_by=by)
    milestone = a_milestone(session, plan, stranger)
    for by in (head, lead):
        holder = handovers.get_holder(session, stranger.id, seen_by=by)
        assert (holder.person, holder.place.unit_id) == (stranger, unit_of(plan))
        assert [item.milestone_id for item in handovers.held_by(session, stranger.id, seen_by=by)] == [milestone.id]
    with pytest.raises(NotFound):
        handovers.get_holder(
            session, stranger.id, seen_by=Actor(999, "Ann", (Held(Role.REGIONAL_LEAD, region_id=999),))
        )
