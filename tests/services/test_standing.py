"""Verified means that a current sufficient decision stands, whatever was done to the milestone in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.support import milestone_verbs as verbs
from tracker.adapters.storage import new_key
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.evidence import About
from tracker.domain.permissions import Actor, Held
from tracker.domain.plan_change import as_proposed
from tracker.domain.vocabulary import (
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    EvidenceState,
    MilestoneState,
    PlanState,
    Response,
    Role,
)
from tracker.models import Assignment, DecidedVersion, Decision, EvidenceVersion, Milestone, Plan
from tracker.services import evidence as evidence_verbs
from tracker.services.decisions import decide
from tracker.services.plan_change_decisions import agree_change
from tracker.services.plan_changes import propose_milestone, start_change, submit_change

AT, TODAY = datetime(2026, 2, 10, 9, 30, tzinfo=UTC), date(2026, 2, 10)
OUTCOMES = list(DecisionOutcome)


@dataclass
class Story:
    """An agreed plan of two milestones to which people do things by the verbs; `pick` chooses among what there is."""

    session: Session
    plan: Plan
    milestones: list[Milestone]
    head: Actor
    doer: Actor
    lead: Actor
    reviewer: Actor
    inspector: Actor
    versions: list[EvidenceVersion] = field(default_factory=list)
    uploads: int = 0

    def start(self, pick: int) -> None:
        verbs.start(self.session, self.milestone(pick), self.doer)

    def complete(self, pick: int) -> None:
        verbs.complete(self.session, self.milestone(pick), self.doer)

    def reopen(self, pick: int) -> None:
        verbs.reopen(self.session, self.milestone(pick), self.doer)

    def cancel(self, pick: int) -> None:
        if not pick % 5:  # there is no way back, so not every time
            verbs.cancel(self.session, self.milestone(pick), self.lead)

    def change_the_measure(self, pick: int) -> None:
        """By a change of the agreed plan, which is the only way once it was agreed."""
        milestone = self.milestone(pick)
        wrote: dict[str, Any] = {"by": self.head, "at": AT}
        change = start_change(self.session, self.plan, why=f"Round {pick}.", **wrote)
        wanted = as_proposed(milestone, change.draft) | {"evidence_expected": f"An audit of {pick} cases."}
        self.session.flush()
        propose_milestone(self.session, change, milestone, wanted=wanted, seen_revision=change.revision, **wrote)
        self.session.flush()
        submit_change(self.session, change, seen_revision=change.revision, **when(self.head))
        self.session.flush()
        agree_change(self.session, change, seen_revision=change.revision, **when(self.lead))
        self.session.flush()

    def change_what_no_decision_is_about(self, pick: int) -> None:
        verbs.edit(self.session, self.milestone(pick), self.head, on_behalf_of=f"Team {pick}")

    def upload(self, pick: int) -> None:
        chosen = self.milestones if pick % 4 == 0 else [self.milestone(pick)]
        about = About("An audit", EvidenceKind.PRACTICE_AUDIT, frozenset(each.id for each in chosen))
        received = evidence_verbs.receive(self.session, self.plan, about=about, file=self.file(), **when(self.doer))
        self.settle(received)

    def upload_a_newer_version(self, pick: int) -> None:
        if self.versions:
            evidence = self.versions[pick % len(self.versions)].evidence
            self.settle(evidence_verbs.receive_version(self.session, evidence, file=self.file(), by=self.doer, at=AT))

    def withdraw(self, pick: int) -> None:
        if self.versions:
            version = self.versions[pick % len(self.versions)]
            evidence_verbs.withdraw(self.session, version, why="The wrong file.", **when(self.doer))

    def review(self, pick: int) -> None:
        self.decide(pick, DecisionLevel.REVIEW, self.reviewer)

    def verify(self, pick: int) -> None:
        self.decide(pick, DecisionLevel.VERIFICATION, self.inspector)

    def decide(self, pick: int, level: DecisionLevel, by: Actor) -> None:
        milestone = self.milestone(pick)
        offered = [
            each.id
            for each in self.versions
            if each.state is EvidenceState.AVAILABLE and milestone in each.evidence.milestones
        ]
        decide(
            self.session,
            milestone,
            level=level,
            outcome=DecisionOutcome.SUFFICIENT if pick % 3 else OUTCOMES[pick % len(OUTCOMES)],
            why=f"Seen {pick}.",
            version_ids=offered[-(pick % 2 + 1) :],
            seen_revision=milestone.revision,
            **when(by),
        )
        self.session.flush()

    @property
    def state(self) -> MilestoneState:
        """The first milestone's."""
        return self.milestones[0].state

    def milestone(self, pick: int) -> Milestone:
        return self.milestones[pick // 2 % len(self.milestones)]

    def file(self) -> evidence_verbs.Incoming:
        return evidence_verbs.Incoming("audit.txt", "text/plain", 9, new_key())

    def settle(self, version: EvidenceVersion) -> None:
        self.session.flush()
        self.uploads += 1
        found = evidence_verbs.Checked(sha256(b"%d" % self.uploads).hexdigest(), "Scanned: nothing found")
        evidence_verbs.settle(self.session, version, found=found, **when(self.doer))
        self.session.flush()
        self.versions.append(version)


def when(by: Actor) -> dict[str, Any]:
    return {"by": by, "at": AT, "today": TODAY}


def a_story(session: Session) -> Story:
    plan = a_plan(
        session,
        a_recommendation(session, an_inspection(session, unit=a_unit(session))),
        a_person(session, "Sam Head"),
        PlanState.AGREED,
    )
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, plan.owner_id
    doer, place = a_person(session, "Kit Owner"), plan.place
    for person_id, role in ((plan.owner_id, Role.UNIT_HEAD), (doer.id, Role.CONTRIBUTOR)):
        session.add(Assignment(person_id=person_id, role=role, unit_id=place.unit_id, starts_on=TODAY))
    story = Story(
        session,
        plan,
        [a_milestone(session, plan, doer, ordinal=number, is_embed=number == 1) for number in (1, 2)],
        head=Actor(plan.owner_id, "Sam", (Held(Role.UNIT_HEAD, unit_id=place.unit_id),)),
        doer=Actor(doer.id, "Kit", (Held(Role.CONTRIBUTOR, unit_id=place.unit_id),)),
        lead=Actor(a_person(session).id, "Jo", (Held(Role.REGIONAL_LEAD, region_id=place.region_id),)),
        reviewer=Actor(a_person(session).id, "Noor", (Held(Role.ASSURANCE_REVIEWER),)),
        inspector=Actor(a_person(session).id, "Ina", (Held(Role.INSPECTOR, inspection_id=place.inspection_id),)),
    )
    session.info.clear()  # what the factories put straight into tables counts as recorded
    return story


def a_sufficient_decision_stands(session: Session, milestone: Milestone) -> bool:
    """Said once more, from the rows: the last verification, else the last review, of the measure as it is now."""
    made = session.scalars(
        sa.select(Decision)
        .where(Decision.milestone_id == milestone.id, Decision.measure_revision == milestone.measure_revision)
        .order_by(Decision.level == DecisionLevel.VERIFICATION, Decision.id)
    ).all()
    if not made or made[-1].outcome is not DecisionOutcome.SUFFICIENT:
        return False
    states = session.scalars(
        sa.select(EvidenceVersion.state)
        .join(DecidedVersion, DecidedVersion.evidence_version_id == EvidenceVersion.id)
        .where(DecidedVersion.decision_id == made[-1].id)
    ).all()
    return EvidenceState.WITHDRAWN not in states


ACTS: list[Callable[[Story, int], None]] = [
    Story.start,
    Story.complete,
    Story.complete,
    Story.reopen,
    Story.cancel,
    Story.change_the_measure,
    Story.change_what_no_decision_is_about,
    Story.upload,
    Story.upload,
    Story.upload_a_newer_version,
    Story.withdraw,
    Story.review,
    Story.review,
    Story.verify,
]
DONE = (MilestoneState.COMPLETED, MilestoneState.VERIFIED)
# both are done with evidence and the first is verified, so that there is credit to lose from the first step
OPENING = [(act, pick) for pick in (1, 3) for act in (Story.complete, Story.upload)] + [(Story.review, 1)]
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), min_size=5, max_size=20)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(steps)
def test_a_milestone_is_verified_exactly_while_it_is_done_and_a_sufficient_decision_stands(
    session: Session, taken: list[tuple[Callable[[Story, int], None], int]]
) -> None:
    try:
        story = a_story(session)
        for act, pick in (*OPENING, *taken):
            with suppress(InvalidMove, RuleBroken):  # what is not possible now changes nothing
                act(story, pick)
            for milestone in story.milestones:
                stands = a_sufficient_decision_stands(session, milestone)
                is_verified = milestone.state is MilestoneState.VERIFIED
                assert is_verified == (milestone.state in DONE and stands)
    finally:
        session.rollback()
        session.expunge_all()


def test_what_is_reported_done_again_is_verified_again_by_the_decision_that_stands(session: Session) -> None:
    story = a_story(session)
    for act in (Story.complete, Story.upload, Story.review, Story.reopen):
        act(story, 1)
    assert story.state == "underway"
    story.complete(1)
    assert story.state == "verified"


def test_what_is_reported_done_again_waits_where_the_decided_file_was_withdrawn_meanwhile(session: Session) -> None:
    story = a_story(session)
    for act in (Story.complete, Story.upload, Story.review, Story.reopen, Story.withdraw, Story.complete):
        act(story, 1)
    assert story.state is MilestoneState.COMPLETED


def test_what_is_reported_done_again_waits_where_its_measure_has_changed_meanwhile(session: Session) -> None:
    story = a_story(session)
    for act in (Story.complete, Story.upload, Story.review, Story.reopen, Story.change_the_measure, Story.complete):
        act(story, 1)
    assert story.state is MilestoneState.COMPLETED
