"""Deciding on a milestone: review by HMPPS and verification by an inspector, by one road for both and for everybody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.deciding import why_not_independent, why_not_sufficient
from tracker.domain.errors import InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, MilestoneState
from tracker.models import DecidedVersion, Decision, EvidenceVersion, Milestone
from tracker.queries import decisions
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_milestone
from tracker.services.plan_delivery import follow_delivery
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.standing import follow_standing_decision

PERMISSIONS = {
    DecisionLevel.REVIEW: Permission.REVIEW_MILESTONE,
    DecisionLevel.VERIFICATION: Permission.VERIFY_MILESTONE,
}
NOT_REPORTED_DONE = "This milestone is not reported done, so it cannot be decided on yet."
_KINDS = {
    DecisionLevel.REVIEW: EventKind.MILESTONE_REVIEWED,
    DecisionLevel.VERIFICATION: EventKind.MILESTONE_VERIFIED,
}


def decide(
    session: Session,
    milestone: Milestone,
    *,
    level: DecisionLevel,
    outcome: DecisionOutcome,
    why: str,
    version_ids: Collection[int],
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> Decision:
    """A decision by somebody independent, upon the evidence versions they looked at, each with its hash.

    The milestone is verified, or loses its credit, by the decision that then stands (domain/credit.py), which is not
    always this one. Raises NotPermitted, Conflict, InvalidMove, RuleBroken.
    """
    require(by, PERMISSIONS[level], milestone)
    plan = milestone.plan
    lock_milestone(session, milestone)
    _refuse_who_had_a_hand(session, milestone, by)
    decision = _new(milestone, level, outcome, why, by, at)
    sent_before = _sent_before(session, decision, frozenset(version_ids))
    if sent_before is not None:
        return sent_before
    unchanged_since(milestone, seen_revision)
    if milestone.state not in (MilestoneState.COMPLETED, MilestoneState.VERIFIED):
        raise InvalidMove(NOT_REPORTED_DONE)
    looked_at = _looked_at(session, milestone, version_ids, by)
    _check_reason(outcome, why, looked_at)
    _check_outcome(milestone, level, outcome, by)
    decision.versions = [DecidedVersion(evidence_version_id=each.id, sha256=each.sha256) for each in looked_at]
    session.add(decision)
    follow_standing_decision(session, plan, [milestone])
    record(session, _KINDS[level], milestone, by=by, at=at, note=why, covers=[decision, *decision.versions])
    follow_delivery(session, plan, by=by, at=at)
    rescore(session, plan, today=today)
    return decision


def _refuse_who_had_a_hand(session: Session, milestone: Milestone, by: Actor) -> None:
    hands = decisions.hands_in(session, milestone, by.answers_for)
    because = why_not_independent(by.person_id, hands, by.stands_in_for)
    if because is not None:
        raise NotPermitted(because)


def _looked_at(
    session: Session, milestone: Milestone, version_ids: Collection[int], by: Actor
) -> Sequence[EvidenceVersion]:
    """The versions that were ticked: one at least where any is offered, else they would wait for a decision still."""
    offered = {version.id: version for version in decisions.to_look_at(session, milestone.id, seen_by=by)}
    if not offered.keys() >= set(version_ids):
        raise RuleBroken("versions", "Select files that are evidence of this milestone and were not withdrawn")
    if offered and not version_ids:
        raise RuleBroken("versions", "Select the files that you looked at")
    return [offered[key] for key in sorted(set(version_ids))]


def _check_reason(outcome: DecisionOutcome, why: str, looked_at: Sequence[EvidenceVersion]) -> None:
    if not why:
        raise RuleBroken("why", "Enter why you decided this")
    if outcome is not DecisionOutcome.INSUFFICIENT and not looked_at:
        raise RuleBroken("versions", "Select the files that show it")


def _check_outcome(milestone: Milestone, level: DecisionLevel, outcome: DecisionOutcome, by: Actor) -> None:
    if level is not DecisionLevel.REVIEW or outcome is not DecisionOutcome.SUFFICIENT:
        return
    because = why_not_sufficient(by, milestone.place, milestone.keeps_people_safe, milestone.is_drawn)
    if because is not None:
        raise RuleBroken("outcome", because)


def _new(
    milestone: Milestone, level: DecisionLevel, outcome: DecisionOutcome, why: str, by: Actor, at: datetime
) -> Decision:
    return Decision(
        milestone_id=milestone.id,
        level=level,
        outcome=outcome,
        why=why,
        measure_revision=milestone.measure_revision,
        decided_at=at,
        decided_by_id=by.person_id,
    )


def _sent_before(session: Session, decision: Decision, version_ids: frozenset[int]) -> Decision | None:
    """The milestone's last decision where it is word for word the new one: a second click, or a page gone back to."""
    found = decisions.latest(session, decision.milestone_id)
    same = ("level", "outcome", "why", "measure_revision", "decided_by_id")
    if found is None or found[1] != version_ids:
        return None
    return found[0] if all(getattr(found[0], name) == getattr(decision, name) for name in same) else None
