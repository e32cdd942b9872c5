"""Whatever is done to a plan in whatever order, and whatever days go by, its current score is the recomputed one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.measured import AT, a_measure, a_reading_of
from tests.factories.milestones import a_milestone
from tests.factories.plans import a_decision, a_version, agree, an_answered_plan, into, some_evidence, withdraw
from tests.support.scores import current_of
from tracker.adapters import bank_holidays
from tracker.domain.score_facts import day_of
from tracker.domain.scoring import Figures, score
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceKind, EvidenceState, MilestoneState
from tracker.models import EvidenceVersion, Milestone, Plan, Reading
from tracker.models.transactions import Transactions, make_engine
from tracker.queries.score_facts import facts_of
from tracker.services.rescoring import rescore_all
from tracker.services.scores import rescore

STATES, OUTCOMES, LEVELS, KINDS = list(MilestoneState), list(DecisionOutcome), list(DecisionLevel), list(EvidenceKind)


@dataclass
class Story:
    """A plan to which things happen; `pick` chooses among what there is."""

    session: Session
    plan: Plan
    today: date = date(2026, 2, 12)
    milestones: list[Milestone] = field(default_factory=list)
    versions: list[EvidenceVersion] = field(default_factory=list)
    reading: Reading | None = None

    def add(self, pick: int) -> None:
        due = self.today + timedelta(days=pick % 40 - 15)
        self.milestones.append(
            a_milestone(self.session, self.plan, ordinal=len(self.milestones) + 1, weight=pick % 7 + 1, due_on=due)
        )

    def move(self, pick: int) -> None:
        into(self.session, self.milestone(pick), STATES[pick % len(STATES)])

    def change_what_it_promises(self, pick: int) -> None:
        self.milestone(pick).measure_revision += 1
        self.milestone(pick).weight = pick % 5 + 1

    def show(self, pick: int) -> None:
        ends = self.today - timedelta(days=pick % 800)
        kind = KINDS[pick % len(KINDS)]
        self.versions.append(some_evidence(self.session, self.milestone(pick), ends=ends, kind=kind))

    def show_again(self, pick: int) -> None:
        if self.versions:
            evidence = self.versions[pick % len(self.versions)].evidence
            number = 1 + sum(version.evidence_id == evidence.id for version in self.versions)
            self.versions.append(a_version(self.session, evidence, number))

    def withdraw(self, pick: int) -> None:
        available = [version for version in self.versions if version.state is EvidenceState.AVAILABLE]
        if available:
            withdraw(self.session, available[pick % len(available)])

    def decide(self, pick: int) -> None:
        looked_at = self.versions[-(pick % 3) :] if pick % 3 else []
        outcome, level = OUTCOMES[pick % len(OUTCOMES)], LEVELS[pick // 3 % len(LEVELS)]
        a_decision(self.session, self.milestone(pick), outcome, of=looked_at, level=level)

    def agree(self, pick: int) -> None:
        at = datetime.combine(self.today - timedelta(days=pick % 60), time(12), UTC)
        agree(self.session, self.plan, self.milestones, at=at)

    def read(self, pick: int) -> None:
        if self.reading is None:
            self.reading = a_reading_of(self.session, a_measure(self.session, self.plan), self.plan.owner_id)
        else:
            self.reading.replaced_at, self.reading.replaced_by_id = AT, self.plan.owner_id
            self.reading = None

    def milestone(self, pick: int) -> Milestone:
        return self.milestones[pick // 7 % len(self.milestones)]

    def stored_and_recomputed(self) -> tuple[Figures, Figures]:
        kept = current_of(self.session, self.plan.id, self.today)
        assert kept is not None
        facts = facts_of(self.session, [self.plan.id])[self.plan.id]
        stored = Figures(kept.reported, kept.verified, kept.status, kept.parts)
        return stored, score(facts, day_of(self.today, bank_holidays.calendar()))


CHANGES: list[Callable[[Story, int], None]] = [
    Story.add,
    Story.move,
    Story.move,
    Story.change_what_it_promises,
    Story.show,
    Story.show_again,
    Story.withdraw,
    Story.decide,
    Story.decide,
    Story.agree,
    Story.read,
]
STEPS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5_000)), min_size=1, max_size=15)


def test_a_stored_score_equals_the_recomputed_one_after_every_change_and_every_night(
    session: Session, database_url: str
) -> None:
    engine = make_engine(database_url)
    session.expire_on_commit = False  # the story goes on with what it has loaded

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def hold(steps: list[tuple[int, int]]) -> None:
        story = Story(session, an_answered_plan(session))
        for number in range(9):
            story.add(number * 5)
        rescore(session, story.plan, today=story.today)
        for which, pick in steps:
            if which < len(CHANGES):
                CHANGES[which](story, pick)
                rescore(session, story.plan, today=story.today)
            else:
                session.flush()
                session.info.clear()  # these changes have no verbs, so no entry in the history
                session.commit()
                story.today += timedelta(days=pick % 45 + 1)
                rescore_all(Transactions(engine), today=story.today)
            stored, recomputed = story.stored_and_recomputed()
            assert stored == recomputed
        session.rollback()

    hold()
    engine.dispose()
