"""Two at the same instant on one plan: one effect each at most, nothing lost, on both databases (P16)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.services.test_import_concurrency import at_once
from tests.services.test_standing import Story, a_story, when
from tests.support import milestone_verbs
from tracker.domain.errors import Conflict
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, MilestoneState
from tracker.models import Decision, Milestone
from tracker.models.transactions import make_engine
from tracker.queries import milestones
from tracker.queries.history import verify
from tracker.services.decisions import decide
from tracker.services.milestones import complete_milestone, edit_milestone

AT, TODAY = datetime(2026, 2, 10, 9, 30, tzinfo=UTC), date(2026, 2, 10)
SERVICE = Actor(None, "The service")
TIMES = 5


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def story(engine: Engine) -> Story:
    """Two milestones: the first reported done with evidence, the second planned."""
    with sessionmaker(engine, expire_on_commit=False)() as session:
        made = a_story(session)
        for act in (Story.complete, Story.upload):
            act(made, 1)
        session.commit()
        return made


def both(engine: Engine, *acts: Callable[[Session], object]) -> list[object]:
    """Each act at the same instant, in a session of its own; what each came to."""
    left = list(acts)

    def act(session: Session) -> object:
        done = left.pop()(session)
        session.commit()
        return done is None or "done"

    return at_once(engine, len(acts), act)


def loaded(session: Session, milestone: Milestone) -> Milestone:
    return milestones.get(session, milestone.id, seen_by=SERVICE)


def stored(engine: Engine, milestone: Milestone) -> Milestone:
    with sessionmaker(engine)() as session:
        assert verify(session) is None
        return session.get_one(Milestone, milestone.id)


def test_of_one_who_reports_it_done_and_one_who_edits_it_one_is_shown_the_others_change(
    engine: Engine, story: Story
) -> None:
    milestone = story.milestones[1]
    seen = milestone.revision

    def complete(session: Session) -> None:
        mine = loaded(session, milestone)
        complete_milestone(session, mine, note="Done.", seen_revision=seen, **when(story.doer))

    def edit(session: Session) -> None:
        mine = loaded(session, milestone)
        promise = milestone_verbs.promise_of(mine, on_behalf_of="The police")
        edit_milestone(session, mine, promise=promise, seen_revision=seen, **when(story.head))

    results = both(engine, complete, edit)
    assert sorted(map(str, results)) == sorted([str(True), str(Conflict)])
    after = stored(engine, milestone)
    assert (after.state is MilestoneState.COMPLETED) != (after.on_behalf_of == "The police")


def decide_on(story: Story, by: Actor, outcome: DecisionOutcome) -> Callable[[Session], object]:
    milestone, seen, version = story.milestones[0], story.milestones[0].revision, story.versions[0].id
    level = DecisionLevel.VERIFICATION if by is story.inspector else DecisionLevel.REVIEW

    def act(session: Session) -> None:
        decide(
            session,
            loaded(session, milestone),
            level=level,
            outcome=outcome,
            why=f"Seen by {by.name}.",
            version_ids=[version],
            seen_revision=seen,
            **when(by),
        )

    return act


def test_two_who_decide_at_once_make_one_decision_that_the_other_is_shown(engine: Engine, story: Story) -> None:
    sufficient = decide_on(story, story.reviewer, DecisionOutcome.SUFFICIENT)
    results = both(engine, sufficient, decide_on(story, story.inspector, DecisionOutcome.SUFFICIENT))
    assert sorted(map(str, results)) == sorted([str(True), str(Conflict)])
    with sessionmaker(engine)() as session:
        assert len(session.scalars(sa.select(Decision)).all()) == 1
    assert stored(engine, story.milestones[0]).state is MilestoneState.VERIFIED


def test_one_decision_sent_many_times_at_once_is_recorded_once_and_nobody_is_refused(
    engine: Engine, story: Story
) -> None:
    results = both(engine, *[decide_on(story, story.reviewer, DecisionOutcome.SUFFICIENT)] * TIMES)
    assert results == [True] * TIMES
    with sessionmaker(engine)() as session:
        assert len(session.scalars(sa.select(Decision)).all()) == 1


def test_done_many_times_at_once_is_done_once(engine: Engine, story: Story) -> None:
    milestone = story.milestones[1]
    seen = milestone.revision

    def complete(session: Session) -> None:
        mine = loaded(session, milestone)
        complete_milestone(session, mine, note="Done.", seen_revision=seen, **when(story.doer))

    assert both(engine, *[complete] * TIMES) == [True] * TIMES
    assert stored(engine, milestone).revision == seen + 1
