"""What one milestone is worth, in twentieths of its weight, and why it is not worth more.

Twentieths, because an underway milestone counts 0.3 as reported, and a partly sufficient decision on stale evidence
a quarter as verified: 6 and 5 twentieths, so that all sums stay integers. Source: product rules, sections 6 and 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.score_facts import DecisionFacts, MilestoneFacts, Shown
from tracker.domain.shelf_life import is_stale, stale_on
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, MilestoneState

WHOLE = 20
REPORTED = {
    MilestoneState.PLANNED: 0,
    MilestoneState.UNDERWAY: 6,
    MilestoneState.COMPLETED: WHOLE,
    MilestoneState.VERIFIED: WHOLE,
    MilestoneState.CANCELLED: 0,
}
VERIFIED = {DecisionOutcome.SUFFICIENT: WHOLE, DecisionOutcome.PARTLY: WHOLE // 2, DecisionOutcome.INSUFFICIENT: 0}
REPORTED_DONE = frozenset({MilestoneState.COMPLETED, MilestoneState.VERIFIED})


class Gap(StrEnum):
    """Why a milestone is verified for less than is reported. Stored in a score's parts by these words.

    WAITING: evidence waits for a reviewer. JUDGED: the standing decision is partly or insufficient, or rests on stale
    evidence, and nothing newer waits. UNSHOWN: reported done and no evidence counts. UNDERWAY: begun, which nobody can
    verify yet.
    """

    NONE = "none"
    WAITING = "waiting"
    JUDGED = "judged"
    UNSHOWN = "unshown"
    UNDERWAY = "underway"


@dataclass(frozen=True)
class Credit:
    """One milestone's. `weight` is what counts of it: 0 where another took its place. `stale_evidence` is the id of the
    stale evidence that halves it, the lowest of several, or 0."""

    ordinal: int
    weight: int
    reported: int
    verified: int
    gap: Gap
    stale_evidence: int
    is_sufficient: bool


def latest_decision(milestone: MilestoneFacts) -> DecisionFacts | None:
    """Of the decisions on its present measure the latest inspector's, else the latest reviewer's.

    A change of the measure leaves every earlier decision behind, at either level.
    """
    current = [each for each in milestone.decisions if each.measure_revision == milestone.measure_revision]
    inspectors = [each for each in current if each.level is DecisionLevel.VERIFICATION]
    return max(inspectors or current, key=lambda each: each.id, default=None)


def standing_decision(milestone: MilestoneFacts) -> DecisionFacts | None:
    """The latest decision, while none of what it looked at is withdrawn.

    No earlier one takes its place then: else withdrawing what an unwelcome decision looked at would bring credit back.
    """
    latest = latest_decision(milestone)
    if latest is None or any(version.is_withdrawn for version in latest.looked_at):
        return None
    return latest


def waiting(milestone: MilestoneFacts) -> list[Shown]:
    """The available versions that the standing decision has not looked at, or all where none stands."""
    standing = standing_decision(milestone)
    seen = {version.version_id for version in standing.looked_at} if standing else set()
    return [each for each in milestone.shown if each.version_id not in seen]


def credit(milestone: MilestoneFacts, today: date) -> Credit:
    """What it is worth on `today`. A decision counts while the milestone is reported done, and not otherwise."""
    done = milestone.state in REPORTED_DONE
    standing = standing_decision(milestone) if done else None
    stale = _stale_evidence(standing, today)
    verified = VERIFIED[standing.outcome] if standing else 0
    if stale:
        verified //= 2
    reported = REPORTED[milestone.state]
    return Credit(
        milestone.ordinal,
        0 if milestone.is_replaced else milestone.weight,
        reported,
        verified,
        _gap(milestone, reported - verified, standing),
        stale,
        standing is not None and standing.outcome is DecisionOutcome.SUFFICIENT,
    )


def counts_half_since(standing: DecisionFacts, today: date) -> date | None:
    """From when on the first of the evidence that it rests on is stale; None where none is on `today`."""
    dates = (stale_on(each.kind, each.period_to) for each in standing.looked_at)
    return min((since for since in dates if since and since <= today), default=None)


def _stale_evidence(standing: DecisionFacts | None, today: date) -> int:
    looked_at = standing.looked_at if standing else ()
    return min((each.evidence_id for each in looked_at if is_stale(each.kind, each.period_to, today)), default=0)


def _gap(milestone: MilestoneFacts, missing: int, standing: DecisionFacts | None) -> Gap:
    if not missing:
        return Gap.NONE
    if milestone.state is MilestoneState.UNDERWAY:
        return Gap.UNDERWAY
    if waiting(milestone):
        return Gap.WAITING
    return Gap.JUDGED if standing else Gap.UNSHOWN
