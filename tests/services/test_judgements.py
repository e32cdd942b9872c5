"""Progress judgements are the inspector's own, seen by the inspectorate until released; a verdict closes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tracker.domain.errors import Conflict, InvalidMove, NotFound, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import PlanState, Progress, RecommendationState, Role, VerdictWord
from tracker.models import Event, Plan, ProgressJudgement, Recommendation, Verdict
from tracker.queries import judgements as queries
from tracker.services import judgements as verbs

AT = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan(session: Session) -> Plan:
    inspection = an_inspection(session, unit=a_unit(session))
    return a_plan(session, a_recommendation(session, inspection), a_person(session), PlanState.AGREED)


@pytest.fixture
def recommendation(plan: Plan) -> Recommendation:
    return plan.recommendation


@pytest.fixture
def inspector(session: Session, plan: Plan) -> Actor:
    person = a_person(session, "Ina Inspector")
    session.info.clear()
    return Actor(person.id, person.name, (Held(Role.INSPECTOR, inspection_id=plan.place.inspection_id),))


@pytest.fixture
def reviewer(session: Session) -> Actor:
    person = a_person(session, "Noor Reviewer")
    session.info.clear()
    return Actor(person.id, person.name, (Held(Role.ASSURANCE_REVIEWER),))


def judge(session: Session, recommendation: Recommendation, by: Actor, why: str = "Seen.") -> ProgressJudgement:
    axes = {"plan_delivered": Progress.GOOD, "outcome_improved": Progress.INSUFFICIENT}
    return verbs.judge(session, recommendation, why=why, by=by, at=AT, **axes)


def close(session: Session, recommendation: Recommendation, by: Actor, **changes: Any) -> Verdict:
    asked: dict[str, Any] = {"why": "Seen.", "cites": "", "seen_revision": recommendation.revision} | changes
    return verbs.give_verdict(session, recommendation, verdict=VerdictWord.ACHIEVED, by=by, at=AT, **asked)


def _seen(session: Session, recommendation: Recommendation, by: Actor) -> list[int]:
    return [each.id for each in queries.of_recommendation(session, recommendation.id, seen_by=by).judgements]


def test_a_judgement_is_seen_by_its_inspectors_only_until_it_is_released(
    session: Session, recommendation: Recommendation, inspector: Actor, reviewer: Actor
) -> None:
    judgement = judge(session, recommendation, inspector)
    assert _seen(session, recommendation, inspector) == [judgement.id]
    assert _seen(session, recommendation, reviewer) == []
    with pytest.raises(NotFound):
        queries.get(session, judgement.id, seen_by=reviewer)
    verbs.release(session, judgement, seen_revision=judgement.revision, by=inspector, at=AT)
    session.flush()
    assert _seen(session, recommendation, reviewer) == [judgement.id]


def test_the_history_of_the_recommendation_says_nothing_of_a_judgement(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    judge(session, recommendation, inspector)
    session.commit()
    assert session.execute(sa.select(Event.kind, Event.subject)).all() == [
        ("progress_judgement.recorded", "progress_judgement")
    ]


def test_an_inspector_releases_a_judgement_before_recording_another(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    judgement = judge(session, recommendation, inspector)
    with pytest.raises(RuleBroken, match="Release it"):
        judge(session, recommendation, inspector, "Seen otherwise.")
    assert judge(session, recommendation, inspector) is judgement  # the same form, sent again
    with pytest.raises(Conflict):
        verbs.release(session, judgement, seen_revision=judgement.revision + 1, by=inspector, at=AT)
    verbs.release(session, judgement, seen_revision=judgement.revision, by=inspector, at=AT)
    session.flush()
    with pytest.raises(InvalidMove, match="released already"):
        verbs.release(session, judgement, seen_revision=judgement.revision, by=inspector, at=AT)
    judge(session, recommendation, inspector, "Seen again.")


def test_nobody_releases_the_judgement_of_another(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    judgement = judge(session, recommendation, inspector)
    other = Actor(a_person(session).id, "Another Inspector", inspector.held)
    with pytest.raises(NotPermitted):
        verbs.release(session, judgement, seen_revision=judgement.revision, by=other, at=AT)


def test_a_judgement_says_why(session: Session, recommendation: Recommendation, inspector: Actor) -> None:
    with pytest.raises(RuleBroken, match="Enter why"):
        judge(session, recommendation, inspector, why="")


def test_only_inspectors_judge(session: Session, recommendation: Recommendation, reviewer: Actor) -> None:
    with pytest.raises(NotPermitted):
        judge(session, recommendation, reviewer)
    with pytest.raises(NotPermitted, match="You cannot judge progress"):
        judge(session, recommendation, Actor(None, "The service"))


@pytest.mark.parametrize("hand", ["plan", "milestone", "upload"])
def test_nobody_judges_or_closes_what_they_own_or_uploaded(
    session: Session, plan: Plan, inspector: Actor, hand: str
) -> None:
    person = plan.owner if hand == "plan" else a_person(session)
    if hand == "milestone":
        a_milestone(session, plan, person)
    if hand == "upload":
        some_evidence(session, plan, uploaded_by=person.id)
    actor = Actor(person.id, person.name, inspector.held)
    with pytest.raises(NotPermitted):
        judge(session, plan.recommendation, actor)
    with pytest.raises(NotPermitted):
        close(session, plan.recommendation, actor)


def test_a_verdict_closes_the_recommendation_once(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    session.info.clear()
    given = close(session, recommendation, inspector)
    assert recommendation.state is RecommendationState.CLOSED
    session.flush()
    found = queries.of_recommendation(session, recommendation.id, seen_by=inspector).verdict
    assert found is not None
    assert (found.verdict, found.why, found.given_by) == (given.verdict, "Seen.", inspector.name)
    with pytest.raises(InvalidMove, match="closed"):
        close(session, recommendation, inspector)
    with pytest.raises(InvalidMove, match="closed"):
        judge(session, recommendation, inspector)


def test_an_assurance_reviewer_closes_by_citing_what_was_published(
    session: Session, recommendation: Recommendation, reviewer: Actor
) -> None:
    with pytest.raises(RuleBroken, match="published"):
        close(session, recommendation, reviewer)
    close(session, recommendation, reviewer, cites="Report of 2027, paragraph 12.")
    assert recommendation.state is RecommendationState.CLOSED


def test_a_verdict_says_why_and_is_given_upon_what_stands(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    with pytest.raises(RuleBroken, match="Enter why"):
        close(session, recommendation, inspector, why="")
    with pytest.raises(Conflict):
        close(session, recommendation, inspector, seen_revision=recommendation.revision + 1)


def change(session: Session, judgement: ProgressJudgement, by: Actor, **changes: Any) -> None:
    session.flush()
    axes = {"plan_delivered": Progress.REASONABLE, "outcome_improved": Progress.INSUFFICIENT, "why": "Seen again."}
    asked: dict[str, Any] = {**axes, "seen_revision": judgement.revision} | changes
    verbs.change_judgement(session, judgement, by=by, at=AT, **asked)
    session.flush()


def test_an_inspector_changes_a_judgement_until_it_is_released(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    judgement = judge(session, recommendation, inspector)
    change(session, judgement, inspector)
    session.commit()
    assert (judgement.plan_delivered, judgement.why) == (Progress.REASONABLE, "Seen again.")
    told = session.execute(sa.select(Event.kind, Event.before).order_by(Event.sequence.desc()).limit(1)).one()
    assert told == ("progress_judgement.changed", {"plan_delivered": "good_progress", "why": "Seen."})
    judgement = queries.get(session, judgement.id, seen_by=inspector)
    with pytest.raises(Conflict):
        change(session, judgement, inspector, seen_revision=judgement.revision - 1, why="Another text.")
    with pytest.raises(RuleBroken, match="Enter why"):
        change(session, judgement, inspector, why="")
    verbs.release(session, judgement, seen_revision=judgement.revision, by=inspector, at=AT)
    with pytest.raises(InvalidMove, match="cannot be changed"):
        change(session, judgement, inspector)


def test_nobody_changes_the_judgement_of_another(
    session: Session, recommendation: Recommendation, inspector: Actor
) -> None:
    judgement = judge(session, recommendation, inspector)
    for person_id in (a_person(session).id, None):
        with pytest.raises(NotPermitted):
            change(session, judgement, Actor(person_id, "Another Inspector", inspector.held))
