"""Whoever works on a plan says how it goes; what was sent is frozen, and a correction is a new update."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.discussed import a_recorded_update
from tests.factories.inspections import a_person
from tests.factories.milestones import a_milestone
from tests.factories.plans import into
from tests.support.milestone_verbs import AT, a_colleague, head, lead, plan
from tracker.domain.errors import InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import Confidence, MilestoneState, PlanState, RecommendationState, Role
from tracker.models import Event, Person, Plan, PlanVersion, ProgressUpdate
from tracker.queries import updates as queries
from tracker.queries.recommendations import get_with_plan
from tracker.services.updates import send_update

__all__ = ["head", "lead", "plan"]


def send(session: Session, plan: Plan, by: Actor, narrative: str = "It goes well.") -> ProgressUpdate:
    return send_update(session, plan, narrative=narrative, confidence=Confidence.ON_TRACK, by=by, at=AT)


def test_the_owner_and_who_works_in_the_unit_send_updates(session: Session, plan: Plan, head: Actor) -> None:
    first, second = send(session, plan, head), send(session, plan, a_colleague(session, plan))
    assert queries.of_plan(session, plan, seen_by=head, offset=0, limit=50) == ([second, first], 2)
    assert queries.latest(session, plan.id) is second


def test_who_does_not_work_on_the_plan_sends_none(session: Session, plan: Plan, lead: Actor) -> None:
    with pytest.raises(NotPermitted):
        send(session, plan, lead)


def test_who_owns_a_milestone_sends_updates_wherever_they_work(session: Session, plan: Plan, lead: Actor) -> None:
    milestone = a_milestone(session, plan, session.get_one(Person, lead.person_id))
    assert send(session, plan, lead).sent_by_id == lead.person_id
    into(session, milestone, MilestoneState.CANCELLED)
    with pytest.raises(NotPermitted):
        send(session, plan, lead, "It goes less well.")


def test_sent_twice_it_is_sent_once_and_a_correction_is_a_new_one(session: Session, plan: Plan, head: Actor) -> None:
    send(session, plan, head)
    with pytest.raises(RuleBroken, match="already") as broken:
        send(session, plan, head)
    assert broken.value.field == "narrative"
    send(session, plan, head, "It goes less well.")
    assert queries.of_plan(session, plan, seen_by=head, offset=0, limit=50)[1] == 2


def test_two_people_may_say_the_same(session: Session, plan: Plan, head: Actor) -> None:
    send(session, plan, head)
    assert send(session, plan, a_colleague(session, plan)).id


def test_an_update_says_something(session: Session, plan: Plan, head: Actor) -> None:
    with pytest.raises(RuleBroken):
        send(session, plan, head, "")
    with pytest.raises(IntegrityError, match="says_how_it_goes"):
        a_recorded_update(session, plan, plan.owner_id, narrative="")


def test_no_update_is_sent_once_the_recommendation_is_closed(session: Session, plan: Plan, head: Actor) -> None:
    plan.recommendation.state = RecommendationState.CLOSED
    with pytest.raises(InvalidMove, match="no longer stands"):
        send(session, plan, head)


def test_the_history_of_the_plan_has_it(session: Session, plan: Plan, head: Actor) -> None:
    session.flush()
    session.info.clear()  # what the test itself made
    send(session, plan, head)
    session.commit()
    last = session.scalars(sa.select(Event).order_by(Event.sequence.desc()).limit(1)).one()
    assert (last.kind, last.subject, last.subject_id) == ("plan.update_sent", "plan", plan.id)


def test_one_on_a_milestone_is_read_there_and_with_those_on_its_plan(session: Session, plan: Plan, head: Actor) -> None:
    milestone, other = a_milestone(session, plan), a_milestone(session, plan)
    of_plan = send(session, plan, head)
    said: dict[str, Any] = {"narrative": "It goes well.", "confidence": Confidence.AT_RISK, "by": head, "at": AT}
    on_one = send_update(session, plan, milestone, **said)
    send_update(session, plan, other, **said)  # the same words about something else

    def read(milestone_id: int | None = None) -> list[int]:
        found, total = queries.of_plan(session, plan, milestone_id, seen_by=head, offset=0, limit=50)
        assert total == len(found)
        return [update.id for update in found]

    assert read(milestone.id) == [on_one.id]
    assert len(read()) == 3
    assert queries.latest(session, plan.id) is of_plan
    with pytest.raises(RuleBroken, match="already"):
        send_update(session, plan, milestone, **said)


def test_the_owner_of_a_milestone_says_how_it_goes_and_who_stands_in_too(
    session: Session, plan: Plan, lead: Actor
) -> None:
    milestone, other = a_milestone(session, plan, owner_id=lead.person_id), a_milestone(session, plan)
    said: dict[str, Any] = {"narrative": "It goes well.", "confidence": Confidence.AT_RISK, "at": AT}
    deputy = Actor(a_person(session).id, "Dep Uty", lead.held, frozenset({milestone.owner_id}))
    for by in (lead, deputy):
        assert send_update(session, plan, milestone, **said, by=by).milestone_id == milestone.id
        with pytest.raises(NotPermitted):
            send_update(session, plan, other, **said, by=by)


def test_the_inspector_reads_what_was_sent_since_the_plan_was_first_agreed(
    session: Session, plan: Plan, head: Actor
) -> None:
    plan.state = PlanState.AGREED
    days = {number: AT + timedelta(days=number) for number in (1, 2)}
    session.add_all(
        PlanVersion(plan_id=plan.id, number=number, agreed_at=at, agreed_by_id=plan.owner_id, content={})
        for number, at in days.items()
    )
    inspector = Actor(99, "Kit", (Held(Role.INSPECTOR, inspection_id=plan.place.inspection_id),))

    def read(by: Actor) -> tuple[list[ProgressUpdate], int]:
        shown = get_with_plan(session, plan.recommendation_id, seen_by=by, today=AT.date()).beside
        return list(queries.of_plan(session, plan, seen_by=by, offset=0, limit=50)[0]), shown.updates

    draft = a_recorded_update(session, plan, plan.owner_id, sent_at=AT)
    assert (read(head), read(inspector)) == (([draft], 1), ([], 0))
    since = a_recorded_update(session, plan, plan.owner_id, sent_at=days[1])
    assert (read(head), read(inspector)) == (([since, draft], 2), ([since], 1))
