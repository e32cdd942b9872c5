"""Who may own a plan or a milestone: those at work where it belongs; of one addressed to the region its lead too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_region, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tracker.domain.handovers import may_take
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Inspection, Person, Plan, Region, Unit
from tracker.queries import milestones
from tracker.queries.actors import actor_of
from tracker.queries.owners import (
    may_own,
    may_own_milestone,
    possible_milestone_owners,
    possible_owners,
    who_could_own,
)

TODAY = date(2026, 2, 10)


@pytest.fixture
def unit(session: Session) -> Unit:
    return a_unit(session)


def at_work(session: Session, name: str, role: Role, **scope: Unit | Region | Inspection) -> Person:
    person = a_person(session, name)
    session.add(Assignment(person=person, role=role, starts_on=date(2026, 1, 1), **scope))
    session.flush()
    return person


@pytest.fixture
def people(session: Session, unit: Unit) -> dict[str, Person]:
    return {
        "head": at_work(session, "Hana Head", Role.UNIT_HEAD, unit=unit),
        "lead": at_work(session, "Jo Lead", Role.REGIONAL_LEAD, region=unit.region),
        "lead elsewhere": at_work(session, "Lee Elsewhere", Role.REGIONAL_LEAD, region=a_region(session)),
        "national": at_work(session, "Nat Lead", Role.NATIONAL_LEAD),
        "reviewer": at_work(session, "Noor Reviewer", Role.ASSURANCE_REVIEWER),
        "administrator": at_work(session, "Ada Admin", Role.ADMINISTRATOR),
    }


def who(session: Session, plan: Plan, people: dict[str, Person], *, of_milestone: bool = False) -> set[str]:
    """Those offered, who are exactly those that may."""
    offers, may_it = (possible_milestone_owners, may_own_milestone) if of_milestone else (possible_owners, may_own)
    offered = {person.id for person in offers(session, plan.place, today=TODAY)}
    may = {kind for kind, person in people.items() if may_it(session, person.id, plan.place, today=TODAY)}
    assert may == {kind for kind, person in people.items() if person.id in offered}
    return may


def planned(session: Session, inspection: Inspection, owner: Person, *, is_for_subject: bool) -> Plan:
    recommendation = a_recommendation(session, inspection, is_for_subject=is_for_subject)
    return a_plan(session, recommendation, owner)


def test_what_is_addressed_to_the_unit_is_the_units(session: Session, unit: Unit, people: dict[str, Person]) -> None:
    plan = planned(session, an_inspection(session, unit=unit), people["head"], is_for_subject=True)
    assert who(session, plan, people) == {"head"}


def test_a_milestone_of_a_units_plan_may_be_the_leads_of_its_region_who_can_then_work_on_it(
    session: Session, unit: Unit, people: dict[str, Person]
) -> None:
    plan = planned(session, an_inspection(session, unit=unit), people["head"], is_for_subject=True)
    assert who(session, plan, people, of_milestone=True) == {"head", "lead"}
    for kind in ("head", "lead"):
        milestone = a_milestone(session, plan, people[kind])
        owner = actor_of(session, people[kind], today=TODAY)
        assert milestones.get(session, milestone.id, seen_by=owner) is milestone
        assert can(owner, Permission.WORK_ON_MILESTONE, milestone)
        assert can(owner, Permission.UPLOAD_EVIDENCE, milestone)


def test_whoever_may_own_a_milestone_may_see_it_wherever_its_plan_belongs(
    session: Session, unit: Unit, people: dict[str, Person]
) -> None:
    """An owner who saw nothing of it could do nothing about it, nor hand it over: docs/decisions/0013."""
    places: list[dict[str, Any]] = [{"unit": unit}, {"region": unit.region}, {}]
    for place, is_for_subject in [(place, flag) for place in places for flag in (True, False)]:
        plan = planned(session, an_inspection(session, **place), people["head"], is_for_subject=is_for_subject)
        for kind in who(session, plan, people, of_milestone=True):
            milestone = a_milestone(session, plan, people[kind])
            owner = actor_of(session, people[kind], today=TODAY)
            assert milestones.get(session, milestone.id, seen_by=owner) is milestone
            assert can(owner, Permission.WORK_ON_MILESTONE, milestone)
            taker = Actor(owner.person_id, owner.name, owner.held)
            assert may_take(taker, milestone.place, is_milestone=True)


def test_what_is_addressed_to_the_region_in_a_units_report_may_be_the_leads_too(
    session: Session, unit: Unit, people: dict[str, Person]
) -> None:
    plan = planned(session, an_inspection(session, unit=unit), people["lead"], is_for_subject=False)
    assert who(session, plan, people) == {"head", "lead", "national"}


def test_in_the_report_on_a_region_what_is_addressed_to_others_is_not_everybodys(
    session: Session, unit: Unit, people: dict[str, Person]
) -> None:
    inspection = an_inspection(session, region=unit.region)
    plan = planned(session, inspection, people["lead"], is_for_subject=False)
    assert who(session, plan, people) == {"lead", "national"}
    could = {person.id for person in who_could_own(session, inspection.place, today=TODAY)}
    assert could == {people["lead"].id, people["national"].id}
