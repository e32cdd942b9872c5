"""Somebody is away and a deputy stands in: they report on what the person owns, and decide on nothing of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.dated import a_date_change
from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    make_assurance_reviewer,
    make_contributor,
    make_national_lead,
    make_regional_lead,
    make_unit_head,
)
from tests.support.milestone_verbs import AT, TODAY, complete, start, when
from tracker.domain.deciding import Hands, why_not_independent
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import PlanState
from tracker.models import Absence, Milestone, Person, Plan
from tracker.models.base import Recorded
from tracker.models.transactions import make_engine
from tracker.queries import own_milestones
from tracker.queries.actors import actor_of
from tracker.queries.agreement import had_a_hand_in
from tracker.queries.history import verify
from tracker.services import absences as verbs
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

IN_A_WEEK = TODAY + timedelta(days=7)


@dataclass
class Unit:
    plan: Plan
    milestone: Milestone
    people: dict[str, Person]

    def actor(self, session: Session, kind: str, *, today: date = TODAY) -> Actor:
        return actor_of(session, self.people[kind], today=today)


def a_world(session: Session) -> Unit:
    region = make_region(session)
    unit = make_unit(session, "Ashcombe", region)
    people = {
        "head": make_unit_head(session, unit),
        "owner": make_contributor(session, unit, "Ola Owner"),
        "deputy": make_contributor(session, unit, "Dee Deputy"),
        "lead": make_regional_lead(session, region),
        "other lead": make_regional_lead(session, region, "Ada Lead"),
        "head elsewhere": make_unit_head(session),
        "reviewer": make_assurance_reviewer(session),
        "nation": make_national_lead(session),
    }
    inspection = an_inspection(session, unit=unit)
    recommendation = a_recommendation(session, inspection)
    plan = a_plan(session, recommendation, people["head"], PlanState.AGREED)
    milestone = a_milestone(session, plan, people["owner"])
    covered: list[Recorded] = [plan.deadline, recommendation, inspection, milestone]
    record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=covered)
    return Unit(plan, milestone, people)


@pytest.fixture
def world(session: Session) -> Unit:
    return a_world(session)


def away(session: Session, world: Unit, who: str = "owner", deputy: str = "deputy", **more: Any) -> Absence:
    said: dict[str, Any] = {"from_on": TODAY, "to_on": IN_A_WEEK, "by": who} | more
    by = world.actor(session, said.pop("by"))
    deputy_id = world.people[deputy].id
    return verbs.set_absence(session, world.people[who], deputy_id=deputy_id, **said, **when(by))


def end(session: Session, absence: Absence, by: Actor) -> None:
    verbs.end_absence(session, absence, seen_revision=absence.revision, **when(by))
    session.flush()


def test_the_deputy_reports_on_the_milestones_while_the_absence_lasts(session: Session, world: Unit) -> None:
    with pytest.raises(NotPermitted):
        start(session, world.milestone, world.actor(session, "deputy"))
    away(session, world)
    start(session, world.milestone, world.actor(session, "deputy"))
    complete(session, world.milestone, world.actor(session, "deputy"))
    assert world.milestone.completed_by_id == world.people["deputy"].id


@pytest.mark.parametrize(("on", "holds"), [(-1, False), (0, True), (7, True), (8, False)])
def test_the_rights_are_there_on_the_first_and_the_last_day_and_on_no_other(
    session: Session, world: Unit, on: int, holds: bool
) -> None:
    away(session, world)
    deputy = world.actor(session, "deputy", today=TODAY + timedelta(days=on))
    assert can(deputy, Permission.WORK_ON_MILESTONE, world.milestone) is holds
    assert can(deputy, Permission.EDIT_MILESTONE, world.milestone) is False


def test_the_rights_are_gone_as_soon_as_the_person_is_back(session: Session, world: Unit) -> None:
    absence = away(session, world)
    end(session, absence, world.actor(session, "owner"))
    assert not can(world.actor(session, "deputy"), Permission.WORK_ON_MILESTONE, world.milestone)


def test_a_deputy_sees_the_open_items_of_the_person_with_their_name(session: Session, world: Unit) -> None:
    def items() -> list[tuple[str, str | None]]:
        found = own_milestones.open_milestones(session, world.actor(session, "deputy"), today=TODAY, limit=50)
        return [(line.title, line.stands_in_for) for line in found.lines]

    own = a_milestone(session, world.plan, world.people["deputy"], title="Mine")
    assert items() == [("Mine", None)]
    away(session, world)
    assert sorted(items()) == sorted([(own.title, None), (world.milestone.title, "Ola Owner")])


@pytest.mark.parametrize("owned", ["plan", "milestone"])
@pytest.mark.parametrize(
    "permission",
    [
        Permission.AGREE_PLAN,
        Permission.CANCEL_MILESTONE,
        Permission.REVIEW_MILESTONE,
        Permission.DECIDE_ON_MILESTONE,
        Permission.DECIDE_DATE_CHANGE,
    ],
)
def test_a_deputy_decides_on_nothing_that_the_absent_person_owns(
    session: Session, world: Unit, permission: Permission, owned: str
) -> None:
    (world.plan if owned == "plan" else world.milestone).owner_id = world.people["other lead"].id
    subject: Any = world.milestone
    if permission is Permission.DECIDE_DATE_CHANGE:
        subject = a_date_change(session, world.milestone, world.people["head"].id)
    if permission is Permission.AGREE_PLAN and owned == "plan":
        subject = world.plan
    session.flush()
    assert can(world.actor(session, "lead"), permission, subject)
    away(session, world, "other lead", "lead")
    assert not can(world.actor(session, "lead"), permission, subject)


def test_nor_on_what_they_asked_for_uploaded_or_reported_done(session: Session, world: Unit) -> None:
    change = a_date_change(session, world.milestone, world.people["other lead"].id)
    away(session, world, "other lead", "lead")
    lead, away_id = world.actor(session, "lead"), world.people["other lead"].id
    assert not can(lead, Permission.DECIDE_DATE_CHANGE, change)
    for hands in (
        Hands(away_id, 0, None),
        Hands(0, away_id, None),
        Hands(0, 0, away_id),
        Hands(0, 0, None, frozenset({away_id})),
    ):
        assert why_not_independent(lead.person_id, hands) is None
        because = why_not_independent(lead.person_id, hands, lead.stands_in_for)
        assert "stand in" in (because or "")


def test_a_deputy_agrees_no_plan_that_the_absent_person_owns_a_part_of(session: Session, world: Unit) -> None:
    world.milestone.owner_id = world.people["other lead"].id
    session.flush()
    assert not had_a_hand_in(session, world.plan, world.actor(session, "lead").answers_for)
    away(session, world, "other lead", "lead")
    assert had_a_hand_in(session, world.plan, world.actor(session, "lead").answers_for)


def test_oneself_the_head_and_the_regional_lead_say_so_and_nobody_else(session: Session, world: Unit) -> None:
    for number, by in enumerate(("owner", "head", "lead")):
        begins = TODAY + timedelta(days=10 * number)
        away(session, world, by=by, from_on=begins, to_on=begins)
    for by in ("deputy", "head elsewhere", "reviewer", "nation"):
        with pytest.raises(NotPermitted):
            away(session, world, by=by)
    with pytest.raises(NotPermitted):
        away(session, world, "head", by="owner")


def test_a_deputy_works_in_the_same_place(session: Session, world: Unit) -> None:
    for deputy in ("deputy", "head", "lead"):
        end(session, away(session, world, deputy=deputy), world.actor(session, "owner"))
    for deputy in ("owner", "head elsewhere", "nation"):
        with pytest.raises(RuleBroken) as broken:
            away(session, world, deputy=deputy)
        assert broken.value.field == "deputy_id"


def test_no_two_of_a_person_overlap_until_one_is_ended(session: Session, world: Unit) -> None:
    absence = away(session, world)
    for days in (-3, 0, 7):
        with pytest.raises(RuleBroken, match="already"):
            away(session, world, from_on=TODAY + timedelta(days=days), to_on=IN_A_WEEK + timedelta(days=days))
    away(session, world, from_on=IN_A_WEEK + timedelta(days=1), to_on=IN_A_WEEK + timedelta(days=2))
    end(session, absence, world.actor(session, "owner"))
    away(session, world)


def test_what_is_over_is_not_ended_again(session: Session, world: Unit) -> None:
    absence, owner = away(session, world), world.actor(session, "owner")
    with pytest.raises(Conflict):
        verbs.end_absence(session, absence, seen_revision=absence.revision + 1, **when(owner))
    end(session, absence, owner)
    with pytest.raises(InvalidMove):
        end(session, absence, owner)


def test_both_are_entries_in_the_history_of_the_person(session: Session, world: Unit) -> None:
    session.info["history: to be appended"] = []
    end(session, away(session, world), world.actor(session, "owner"))
    entries = session.info["history: to be appended"]
    assert [(one["kind"], one["subject"], one["subject_id"]) for one in entries] == [
        ("person.absence_set", "person", world.people["owner"].id),
        ("person.absence_ended", "person", world.people["owner"].id),
    ]


@pytest.mark.parametrize("broken", [{"to_on": TODAY - timedelta(days=1)}, {"deputy_id": "owner"}, {"ended_at": AT}])
def test_the_database_refuses_what_no_verb_writes(session: Session, world: Unit, broken: dict[str, Any]) -> None:
    people = {kind: person.id for kind, person in world.people.items()}
    values: dict[str, Any] = {"person_id": people["owner"], "deputy_id": people["deputy"], "from_on": TODAY}
    values |= {"to_on": IN_A_WEEK} | {key: people.get(value, value) for key, value in broken.items()}
    session.add(Absence(**values))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_of_overlapping_absences_said_at_the_same_instant_one_is_kept(engine: Engine) -> None:
    with sessionmaker(engine)() as session:
        world = a_world(session)
        session.commit()
        ids = {kind: person.id for kind, person in world.people.items()}
    barrier, results = threading.Barrier(4), []

    def say(number: int) -> None:
        with sessionmaker(engine)() as session:
            person = session.get_one(Person, ids["owner"])
            by = actor_of(session, person, today=TODAY)
            session.rollback()
            barrier.wait()
            try:
                begins = TODAY + timedelta(days=number)
                said: dict[str, Any] = {"from_on": begins, "to_on": IN_A_WEEK, "deputy_id": ids["deputy"]}
                verbs.set_absence(session, session.get_one(Person, ids["owner"]), **said, **when(by))
                session.commit()
                results.append("done")
            except RuleBroken:
                results.append("refused")

    threads = [threading.Thread(target=say, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == ["done", "refused", "refused", "refused"]
    with sessionmaker(engine)() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Absence)) == 1
        assert verify(session) is None
