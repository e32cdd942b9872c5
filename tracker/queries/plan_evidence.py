"""All the evidence of a plan with its versions, in one statement: for its page, and for what decisions rest on.

Everything is loaded, because figures count what a reader may not know of; the rules say of each piece who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor, At, Permission, can
from tracker.domain.score_facts import Shown
from tracker.domain.vocabulary import EvidenceKind, EvidenceState
from tracker.models import Evidence, EvidenceVersion, Person, Plan
from tracker.models.evidence import evidence_milestone
from tracker.queries.recommendation_seen import SeenPlan


class Version(NamedTuple):
    """A version of a file with what is said of its evidence. `uploader_id` is who uploaded the first,
    `uploaded_by_id` who uploaded this one."""

    evidence_id: int
    title: str
    kind: EvidenceKind
    period_from: date | None
    period_to: date | None
    is_restricted: bool
    uploader_id: int
    id: int
    number: int
    state: EvidenceState
    uploaded_at: datetime
    uploaded_by: str
    uploaded_by_id: int


@dataclass(slots=True)
class Piece:
    """A piece of evidence: its versions, the first one first, and the ids of the milestones it is for.

    `is_seen`: whether this reader may know of it.
    """

    is_seen: bool
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
        kept = ((piece.latest_kept, piece) for piece in self.pieces.values() if piece.is_seen)
        lines = [
            EvidenceLine(version, tuple(titles[key] for key in titles if key in piece.milestone_ids))
            for version, piece in kept
            if version is not None
        ]
        return sorted(lines, key=lambda line: (line.version.uploaded_at, line.version.evidence_id), reverse=True)

    def shown_for(self, milestone_id: int) -> tuple[Shown, ...]:
        """The latest available version of each piece for a milestone, in the order of their ids."""
        linked = (piece for piece in self.pieces.values() if milestone_id in piece.milestone_ids)
        available = (piece.latest_available for piece in linked)
        return tuple(Shown(each.evidence_id, each.id, each.number) for each in available if each is not None)

    def uploaders_for(self, milestone_id: int) -> frozenset[int]:
        """The ids of those who uploaded any version of any evidence for a milestone, withdrawn or not."""
        linked = (piece for piece in self.pieces.values() if milestone_id in piece.milestone_ids)
        return frozenset(version.uploaded_by_id for piece in linked for version in piece.versions)


def of_plan(session: Session, plan: Plan | SeenPlan, *, seen_by: Actor) -> PlanEvidence:
    """The evidence of a plan already seen, loaded with its place. One statement."""
    place = plan.place

    @cache
    def is_seen(uploader_id: int, is_restricted: bool) -> bool:
        evidence = At(replace(place, uploader_id=uploader_id, is_restricted=is_restricted))
        return can(seen_by, Permission.SEE_EVIDENCE, evidence)

    pieces: dict[int, Piece] = {}
    versions: dict[int, Version] = {}
    for *columns, milestone_id in session.connection().execute(_OF_PLAN, {"plan_id": plan.id}):
        version = Version._make(columns)
        piece = pieces.get(version.evidence_id)
        if piece is None:
            piece = pieces[version.evidence_id] = Piece(is_seen(version.uploader_id, version.is_restricted))
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
        Evidence.uploaded_by_id,
        EvidenceVersion.id,
        EvidenceVersion.number,
        EvidenceVersion.state,
        EvidenceVersion.uploaded_at,
        Person.name,
        EvidenceVersion.uploaded_by_id,
        evidence_milestone.c.milestone_id,
    )
    .select_from(Evidence)
    .join(EvidenceVersion, EvidenceVersion.evidence_id == Evidence.id)
    .join(Person, Person.id == EvidenceVersion.uploaded_by_id)
    .outerjoin(evidence_milestone, evidence_milestone.c.evidence_id == Evidence.id)
    .where(Evidence.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(Evidence.id, EvidenceVersion.number)
)
