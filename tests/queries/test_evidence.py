"""Who may see which evidence is said twice, in Python and in SQL. The two always agree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_region, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.queries.test_scope import actors
from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, Held, Permission, can
from tracker.domain.vocabulary import EvidenceState, PlanState, Role
from tracker.models import Evidence, Milestone, Plan
from tracker.queries import evidence as queries
from tracker.queries import plan_evidence
from tracker.queries.plan_evidence import EvidenceLine

OPERATOR = Actor(None, "The operator")


@pytest.fixture
def world(session: Session) -> list[Evidence]:
    """Evidence of three people, restricted and not, of a draft and an agreed plan, in units, a region and nowhere."""
    regions = [a_region(session) for _ in range(2)]
    inspections = [an_inspection(session, unit=a_unit(session, region)) for region in regions]
    inspections += [an_inspection(session, region=regions[0]), an_inspection(session)]
    people = [a_person(session) for _ in range(3)]
    return [
        some_evidence(session, plan, uploaded_by=person.id, is_restricted=is_restricted)
        for inspection in inspections
        for state in (PlanState.DRAFT, PlanState.AGREED)
        for plan in [a_plan(session, a_recommendation(session, inspection), people[0], state)]
        for person in people
        for is_restricted in (False, True)
    ]


def seen(session: Session, evidence: Evidence, actor: Actor) -> bool:
    try:
        return queries.get(session, evidence.id, seen_by=actor) is evidence
    except NotFound:
        return False


def listed(session: Session, world: list[Evidence], actor: Actor) -> set[int]:
    plans = {evidence.plan_id: evidence.plan for evidence in world}
    return {line.version.evidence_id for plan in plans.values() for line in _lines(session, plan, actor)}


def _lines(session: Session, plan: Plan, actor: Actor, *steps: Milestone) -> list[EvidenceLine]:
    return plan_evidence.of_plan(session, plan, seen_by=actor).lines({step.id: step.title for step in steps})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actor=actors)
def test_the_rule_and_the_statements_let_the_same_evidence_be_seen(
    world: list[Evidence], session: Session, actor: Actor
) -> None:
    allowed = {one.id for one in world if can(actor, Permission.SEE_EVIDENCE, one)}
    assert listed(session, world, actor) == allowed
    for evidence in (world[0], world[5], world[-1]):
        assert seen(session, evidence, actor) == (evidence.id in allowed)
        version = evidence.versions[0].id
        try:
            queries.version(session, version, seen_by=actor)
        except NotFound:
            assert evidence.id not in allowed
        else:
            assert evidence.id in allowed


def test_restricted_evidence_is_seen_by_its_uploader_the_head_reviewers_and_the_inspector_only(
    session: Session, world: list[Evidence]
) -> None:
    agreed = [one for one in world if one.is_restricted and one.plan.state is PlanState.AGREED and one.place.unit_id]
    place = agreed[0].place
    unit, region = {"unit_id": place.unit_id}, {"region_id": place.region_id}
    roles = {
        "head": Held(Role.UNIT_HEAD, **unit),
        "contributor": Held(Role.CONTRIBUTOR, **unit),
        "regional lead": Held(Role.REGIONAL_LEAD, **region),
        "reviewer": Held(Role.ASSURANCE_REVIEWER),
        "inspector": Held(Role.INSPECTOR, inspection_id=place.inspection_id),
        "national lead": Held(Role.NATIONAL_LEAD),
        "administrator": Held(Role.ADMINISTRATOR),
    }
    stranger = 999
    who = {name for name, held in roles.items() if seen(session, agreed[0], Actor(stranger, name, (held,)))}
    assert who == {"head", "regional lead", "national lead", "reviewer", "inspector"}  # leads review
    assert seen(session, agreed[0], Actor(agreed[0].uploaded_by_id, "Uploader", (roles["contributor"],)))


def test_a_list_shows_the_latest_version_that_was_not_refused(session: Session) -> None:
    inspection = an_inspection(session, unit=a_unit(session))
    person = a_person(session, "Sam Head")
    plan = a_plan(session, a_recommendation(session, inspection), person)
    steps = [a_milestone(session, plan) for _ in range(2)]
    shown = some_evidence(session, plan, uploaded_by=person.id, milestones=steps)
    some_evidence(session, plan, uploaded_by=person.id, state=EvidenceState.REFUSED)
    newest = some_evidence(session, plan, uploaded_by=person.id).versions[0]
    newest.evidence_id, newest.number = shown.id, 2
    session.flush()
    (line,) = _lines(session, plan, OPERATOR, *steps)
    assert (line.version.evidence_id, line.version.id, line.version.uploaded_by) == (shown.id, newest.id, "Sam Head")
    assert line.milestones == tuple(step.title for step in steps)
    newest.state, newest.refused_because = EvidenceState.REFUSED, "is infected."
    session.flush()
    (line,) = _lines(session, plan, OPERATOR)
    assert line.version.number == 1
