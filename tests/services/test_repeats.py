"""Said to be repeated, an open recommendation counts as such from then on, and only while something repeats it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.inspections import a_recommendation, a_unit, an_inspection
from tests.factories.organisations import OPERATOR, make_unit
from tests.support.milestone_verbs import AT, a_colleague, head, lead, plan, unit_of
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import PlanState, RecommendationState
from tracker.models import Recommendation, Unit
from tracker.models.base import Recorded
from tracker.models.plan import Plan
from tracker.models.transactions import make_engine
from tracker.queries import recommendations
from tracker.services.event_kinds import EventKind
from tracker.services.plans import edit_plan
from tracker.services.record import record
from tracker.services.repeats import say_repeats

__all__ = ["head", "lead", "plan"]


@pytest.fixture
def later(session: Session, plan: Plan) -> Recommendation:
    """A recommendation of a later inspection of the unit of the plan."""
    unit = session.get_one(Unit, unit_of(plan))
    return a_recommendation(session, an_inspection(session, unit=unit, published_on=date(2027, 5, 4)))


def say(session: Session, later: Recommendation, earlier: Recommendation | None, by: Actor) -> None:
    earlier_id = earlier.id if earlier else None
    say_repeats(session, later, earlier_id, seen_revision=later.revision, by=by, at=AT)
    session.flush()


def test_an_open_one_is_marked_and_both_are_entries_of_the_history(
    session: Session, plan: Plan, later: Recommendation, lead: Actor
) -> None:
    session.info.clear()
    say(session, later, plan.recommendation, lead)
    assert later.repeat_of_id == plan.recommendation_id
    assert plan.recommendation.state is RecommendationState.REPEATED
    entries = [(entry["kind"], entry["subject_id"]) for entry in session.info["history: to be appended"]]
    assert entries == [
        ("recommendation.repeats", later.id),
        ("recommendation.repeated", plan.recommendation_id),
    ]
    say(session, later, plan.recommendation, lead)
    assert len(session.info["history: to be appended"]) == 2


def test_one_that_was_assured_is_marked_too_and_awaits_inspection_again_once_nothing_repeats_it(
    session: Session, plan: Plan, later: Recommendation, lead: Actor
) -> None:
    plan.state, plan.recommendation.state = PlanState.ASSURED, RecommendationState.ASSURED
    session.flush()
    states = []
    for earlier in (plan.recommendation, None):
        say(session, later, earlier, lead)
        states.append(plan.recommendation.state)
    assert states == [RecommendationState.REPEATED, RecommendationState.ASSURED]


def test_the_plan_of_a_repeated_one_is_kept_as_it_was(
    session: Session, plan: Plan, later: Recommendation, head: Actor, lead: Actor
) -> None:
    say(session, later, plan.recommendation, lead)
    kept: dict[str, Any] = {"owner_id": plan.owner_id, "success_measure": "", "seen_revision": plan.revision}
    with pytest.raises(InvalidMove, match="no longer stands"):
        edit_plan(session, plan, **kept, by=head, at=AT, today=AT.date())


def test_one_that_is_closed_stays_so(session: Session, plan: Plan, later: Recommendation, lead: Actor) -> None:
    plan.recommendation.state = RecommendationState.CLOSED
    say(session, later, plan.recommendation, lead)
    assert (later.repeat_of_id, plan.recommendation.state) == (plan.recommendation_id, RecommendationState.CLOSED)


def test_it_is_open_again_once_nothing_repeats_it(
    session: Session, plan: Plan, later: Recommendation, lead: Actor
) -> None:
    another = a_recommendation(session, later.inspection)
    say(session, later, plan.recommendation, lead)
    say(session, another, plan.recommendation, lead)
    say(session, later, None, lead)
    assert plan.recommendation.state is RecommendationState.REPEATED
    say(session, another, None, lead)
    state = sa.select(Recommendation.state).where(Recommendation.id == plan.recommendation_id)
    assert session.scalar(state) is RecommendationState.OPEN


def test_a_later_one_and_one_of_another_unit_are_refused(
    session: Session, plan: Plan, later: Recommendation, lead: Actor
) -> None:
    elsewhere = a_recommendation(session, an_inspection(session, unit=a_unit(session), published_on=date(2020, 1, 1)))
    for this, other in ((plan.recommendation, later), (later, elsewhere)):
        with pytest.raises(RuleBroken) as broken:
            say(session, this, other, lead)
        assert broken.value.field == "repeat_of_id"


def test_a_lead_who_owns_the_earlier_plan_does_not_end_it_so(
    session: Session, plan: Plan, later: Recommendation, lead: Actor
) -> None:
    plan.owner_id = lead.person_id or 0
    session.flush()
    with pytest.raises(RuleBroken, match="somebody else must say"):
        say(session, later, plan.recommendation, lead)
    assert later.repeat_of_id is None
    assert plan.recommendation.state is RecommendationState.OPEN


def test_leads_say_so_and_the_people_of_the_unit_do_not(
    session: Session, plan: Plan, later: Recommendation, head: Actor, lead: Actor
) -> None:
    for nobody in (head, a_colleague(session, plan)):
        with pytest.raises(NotPermitted):
            say(session, later, plan.recommendation, nobody)
    with pytest.raises(Conflict):
        say_repeats(session, later, plan.recommendation_id, seen_revision=9, by=lead, at=AT)
    say(session, later, plan.recommendation, lead)
    assert later.repeat_of_id == plan.recommendation_id


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_two_that_let_go_of_it_at_the_same_instant_leave_it_open(engine: Engine) -> None:
    with sessionmaker(engine)() as session:
        unit = make_unit(session)
        earlier = a_recommendation(session, an_inspection(session, unit=unit))
        earlier.state = RecommendationState.REPEATED
        inspection = an_inspection(session, unit=unit, published_on=date(2027, 5, 4))
        later = [a_recommendation(session, inspection, repeat_of_id=earlier.id) for _ in range(2)]
        covered: list[Recorded] = [earlier.inspection, inspection, *later]
        record(session, EventKind.RECOMMENDATION_CREATED, earlier, by=OPERATOR, at=AT, covers=covered)
        session.commit()
        ids, earlier_id = [each.id for each in later], earlier.id
    barrier = threading.Barrier(2)

    def let_go(key: int) -> None:
        with sessionmaker(engine)() as session:
            session.execute(sa.text("SELECT 1"))
            session.rollback()
            barrier.wait()
            found = recommendations.get(session, key, seen_by=OPERATOR)
            say_repeats(session, found, None, seen_revision=found.revision, by=OPERATOR, at=AT)
            session.commit()

    threads = [threading.Thread(target=let_go, args=(key,)) for key in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with sessionmaker(engine)() as session:
        assert session.get_one(Recommendation, earlier_id).state is RecommendationState.OPEN
