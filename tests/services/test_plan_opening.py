"""A recommendation to others has no plan until an administrator names its owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import (
    AT,
    make_administrator,
    make_contributor,
    make_inspector,
    make_national_lead,
    make_person,
    make_regional_lead,
    make_unit_head,
)
from tests.support.scores import current_of
from tracker.domain.errors import Conflict, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import DeadlineSource, PlanState, Role
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation
from tracker.models.transactions import make_engine
from tracker.queries.recommendations import get
from tracker.services.event_kinds import EventKind
from tracker.services.people import end_person
from tracker.services.plan_opening import name_owner
from tracker.services.record import record

TODAY = AT.date()


@pytest.fixture
def inspection(session: Session) -> Inspection:
    found: Inspection = an_inspection(session, unit=make_unit(session), published_on=date(2026, 2, 3))
    record(session, EventKind.INSPECTION_CREATED, found, by=OPERATOR, at=AT)
    return found


@pytest.fixture
def recommendation(session: Session, inspection: Inspection) -> Recommendation:
    made = a_recommendation(session, inspection, addressee="The Ministry of Justice", is_for_subject=False)
    record(session, EventKind.RECOMMENDATION_CREATED, made, by=OPERATOR, at=AT)
    session.commit()
    return get(session, made.id, seen_by=OPERATOR)


def name(session: Session, recommendation: Recommendation, owner: Person, *, by: Actor = OPERATOR) -> Plan:
    plan = name_owner(session, recommendation, owner_id=owner.id, seen_revision=1, by=by, at=AT, today=TODAY)
    session.commit()
    return plan


def test_the_owner_gets_a_draft_plan_due_by_the_inspections_rule(
    session: Session, recommendation: Recommendation
) -> None:
    owner = make_national_lead(session)
    plan = name(session, recommendation, owner)
    deadline = session.get_one(Deadline, plan.deadline_id)
    assert (plan.owner_id, plan.state) == (owner.id, PlanState.DRAFT)
    assert (deadline.due_on, deadline.source) == (date(2026, 3, 3), DeadlineSource.HMPPS)
    assert current_of(session, plan.id, TODAY) is not None  # so that lists have its figures from the start


@pytest.mark.parametrize("make", [make_unit_head, make_contributor])
def test_somebody_of_the_unit_may_own_it(session: Session, recommendation: Recommendation, make: object) -> None:
    assert callable(make)
    unit = recommendation.inspection.unit
    assert unit is not None
    assert name(session, recommendation, make(session, unit)).owner_id


def test_the_lead_of_its_region_may_own_it(
    session: Session, inspection: Inspection, recommendation: Recommendation
) -> None:
    assert inspection.unit is not None
    session.refresh(inspection.unit, ["region"])
    assert name(session, recommendation, make_regional_lead(session, inspection.unit.region)).owner_id


def test_nobody_owns_what_they_may_not_see(session: Session, recommendation: Recommendation) -> None:
    strangers = [
        make_unit_head(session, make_unit(session, "Wexmoor")),
        make_administrator(session),
        make_inspector(session, recommendation.inspection),  # inspectors see no drafts
        make_person(session),
    ]
    session.commit()
    for stranger in strangers:
        with pytest.raises(RuleBroken, match="may not see this recommendation") as broken:
            name(session, get(session, recommendation.id, seen_by=OPERATOR), stranger)
        assert broken.value.field == "owner_id"
        session.rollback()
    assert session.scalars(sa.select(Plan)).all() == []


def test_somebody_who_has_left_owns_nothing(session: Session, recommendation: Recommendation) -> None:
    leaver = make_national_lead(session)
    end_person(session, leaver, by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="Select a person"):
        name(session, recommendation, leaver)


def test_one_that_has_an_owner_keeps_it(session: Session, recommendation: Recommendation) -> None:
    first, second = make_national_lead(session), make_national_lead(session)
    plan = a_plan(session, recommendation, first)
    record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=[plan.deadline])
    session.commit()
    with pytest.raises(RuleBroken, match="has an owner already"):
        name(session, get(session, recommendation.id, seen_by=OPERATOR), second)


def test_who_saw_an_older_recommendation_is_told(session: Session, recommendation: Recommendation) -> None:
    owner = make_national_lead(session)
    with pytest.raises(Conflict):
        name_owner(session, recommendation, owner_id=owner.id, seen_revision=7, by=OPERATOR, at=AT, today=TODAY)


def test_only_an_administrator_names_the_owner(session: Session, recommendation: Recommendation) -> None:
    head = Actor(3, "Robin Hale", (Held(Role.UNIT_HEAD, unit_id=recommendation.inspection.unit_id),))
    with pytest.raises(NotPermitted):
        name(session, recommendation, make_national_lead(session), by=head)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_two_who_name_an_owner_at_once_open_one_plan(
    session: Session, recommendation: Recommendation, engine: Engine
) -> None:
    owners = [make_national_lead(session).id, make_national_lead(session).id]
    recommendation_id = recommendation.id
    session.commit()
    barrier, results = Barrier(2), []

    def run(owner_id: int) -> None:
        with sessionmaker(engine)() as own:
            barrier.wait()
            try:
                found = get(own, recommendation_id, seen_by=OPERATOR)
                name_owner(own, found, owner_id=owner_id, seen_revision=1, by=OPERATOR, at=AT, today=TODAY)
                own.commit()
                results.append("named")
            except RuleBroken as broken:
                results.append(broken.message)

    threads = [Thread(target=run, args=(owner,)) for owner in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == ["This recommendation has an owner already.", "named"]
    assert len(session.scalars(sa.select(Plan)).all()) == 1
