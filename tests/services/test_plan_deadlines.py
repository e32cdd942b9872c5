"""When a plan is due is said by a lead who owns nothing of it, or an administrator: a rule or a day, and its source."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.organisations import OPERATOR
from tracker.domain.deadlines import Rule
from tracker.domain.errors import Conflict, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import DeadlineSource, PeriodUnit, PlanStatus, Role
from tracker.models import Plan, Score
from tracker.queries import plans
from tracker.services.deadline_moving import move_deadlines
from tracker.services.event_kinds import EventKind
from tracker.services.plan_deadlines import Period, Terms, set_plan_deadline
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
MONTHS = Terms(Period(Rule(2, PeriodUnit.MONTHS), "the visit", date(2026, 1, 31)), DeadlineSource.REGION, "A letter.")
DAY = Terms(date(2026, 2, 5), DeadlineSource.INSPECTORATE, "Paragraph 3.")
LATER = date(2026, 3, 9)


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = a_unit(session)
    head = a_person(session, "Sam Head")
    inspection = an_inspection(session, unit=unit)
    made = a_plan(session, a_recommendation(session, inspection), head)
    kept: list[Any] = [unit, unit.region, head, made, made.recommendation, made.deadline]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT, covers=kept)
    session.commit()
    return plans.get(session, made.id, seen_by=OPERATOR)


@pytest.fixture
def lead(session: Session, plan: Plan) -> Actor:
    person = a_person(session, "Jo Lead")
    record(session, EventKind.PERSON_ADDED, person, by=OPERATOR, at=AT)
    return Actor(person.id, "Jo Lead", (Held(Role.REGIONAL_LEAD, region_id=plan.place.region_id),))


def set_due(
    session: Session, plan: Plan, terms: Terms, by: Actor, seen: int | None = None, today: date = TODAY
) -> Plan:
    seen = plan.deadline.revision if seen is None else seen
    set_plan_deadline(session, plan, terms=terms, seen_revision=seen, by=by, at=AT, today=today)
    session.commit()
    return plans.get(session, plan.id, seen_by=OPERATOR)


def test_a_period_counts_from_the_day_of_its_event(session: Session, plan: Plan, lead: Actor) -> None:
    deadline = set_due(session, plan, MONTHS, lead).deadline
    assert (deadline.due_on, deadline.start_event) == (date(2026, 3, 31), "the visit")
    assert (deadline.source, deadline.wording) == (DeadlineSource.REGION, "A letter.")


def test_a_set_day_stays_when_the_day_of_publication_is_corrected(session: Session, plan: Plan, lead: Actor) -> None:
    plan = set_due(session, plan, DAY, lead)
    move_deadlines(session, plan.recommendation.inspection, by=OPERATOR, at=AT)
    assert plan.deadline.due_on == date(2026, 2, 5)


def test_the_score_follows_a_day_that_is_long_past(session: Session, plan: Plan, lead: Actor) -> None:
    set_due(session, plan, DAY, lead, today=LATER)
    score = session.query(Score).one()
    assert score.status is PlanStatus.OFF_TRACK


def test_it_says_where_it_comes_from_and_from_which_day_it_counts(session: Session, plan: Plan, lead: Actor) -> None:
    period = Rule(5, PeriodUnit.WORKING_DAYS)
    wrong = {
        "reason": Terms(date(2026, 2, 5), DeadlineSource.REGION, ""),
        "start_event": Terms(Period(period, "", None), DeadlineSource.REGION, "A letter."),
        "starts_on": Terms(Period(period, "the visit", None), DeadlineSource.REGION, "A letter."),
        "number": Terms(
            Period(Rule(1300, PeriodUnit.WORKING_DAYS), "a day", TODAY), DeadlineSource.REGION, "A letter."
        ),
    }
    for field, terms in wrong.items():
        with pytest.raises(RuleBroken) as broken:
            set_due(session, plan, terms, lead)
        assert broken.value.field == field


def test_sent_twice_it_is_set_once_and_the_second_of_two_people_is_told(
    session: Session, plan: Plan, lead: Actor
) -> None:
    seen = plan.deadline.revision
    plan = set_due(session, plan, DAY, lead, seen)
    plan = set_due(session, plan, DAY, lead, seen)
    with pytest.raises(Conflict):
        set_due(session, plan, MONTHS, Actor(None, "an operator"), seen)


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2026, 2, 2), date(2028, 2, 4), date(2090, 1, 1)])
def test_no_plan_is_due_before_its_report_or_more_than_two_years_after(
    session: Session, plan: Plan, lead: Actor, day: date
) -> None:
    with pytest.raises(RuleBroken, match="between 3 February 2026 and 3 February 2028") as broken:
        set_due(session, plan, Terms(day, DeadlineSource.REGION, "A letter."), lead)
    assert broken.value.field == "due_on"


@pytest.mark.parametrize("day", [date(2026, 2, 3), date(2028, 2, 3)])
def test_the_first_and_the_last_of_these_days_may_be_set(session: Session, plan: Plan, lead: Actor, day: date) -> None:
    plan = set_due(session, plan, Terms(day, DeadlineSource.REGION, "A letter."), lead)
    assert plan.deadline.due_on == day


@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period(Rule(25, PeriodUnit.MONTHS), "publication", None), "number"),
        (Period(Rule(1, PeriodUnit.MONTHS), "the visit", date(2019, 1, 1)), "starts_on"),
        (Period(Rule(1, PeriodUnit.MONTHS), "the visit", date(2090, 1, 1)), "starts_on"),
    ],
)
def test_a_period_does_not_lead_there_either(
    session: Session, plan: Plan, lead: Actor, period: Period, field: str
) -> None:
    before = plan.deadline.due_on
    with pytest.raises(RuleBroken, match="between 3 February 2026") as broken:
        set_due(session, plan, Terms(period, DeadlineSource.REGION, "A letter."), lead)
    assert (broken.value.field, plan.deadline.due_on) == (field, before)


def test_leads_of_the_region_or_the_nation_set_no_date_of_what_they_own(
    session: Session, plan: Plan, lead: Actor
) -> None:
    nation = Actor(lead.person_id, "Jo Lead", (Held(Role.NATIONAL_LEAD),))
    assert set_due(session, plan, MONTHS, nation).deadline.due_on == date(2026, 3, 31)
    plan.owner_id = lead.person_id or 0
    session.flush()
    for owner in (lead, nation):
        with pytest.raises(NotPermitted):
            set_due(session, plan, DAY, owner)


def test_heads_owners_and_leads_of_elsewhere_set_no_date(session: Session, plan: Plan) -> None:
    held = [Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id), Held(Role.REGIONAL_LEAD, region_id=999)]
    for one in held:
        with pytest.raises(NotPermitted):
            set_due(session, plan, DAY, Actor(plan.owner_id, "Sam Head", (one,)))
