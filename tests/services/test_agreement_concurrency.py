"""Agreeing, editing and closing at the same instant: what is agreed is what stands, and closed is closed (P16)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.services.test_plan_concurrency import AT, SERVICE, TIMES, both, engine, loaded, stored, story
from tests.services.test_standing import Story, when
from tests.support import milestone_verbs
from tracker.domain.errors import Conflict, InvalidMove
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import (
    MilestoneState,
    PlanState,
    RecommendationState,
    Response,
    VerdictWord,
)
from tracker.models import Event, Milestone, Plan, PlanVersion, Recommendation
from tracker.queries import plans, recommendations
from tracker.services.agreement import agree_plan
from tracker.services.judgements import give_verdict
from tracker.services.locking import NO_LONGER_STANDS
from tracker.services.milestones import complete_milestone, edit_milestone

__all__ = ["engine", "story"]


@pytest.fixture
def submitted(engine: Engine, story: Story) -> Story:
    """The plan of the story, whole and waiting to be agreed."""
    with sessionmaker(engine)() as session:
        plan = session.get_one(Plan, story.plan.id)
        plan.state, plan.response, plan.responded_at = PlanState.SUBMITTED, Response.AGREED, AT
        plan.responded_by_id = story.head.person_id
        for milestone in session.scalars(sa.select(Milestone)):
            milestone.is_embed, milestone.weight = milestone.ordinal == 1, 50
            milestone.owner_id, milestone.evidence_expected = plan.owner_id, "An audit."
        session.flush()
        session.info.clear()
        session.commit()
    return story


def agree_as(story: Story, by: Actor, seen: int) -> Callable[[Session], object]:
    def act(session: Session) -> None:
        agree_plan(session, plans.get(session, story.plan.id, seen_by=SERVICE), seen_revision=seen, **when(by))

    return act


def revision_of(engine: Engine, model: type[Any], key: int) -> int:
    with sessionmaker(engine)() as session:
        return int(session.get_one(model, key).revision)


def test_two_who_agree_at_once_agree_one_version_and_the_other_is_told(engine: Engine, submitted: Story) -> None:
    seen = revision_of(engine, Plan, submitted.plan.id)
    another = replace(submitted.lead, person_id=submitted.reviewer.person_id, name="Lee Lead")
    results = both(engine, agree_as(submitted, submitted.lead, seen), agree_as(submitted, another, seen))
    assert sorted(map(str, results)) == sorted([str(True), str(Conflict)])
    with sessionmaker(engine)() as session:
        assert session.scalars(sa.select(PlanVersion.number)).all() == [1]
        agreed = sa.select(sa.func.count()).select_from(Event).where(Event.kind == "plan.agreed")
        assert session.scalar(agreed) == 1


def test_one_agreement_sent_many_times_at_once_is_made_once_and_nobody_is_refused(
    engine: Engine, submitted: Story
) -> None:
    seen = revision_of(engine, Plan, submitted.plan.id)
    assert both(engine, *[agree_as(submitted, submitted.lead, seen)] * TIMES) == [True] * TIMES
    with sessionmaker(engine)() as session:
        assert session.scalars(sa.select(PlanVersion.number)).all() == [1]


def test_what_is_agreed_is_what_stands_whoever_edits_a_milestone_at_that_instant(
    engine: Engine, submitted: Story
) -> None:
    milestone, plan = submitted.milestones[1], submitted.plan
    seen_plan = revision_of(engine, Plan, plan.id)
    seen = revision_of(engine, Milestone, milestone.id)

    def edit(session: Session) -> None:
        mine = loaded(session, milestone)
        promise = milestone_verbs.promise_of(mine, title="Check 40 cases", weight=60)
        edit_milestone(session, mine, promise=promise, seen_revision=seen, **when(submitted.head))

    results = both(engine, agree_as(submitted, submitted.lead, seen_plan), edit)
    with sessionmaker(engine)() as session:
        content = session.scalars(sa.select(PlanVersion.content)).one_or_none()
    after = stored(engine, milestone)
    if content is None:  # the edit came first, and what was to be agreed had moved on or its weights no longer held
        assert after.title == "Check 40 cases"
        assert results.count(True) == 1
    else:
        [frozen] = [each for each in content["milestones"] if each["id"] == milestone.id]
        assert (frozen["title"], frozen["weight"]) == (after.title, after.weight)


def test_whoever_works_while_a_verdict_is_given_waits_and_is_told_that_it_is_closed(
    engine: Engine, story: Story
) -> None:
    """Without the recommendation's row in the lock its state is read as it was, and work goes on after the verdict."""
    milestone, recommendation_id = story.milestones[1], story.plan.recommendation_id
    with sessionmaker(engine)() as session:
        session.get_one(Recommendation, recommendation_id).state = RecommendationState.ASSURED
        session.flush()
        session.info.clear()
        session.commit()
    seen, came = milestone.revision, threading.Event()

    def complete() -> object:
        with sessionmaker(engine)() as session:
            came.set()
            try:
                mine = loaded(session, milestone)
                complete_milestone(session, mine, note="Done.", seen_revision=seen, **when(story.doer))
                session.commit()
            except InvalidMove as refused:
                return str(refused)
        return "done"

    with sessionmaker(engine)() as session, ThreadPoolExecutor(1) as pool:
        mine = recommendations.get(session, recommendation_id, seen_by=SERVICE)
        give_verdict(
            session,
            mine,
            verdict=VerdictWord.ACHIEVED,
            why="Seen.",
            cites="",
            seen_revision=mine.revision,
            by=story.inspector,
            at=AT,
        )
        session.flush()
        waiting = pool.submit(complete)
        came.wait(30)
        wait([waiting], timeout=1)  # long enough for work that does not wait to be done
        session.commit()
        assert waiting.result(timeout=60) == NO_LONGER_STANDS
    assert stored(engine, milestone).state is MilestoneState.PLANNED
