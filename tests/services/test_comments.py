"""HMPPS comments on plans and milestones and mentions who should read it; inspectors neither read nor are mentioned."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.discussed import a_recorded_comment
from tests.factories.inspections import a_person
from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import AT, TODAY, a_colleague, head, lead, plan, unit_of, when
from tracker.domain.errors import NotFound, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held, Permission, can
from tracker.domain.vocabulary import PlanState, Role
from tracker.models import Assignment, Comment, Event, Milestone, Person, Plan
from tracker.queries import comments as queries
from tracker.queries.actors import actor_of
from tracker.services.comments import comment_on, put_away

__all__ = ["head", "lead", "plan"]


def say(session: Session, plan: Plan, by: Actor, text: str, milestone: Milestone | None = None) -> Comment:
    made = comment_on(session, plan, milestone, text=text, **when(by))
    session.flush()
    return made


def reader(session: Session, name: str, role: Role, **scope: int | None) -> Actor:
    person = a_person(session, name)
    session.add(Assignment(person=person, role=role, starts_on=date(2026, 1, 1), **scope))
    session.flush()
    return actor_of(session, person, today=TODAY)


def test_who_is_mentioned_finds_it_until_they_put_it_away(session: Session, plan: Plan, head: Actor) -> None:
    kit = a_colleague(session, plan)
    milestone = a_milestone(session, plan, title="Train officers")
    say(session, plan, head, "@Kit Colleague, can you ask?", milestone)
    [line], total = queries.mentions_of(session, kit, limit=5)
    assert (line.text, line.made_by, line.milestone, total) == (
        "@Kit Colleague, can you ask?",
        "Sam Head",
        "Train officers",
        1,
    )
    assert queries.mentions_of(session, head, limit=5) == ([], 0)
    mention = queries.get_mention(session, line.id, seen_by=kit)
    put_away(session, mention, by=kit, at=AT)
    put_away(session, mention, by=kit, at=AT)
    assert queries.mentions_of(session, kit, limit=5) == ([], 0)


def test_only_who_is_mentioned_puts_it_away(session: Session, plan: Plan, head: Actor) -> None:
    a_colleague(session, plan)
    mention = say(session, plan, head, "@Kit Colleague?").mentions[0]
    with pytest.raises(NotFound):
        queries.get_mention(session, mention.id, seen_by=head)


def test_a_mention_goes_with_the_right_to_read_it(session: Session, plan: Plan, head: Actor) -> None:
    kit = a_colleague(session, plan)
    say(session, plan, head, "@Kit Colleague?")
    assert queries.mentions_of(session, Actor(kit.person_id, kit.name), limit=5) == ([], 0)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.AGREED])
def test_those_who_may_be_mentioned_are_those_who_may_read_it(session: Session, plan: Plan, state: PlanState) -> None:
    plan.state = state
    place = plan.place
    reader(session, "Unit", Role.CONTRIBUTOR, unit_id=unit_of(plan))
    reader(session, "Region", Role.REGIONAL_LEAD, region_id=place.region_id)
    reader(session, "Nation", Role.NATIONAL_LEAD)
    reader(session, "Reviewer", Role.ASSURANCE_REVIEWER)
    reader(session, "Inspector", Role.INSPECTOR, inspection_id=place.inspection_id)
    reader(session, "Administrator", Role.ADMINISTRATOR)
    everybody = [actor_of(session, person, today=TODAY) for person in session.scalars(sa.select(Person))]
    may_read = {actor.person_id for actor in everybody if can(actor, Permission.SEE_COMMENTS, plan)}
    assert {person.id for person in queries.readers(session, place, today=TODAY)} == may_read
    assert len(may_read) == 5


def test_an_inspector_is_refused_by_name(session: Session, plan: Plan, head: Actor) -> None:
    plan.state = PlanState.AGREED
    reader(session, "Ina Inspector", Role.INSPECTOR, inspection_id=plan.place.inspection_id)
    with pytest.raises(RuleBroken, match="Ina Inspector cannot be mentioned") as broken:
        say(session, plan, head, "@Ina Inspector will ask.")
    assert broken.value.field == "text"
    assert queries.of_plan(session, plan.id, None, offset=0, limit=5) == ([], 0)


def test_an_inspector_does_not_comment(session: Session, plan: Plan) -> None:
    plan.state = PlanState.AGREED
    inspector = Actor(1, "Ina", (Held(Role.INSPECTOR, inspection_id=plan.place.inspection_id),))
    with pytest.raises(NotPermitted):
        say(session, plan, inspector, "Seen.")


def test_made_twice_it_is_made_once(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    say(session, plan, head, "Who asks?")
    say(session, plan, head, "Who asks?", milestone)  # about something else
    with pytest.raises(RuleBroken, match="already"):
        say(session, plan, head, "Who asks?")
    say(session, plan, head, "I do.")
    assert say(session, plan, head, "Who asks?").id  # asked again, later


def test_a_comment_on_a_milestone_is_found_on_its_plan_too(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    on_plan, on_milestone = say(session, plan, head, "Plan."), say(session, plan, head, "Milestone.", milestone)
    assert queries.of_plan(session, plan.id, None, offset=0, limit=5) == ([on_milestone, on_plan], 2)
    assert queries.of_plan(session, plan.id, milestone.id, offset=0, limit=5) == ([on_milestone], 1)


def test_the_history_of_the_plan_does_not_tell_it(session: Session, plan: Plan, head: Actor) -> None:
    session.flush()
    session.info.clear()  # what the test itself made
    comment = say(session, plan, head, "Between us.")
    session.commit()
    last = session.scalars(sa.select(Event).order_by(Event.sequence.desc()).limit(1)).one()
    assert (last.kind, last.subject, last.subject_id) == ("comment.made", "comment", comment.id)


def test_the_database_keeps_no_empty_comment(session: Session, plan: Plan) -> None:
    with pytest.raises(IntegrityError, match="says_something"):
        a_recorded_comment(session, plan, plan.owner_id, text="")


def test_a_person_is_mentioned_once_a_comment(session: Session, plan: Plan) -> None:
    with pytest.raises(IntegrityError, match=r"uq_mention|mention\.comment_id"):
        a_recorded_comment(session, plan, plan.owner_id, mentioned=[plan.owner_id, plan.owner_id])
