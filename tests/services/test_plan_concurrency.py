"""Two at the same instant on one plan: one effect each at most, nothing lost, on both databases (P16)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, selectinload, sessionmaker

from tests.services.test_import_concurrency import at_once
from tests.services.test_standing import Story, a_story, when
from tests.support import milestone_verbs
from tracker.adapters.storage import new_key
from tracker.domain.errors import Conflict
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import (
    DecisionLevel,
    DecisionOutcome,
    EvidenceState,
    MilestoneState,
)
from tracker.models import Decision, EvidenceVersion, Milestone
from tracker.models.transactions import make_engine
from tracker.queries import evidence as evidence_queries
from tracker.queries import milestones
from tracker.queries.history import verify
from tracker.services import evidence as evidence_verbs
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


def upload_newer(story: Story) -> Callable[[Session], object]:
    """A newer version of the evidence of the first milestone, received and found clean."""
    evidence_id = story.versions[0].evidence_id

    def act(session: Session) -> None:
        evidence = evidence_queries.get(session, evidence_id, seen_by=SERVICE)
        file = evidence_verbs.Incoming("audit.txt", "text/plain", 9, new_key())
        version = evidence_verbs.receive_version(session, evidence, file=file, by=story.doer, at=AT)
        session.flush()
        found = evidence_verbs.Checked("f" * 64, "Scanned: nothing found")
        evidence_verbs.settle(session, version, found=found, **when(story.doer))

    return act


def test_a_decision_and_a_newer_version_at_once_are_both_kept_and_it_names_what_was_looked_at(
    engine: Engine, story: Story
) -> None:
    assert both(engine, decide_on(story, story.reviewer, DecisionOutcome.SUFFICIENT), upload_newer(story)) == [
        True,
        True,
    ]
    with sessionmaker(engine)() as session:
        [made] = session.scalars(sa.select(Decision).options(selectinload(Decision.versions))).all()
        assert [each.evidence_version_id for each in made.versions] == [story.versions[0].id]
        versions = session.scalars(sa.select(EvidenceVersion).order_by(EvidenceVersion.number)).all()
        assert [(each.number, each.state) for each in versions] == [
            (1, EvidenceState.AVAILABLE),
            (2, EvidenceState.AVAILABLE),
        ]
    assert stored(engine, story.milestones[0]).state is MilestoneState.VERIFIED


def test_newer_versions_sent_at_once_are_numbered_one_after_the_other(engine: Engine, story: Story) -> None:
    upload = upload_newer(story)

    def alone(session: Session) -> None:
        upload(session)

    results = both(engine, *[alone] * TIMES)
    assert results == [True] * TIMES
    with sessionmaker(engine)() as session:
        numbers = session.scalars(sa.select(EvidenceVersion.number).order_by(EvidenceVersion.number)).all()
    assert numbers == list(range(1, TIMES + 2))
