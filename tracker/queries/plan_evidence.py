"""All the evidence of a plan with its versions, in one statement: for its page, and for what decisions rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.domain.score_facts import Shown
from tracker.domain.vocabulary import EvidenceKind, EvidenceState
from tracker.models import Evidence, EvidenceVersion, Inspection, Person, Plan, Recommendation
from tracker.models.evidence import evidence_milestone
from tracker.queries.scope import EVIDENCE_SEEN, scope_of


class Version(NamedTuple):
    """A version of a file with what is said of its evidence. `is_seen`: whether this reader may know of that."""

    evidence_id: int
    title: str
    kind: EvidenceKind
    period_from: date | None
    period_to: date | None
    is_restricted: bool
    is_seen: bool
    id: int
    number: int
    state: EvidenceState
    uploaded_at: datetime
    uploaded_by: str


@dataclass(slots=True)
class Piece:
    """A piece of evidence: its versions, the first one first, and the ids of the milestones it is for."""

    versions: list[Version] = field(default_factory=list)
    milestone_ids: list[int] = field(default_factory=list)

    @property
    def latest_kept(self) -> Version | None:
        """The latest version that was not refused: the one that lists show."""
        return next((each for each in reversed(self.versions) if each.state is not EvidenceState.REFUSED), None)

    @property
    def latest_available(self) -> Version | None:
        return next((each for each in reversed(self.versions) if each.state is EvidenceState.AVAILABLE), None)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A line of a list: the latest version not refused, and the titles of the milestones it is for."""

    version: Version
    milestones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanEvidence:
    """Every piece by its id and every version by its id, seen or not: a plan's figures count them all."""

    pieces: Mapping[int, Piece]
    versions: Mapping[int, Version]

    def lines(self, titles: Mapping[int, str]) -> list[EvidenceLine]:
        """Of what may be seen, the newest first. `titles` are those of the plan's milestones, in its order."""
        kept = ((piece.latest_kept, piece) for piece in self.pieces.values())
        lines = [
            EvidenceLine(version, tuple(titles[key] for key in titles if key in piece.milestone_ids))
            for version, piece in kept
            if version is not None and version.is_seen
        ]
        return sorted(lines, key=lambda line: (line.version.uploaded_at, line.version.evidence_id), reverse=True)

    def shown_for(self, milestone_id: int) -> tuple[Shown, ...]:
        """The latest available version of each piece for a milestone, in the order of their ids."""
        linked = (piece for piece in self.pieces.values() if milestone_id in piece.milestone_ids)
        available = (piece.latest_available for piece in linked)
        return tuple(Shown(each.evidence_id, each.id, each.number) for each in available if each is not None)


def of_plan(session: Session, plan_id: int, *, seen_by: Actor) -> PlanEvidence:
    """The evidence of a plan already seen. One statement."""
    pieces: dict[int, Piece] = {}
    versions: dict[int, Version] = {}
    for *columns, milestone_id in session.execute(_OF_PLAN, {"plan_id": plan_id, **scope_of(seen_by)}):
        version = Version._make(columns)
        piece = pieces.setdefault(version.evidence_id, Piece())
        if version.id not in versions:
            versions[version.id] = version
            piece.versions.append(version)
        if milestone_id is not None and milestone_id not in piece.milestone_ids:
            piece.milestone_ids.append(milestone_id)
    return PlanEvidence(pieces, versions)


# A row for every version and every milestone it is for: both are few, and two statements more would cost more.
_OF_PLAN = (
    sa.select(
        Evidence.id,
        Evidence.title,
        Evidence.kind,
        Evidence.period_from,
        Evidence.period_to,
        Evidence.is_restricted,
        EVIDENCE_SEEN.label("is_seen"),
        EvidenceVersion.id,
        EvidenceVersion.number,
        EvidenceVersion.state,
        EvidenceVersion.uploaded_at,
        Person.name,
        evidence_milestone.c.milestone_id,
    )
    .select_from(Evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .join(EvidenceVersion, EvidenceVersion.evidence_id == Evidence.id)
    .join(Person, Person.id == EvidenceVersion.uploaded_by_id)
    .outerjoin(evidence_milestone, evidence_milestone.c.evidence_id == Evidence.id)
    .where(Evidence.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(Evidence.id, EvidenceVersion.number)
)
