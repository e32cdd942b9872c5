"""Evidence: received, settled, described, withdrawn; by whom, by which rules, and with what record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tracker.adapters.storage import new_key
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.evidence import About
from tracker.domain.permissions import Actor, Held, Permission, can
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceKind, EvidenceState, MilestoneState, Role
from tracker.models import DecidedVersion, Decision, Event, Evidence, EvidenceVersion, Milestone, Plan, Score
from tracker.queries import evidence as queries
from tracker.services import evidence as verbs
from tracker.services.evidence import Checked, Incoming

AT = datetime(2026, 8, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 8, 10)
CLEAN = Checked("a" * 64, "Scanned: nothing found")


@pytest.fixture
def plan(session: Session) -> Plan:
    inspection = an_inspection(session, unit=a_unit(session))
    made = a_plan(session, a_recommendation(session, inspection), a_person(session, "Sam Head"))
    _recorded(session)
    return made


@pytest.fixture
def milestone(session: Session, plan: Plan) -> Milestone:
    made = a_milestone(session, plan)
    _recorded(session)
    return made


@pytest.fixture
def head(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id),))


def _recorded(session: Session) -> None:
    """What the factories put straight into tables counts as recorded."""
    session.flush()
    session.info.clear()


def about(milestone: Milestone, **changes: object) -> About:
    said = About("Audit of July", EvidenceKind.PRACTICE_AUDIT, frozenset({milestone.id}))
    return replace(said, **changes)  # type: ignore[arg-type]


def incoming(name: str = "audit.pdf") -> Incoming:
    return Incoming(name, "application/pdf", 100, new_key())


def received(session: Session, plan: Plan, said: About, by: Actor) -> EvidenceVersion:
    return verbs.receive(session, plan, about=said, file=incoming(), by=by, at=AT, today=TODAY)


def settled(session: Session, version: EvidenceVersion, by: Actor, found: Checked = CLEAN) -> EvidenceState:
    return verbs.settle(session, version, found=found, by=by, at=AT, today=TODAY)


def available(session: Session, plan: Plan, milestone: Milestone, by: Actor) -> EvidenceVersion:
    version = received(session, plan, about(milestone), by)
    settled(session, version, by)
    return version


def kinds(session: Session) -> list[str]:
    session.commit()
    return list(session.scalars(sa.select(Event.kind).order_by(Event.sequence)))


def decide(session: Session, milestone: Milestone, version: EvidenceVersion, level: DecisionLevel) -> None:
    """A sufficient decision that looked at `version`, straight into tables."""
    decision = Decision(
        milestone=milestone,
        level=level,
        outcome=DecisionOutcome.SUFFICIENT,
        why="It shows the change.",
        measure_revision=milestone.measure_revision,
        decided_at=AT,
        decided_by_id=a_person(session).id,
        versions=[DecidedVersion(evidence_version_id=version.id, sha256=version.sha256)],
    )
    session.add(decision)
    milestone.state = MilestoneState.VERIFIED
    milestone.completed_at, milestone.completed_by_id, milestone.is_drawn = AT, milestone.owner_id, False
    _recorded(session)


def test_evidence_is_received_first_and_available_once_it_was_checked(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = received(session, plan, about(milestone), head)
    session.commit()
    version = queries.version(session, version.id, seen_by=head)
    assert (version.state, version.sha256, version.number) == (EvidenceState.RECEIVED, None, 1)
    assert settled(session, version, head) is EvidenceState.AVAILABLE
    assert (version.sha256, version.scan) == (CLEAN.sha256, CLEAN.said)
    assert kinds(session) == ["evidence.received", "evidence_version.accepted"]


def test_what_counts_is_scored_again_with_the_file_and_not_before(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = received(session, plan, about(milestone), head)
    assert session.scalars(sa.select(Score)).all() == []
    settled(session, version, head)
    assert session.scalars(sa.select(Score.plan_id)).all() == [plan.id]


def test_an_infected_file_is_refused_with_the_name_of_the_virus_and_never_becomes_available(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = received(session, plan, about(milestone), head)
    found = Checked("a" * 64, "Scanned: Eicar", "Eicar")
    assert settled(session, version, head, found) is EvidenceState.REFUSED
    assert "infected (Eicar)" in str(version.refused_because)
    with pytest.raises(InvalidMove):
        settled(session, version, head)
    assert kinds(session) == ["evidence.received", "evidence_version.refused"]


def test_while_the_scanner_is_away_a_file_waits_and_is_settled_later(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = received(session, plan, about(milestone), head)
    verbs.leave_waiting(session, version, by=head, at=AT)
    assert version.state is EvidenceState.SCANNING
    assert settled(session, version, head) is EvidenceState.AVAILABLE


def test_the_same_bytes_are_evidence_of_a_plan_once(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    first, second = (received(session, plan, about(milestone), head) for _ in range(2))
    assert settled(session, first, head) is EvidenceState.AVAILABLE
    assert settled(session, second, head) is EvidenceState.REFUSED
    assert "evidence of this plan already" in str(second.refused_because)
    verbs.withdraw(session, first, why="Wrong file", by=head, at=AT, today=TODAY)
    third = received(session, plan, about(milestone), head)
    assert settled(session, third, head) is EvidenceState.AVAILABLE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"milestone_ids": frozenset()}, "milestones"),
        ({"milestone_ids": frozenset({999_999})}, "milestones"),
        ({"period_from": date(2026, 7, 1)}, "period_to"),
        ({"period_to": date(2026, 7, 1)}, "period_from"),
        ({"period_from": date(2026, 7, 2), "period_to": date(2026, 7, 1)}, "period_to"),
        ({"period_from": date(2026, 7, 2), "period_to": date(2026, 8, 11)}, "period_to"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    session: Session, plan: Plan, milestone: Milestone, head: Actor, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        received(session, plan, about(milestone, **changes), head)
    assert broken.value.field == field


def test_a_milestone_of_another_plan_cannot_be_linked(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    other = a_plan(session, a_recommendation(session, plan.recommendation.inspection), plan.owner)
    foreign = a_milestone(session, other)
    _recorded(session)
    said = about(milestone, milestone_ids=frozenset({milestone.id, foreign.id}))
    with pytest.raises(RuleBroken, match="milestones of this plan"):
        received(session, plan, said, head)


@pytest.mark.parametrize("role", [Role.REGIONAL_LEAD, Role.INSPECTOR, Role.ASSURANCE_REVIEWER, Role.ADMINISTRATOR])
def test_who_reviews_uploads_and_withdraws_nothing(
    session: Session, plan: Plan, milestone: Milestone, head: Actor, role: Role
) -> None:
    place = plan.place
    scopes = {
        Role.REGIONAL_LEAD: {"region_id": place.region_id},
        Role.INSPECTOR: {"inspection_id": place.inspection_id},
    }
    other = Actor(a_person(session).id, "Other", (Held(role, **scopes.get(role, {})),))
    _recorded(session)
    version = available(session, plan, milestone, head)
    for attempt in (
        lambda: received(session, plan, about(milestone), other),
        lambda: verbs.receive_version(session, version.evidence, file=incoming(), by=other, at=AT),
        lambda: verbs.settle(session, version, found=CLEAN, by=other, at=AT, today=TODAY),
        lambda: verbs.leave_waiting(session, version, by=other, at=AT),
        lambda: verbs.refuse(session, version, because="is mine.", by=other, at=AT),
        lambda: verbs.withdraw(session, version, why="x", by=other, at=AT, today=TODAY),
        lambda: verbs.edit_evidence(
            session, version.evidence, about=about(milestone), seen_revision=1, by=other, at=AT, today=TODAY
        ),
    ):
        with pytest.raises(NotPermitted):
            attempt()


@pytest.mark.parametrize("role", [Role.REGIONAL_LEAD, Role.NATIONAL_LEAD])
def test_who_owns_a_milestone_uploads_what_shows_it_and_withdraws_it(
    session: Session, plan: Plan, milestone: Milestone, role: Role
) -> None:
    scope = {"region_id": plan.place.region_id} if role is Role.REGIONAL_LEAD else {}
    owner = Actor(a_person(session).id, "Owner", (Held(role, **scope),))
    with pytest.raises(NotPermitted):
        received(session, plan, about(milestone), owner)
    milestone.owner_id = owner.person_id or 0
    _recorded(session)
    version = available(session, plan, milestone, owner)
    assert can(owner, Permission.WORK_ON_MILESTONE, milestone)
    verbs.withdraw(session, version, why="Wrong file", by=owner, at=AT, today=TODAY)
    assert version.state is EvidenceState.WITHDRAWN


def test_a_newer_version_stands_beside_the_older_and_overwrites_nothing(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    first = available(session, plan, milestone, head)
    kept = (first.sha256, first.storage_key, first.file_name)
    second = verbs.receive_version(session, first.evidence, file=incoming("second.pdf"), by=head, at=AT)
    settled(session, second, head, replace(CLEAN, sha256="b" * 64))
    assert (second.number, second.evidence_id) == (2, first.evidence_id)
    assert (first.sha256, first.storage_key, first.file_name) == kept
    assert (first.state, second.state) == (EvidenceState.AVAILABLE, EvidenceState.AVAILABLE)


def test_a_withdrawn_file_takes_the_credit_of_the_decision_that_looked_at_it(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = available(session, plan, milestone, head)
    decide(session, milestone, version, DecisionLevel.REVIEW)
    verbs.withdraw(session, version, why="It was of another unit", by=head, at=AT, today=TODAY)
    assert (version.state, version.withdrawn_by_id) == (EvidenceState.WITHDRAWN, head.person_id)
    assert milestone.state is MilestoneState.COMPLETED
    assert kinds(session) == ["evidence_version.withdrawn", "milestone.credit_lost"]
    said = session.scalars(sa.select(Event.note).where(Event.kind == "milestone.credit_lost")).all()
    assert said == ["A file it rested on was withdrawn."]  # why may tell what only some may read


def test_a_version_that_the_standing_decision_did_not_look_at_takes_no_credit_with_it(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    first = available(session, plan, milestone, head)
    decide(session, milestone, first, DecisionLevel.REVIEW)
    second = verbs.receive_version(session, first.evidence, file=incoming(), by=head, at=AT)
    settled(session, second, head, replace(CLEAN, sha256="b" * 64))
    decide(session, milestone, second, DecisionLevel.VERIFICATION)
    verbs.withdraw(session, first, why="Out of date", by=head, at=AT, today=TODAY)
    states = [milestone.state]
    verbs.withdraw(session, second, why="Out of date", by=head, at=AT, today=TODAY)
    assert [*states, milestone.state] == [MilestoneState.VERIFIED, MilestoneState.COMPLETED]


def test_a_file_is_withdrawn_once_and_with_a_reason(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = available(session, plan, milestone, head)
    with pytest.raises(RuleBroken, match="Enter why"):
        verbs.withdraw(session, version, why="", by=head, at=AT, today=TODAY)
    verbs.withdraw(session, version, why="Wrong file", by=head, at=AT, today=TODAY)
    with pytest.raises(InvalidMove, match="was withdrawn"):
        verbs.withdraw(session, version, why="Again", by=head, at=AT, today=TODAY)


def edited(session: Session, evidence: Evidence, said: About, by: Actor, seen: int | None = None) -> None:
    revision = evidence.revision if seen is None else seen
    verbs.edit_evidence(session, evidence, about=said, seen_revision=revision, by=by, at=AT, today=TODAY)


def test_what_is_said_can_be_changed_and_the_change_is_in_the_history(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    another = a_milestone(session, plan)
    _recorded(session)
    evidence = available(session, plan, milestone, head).evidence
    edited(session, evidence, about(milestone, title="Better", milestone_ids=frozenset({another.id})), head)
    assert evidence.title == "Better"
    assert [one.id for one in evidence.milestones] == [another.id]
    with pytest.raises(Conflict):
        edited(session, evidence, about(milestone), head, seen=1)
    assert kinds(session)[-1] == "evidence.edited"


def test_what_a_decision_looked_at_cannot_be_changed_under_it(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    another = a_milestone(session, plan)
    version = available(session, plan, milestone, head)
    decide(session, milestone, version, DecisionLevel.REVIEW)
    july = {"period_from": date(2026, 7, 1), "period_to": date(2026, 7, 31)}
    for changes, field in (
        ({"milestone_ids": frozenset({another.id})}, "milestones"),
        ({"kind": EvidenceKind.POLICY}, "kind"),
        (july, "period_from"),
    ):
        with pytest.raises(RuleBroken) as broken:
            edited(session, version.evidence, about(milestone, **changes), head)
        assert broken.value.field == field
    edited(session, version.evidence, about(milestone, milestone_ids=frozenset({milestone.id, another.id})), head)


def test_every_reading_is_an_entry_of_the_history(
    session: Session, plan: Plan, milestone: Milestone, head: Actor
) -> None:
    version = available(session, plan, milestone, head)
    session.commit()
    seen = queries.version(session, version.id, seen_by=head)
    verbs.note_reading(session, seen, by=head, at=AT)
    verbs.note_reading(session, seen, by=head, at=AT)
    assert kinds(session)[-2:] == ["evidence_version.read", "evidence_version.read"]
