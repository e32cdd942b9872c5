"""What shows the milestones of one page of an evidence room, and what was decided on them. Two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain import score_facts
from tracker.domain.credit import counts_half_since, latest_decision, standing_decision, waiting
from tracker.domain.permissions import Actor
from tracker.domain.score_facts import DecisionFacts, LookedAt, MilestoneFacts
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceKind, EvidenceState
from tracker.models import (
    DecidedVersion,
    Decision,
    Evidence,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries.evidence_room import RoomMilestone
from tracker.queries.scope import EVIDENCE_SEEN, scope_of


class Version(NamedTuple):
    """A version of a file for a milestone. `is_seen`: whether this reader may know what it is."""

    milestone_id: int
    evidence_id: int
    title: str
    kind: EvidenceKind
    period_from: date | None
    period_to: date | None
    is_seen: bool
    id: int
    number: int
    state: EvidenceState
    uploaded_at: datetime
    uploaded_by_id: int
    uploaded_by: str


class Made(NamedTuple):
    """A decision with one of the versions that it looked at, if it looked at any."""

    milestone_id: int
    id: int
    level: DecisionLevel
    outcome: DecisionOutcome
    why: str
    measure_revision: int
    at: datetime
    by: str
    version_id: int | None
    evidence_id: int | None
    kind: EvidenceKind | None
    period_to: date | None
    version_state: EvidenceState | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence by its newest version that was not refused; `waits`: no standing decision looked at it."""

    newest: Version
    waits: bool


@dataclass(frozen=True, slots=True)
class Shows:
    """What shows a milestone. `stands` is the decision that credit rests on; `earlier`: how many others there are.

    `stale_since`: from when on evidence that it rests on is out of date, so that it counts half. `fell`: the latest
    decision stands no more, since something it looked at was withdrawn.
    """

    pieces: tuple[Piece, ...]
    stands: Made | None
    stale_since: date | None
    earlier: int
    fell: bool
    uploaders: frozenset[int]


def of_milestones(
    session: Session, milestones: Sequence[RoomMilestone], *, seen_by: Actor, today: date
) -> dict[int, Shows]:
    """By milestone id, of milestones already seen. Two statements."""
    asked = {"milestone_ids": [each.id for each in milestones], **scope_of(seen_by)}
    versions: dict[int, list[Version]] = defaultdict(list)
    for row in session.execute(_VERSIONS, asked):
        versions[row[0]].append(Version._make(row))
    made: dict[int, list[Made]] = defaultdict(list)
    for row in session.execute(_DECISIONS, asked):
        made[row[0]].append(Made._make(row))
    return {each.id: _shows(each, versions[each.id], made[each.id], today) for each in milestones}


def _shows(milestone: RoomMilestone, versions: Sequence[Version], made: Sequence[Made], today: date) -> Shows:
    facts = _facts(milestone, versions, made)
    stands, latest = standing_decision(facts), latest_decision(facts)
    by_id = {each.id: each for each in made}
    waits = {each.evidence_id for each in waiting(facts)}
    newest = {each.evidence_id: each for each in versions if each.state is not EvidenceState.REFUSED}
    return Shows(
        tuple(Piece(each, each.evidence_id in waits) for each in newest.values()),
        by_id[stands.id] if stands else None,
        counts_half_since(stands, today) if stands else None,
        len(by_id) - bool(stands),
        latest is not None and stands is None,
        frozenset(each.uploaded_by_id for each in versions),
    )


def _facts(milestone: RoomMilestone, versions: Sequence[Version], made: Sequence[Made]) -> MilestoneFacts:
    """What the milestone's credit is made of (domain/credit.py)."""
    looked_at: dict[int, list[LookedAt]] = {each.id: [] for each in made}
    for each in made:
        if each.version_id is not None and each.evidence_id is not None and each.kind is not None:
            is_withdrawn = each.version_state is EvidenceState.WITHDRAWN
            looked_at[each.id].append(
                LookedAt(each.version_id, each.evidence_id, each.kind, each.period_to, is_withdrawn)
            )
    available = {each.evidence_id: each for each in versions if each.state is EvidenceState.AVAILABLE}
    return MilestoneFacts(
        milestone.ordinal,
        milestone.weight,
        milestone.state,
        milestone.due_on,
        milestone.measure_revision,
        tuple(
            DecisionFacts(one.id, one.level, one.outcome, one.measure_revision, tuple(looked_at[one.id]))
            for one in {each.id: each for each in made}.values()
        ),
        tuple(score_facts.Shown(each.evidence_id, each.id, each.number) for each in available.values()),
    )


_IDS: sa.BindParameter[Any] = sa.bindparam("milestone_ids", type_=sa.Integer(), expanding=True)
_VERSIONS = (
    sa.select(
        evidence_milestone.c.milestone_id,
        Evidence.id,
        Evidence.title,
        Evidence.kind,
        Evidence.period_from,
        Evidence.period_to,
        EVIDENCE_SEEN,
        EvidenceVersion.id,
        EvidenceVersion.number,
        EvidenceVersion.state,
        EvidenceVersion.uploaded_at,
        EvidenceVersion.uploaded_by_id,
        Person.name,
    )
    .select_from(evidence_milestone)
    .join(Evidence, Evidence.id == evidence_milestone.c.evidence_id)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .join(EvidenceVersion, EvidenceVersion.evidence_id == Evidence.id)
    .join(Person, Person.id == EvidenceVersion.uploaded_by_id)
    .where(evidence_milestone.c.milestone_id.in_(_IDS))
    .order_by(Evidence.id, EvidenceVersion.number)
)
_DECISIONS = (
    sa.select(
        Decision.milestone_id,
        Decision.id,
        Decision.level,
        Decision.outcome,
        Decision.why,
        Decision.measure_revision,
        Decision.decided_at,
        Person.name,
        EvidenceVersion.id,
        Evidence.id,
        Evidence.kind,
        Evidence.period_to,
        EvidenceVersion.state,
    )
    .join(Decision.milestone)
    .join(Decision.decided_by)
    .outerjoin(DecidedVersion, DecidedVersion.decision_id == Decision.id)
    .outerjoin(EvidenceVersion, EvidenceVersion.id == DecidedVersion.evidence_version_id)
    .outerjoin(Evidence, Evidence.id == EvidenceVersion.evidence_id)
    .where(Milestone.id.in_(_IDS))
    .order_by(Decision.id, DecidedVersion.id)
)
