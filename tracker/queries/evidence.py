"""Evidence: one piece with its versions, one version, all of a plan; restricted evidence only for those who may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import EvidenceKind, EvidenceState
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
from tracker.queries.scope import EVIDENCE_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A line of a list: a piece of evidence with the latest version not refused, and the titles of its milestones."""

    id: int
    title: str
    kind: EvidenceKind
    period_from: date | None
    period_to: date | None
    is_restricted: bool
    version_id: int
    number: int
    file_name: str
    size: int
    state: EvidenceState
    uploaded_at: datetime
    uploaded_by: str
    milestones: tuple[str, ...] = ()

    @property
    def can_be_opened(self) -> bool:
        return self.state is EvidenceState.AVAILABLE


def get(session: Session, evidence_id: int, *, seen_by: Actor) -> Evidence:
    """The evidence with its place, milestones and versions; NotFound where it is not theirs to see."""
    found = session.scalars(_ONE, {"evidence_id": evidence_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such evidence.")
    return found


def version(session: Session, version_id: int, *, seen_by: Actor) -> EvidenceVersion:
    """A version with its evidence and place; NotFound where the evidence is not theirs to see."""
    found = session.scalars(_VERSION, {"version_id": version_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such file.")
    return found


def of_plan(session: Session, plan_id: int, *, seen_by: Actor) -> list[EvidenceLine]:
    """All evidence of a plan that may be seen, the newest first, but for what was refused. Two statements."""
    rows = session.execute(_OF_PLAN, {"plan_id": plan_id, **scope_of(seen_by)}).all()
    links = defaultdict(list)
    for evidence_id, title in session.execute(_LINKS, {"plan_id": plan_id}):
        links[evidence_id].append(title)
    return [EvidenceLine(**row._asdict(), milestones=tuple(links[row.id])) for row in rows]


def is_evidence_of(session: Session, plan_id: int, sha256: str) -> bool:
    """Whether a file of these very bytes is evidence of the plan already, whoever may see it."""
    return session.scalar(_SAME_BYTES, {"plan_id": plan_id, "sha256": sha256}) is not None


def rests_on(session: Session, evidence_id: int) -> dict[int, str]:
    """The milestones, by id with their titles, on which a decision looked at a version of this evidence."""
    return {key: title for key, title in session.execute(_RESTING, {"evidence_id": evidence_id})}  # noqa: C416


_SEEN = (
    sa.select(Evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(EVIDENCE_SEEN)
)
_place = (
    contains_eager(Evidence.plan)
    .contains_eager(Plan.recommendation)
    .contains_eager(Recommendation.inspection)
    .contains_eager(Inspection.unit)
)
_ONE = _SEEN.where(Evidence.id == sa.bindparam("evidence_id")).options(
    _place,
    selectinload(Evidence.milestones),
    selectinload(Evidence.versions).joinedload(EvidenceVersion.uploaded_by),
)
_in_evidence = contains_eager(EvidenceVersion.evidence)
_VERSION = (
    sa.select(EvidenceVersion)
    .join(EvidenceVersion.evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(EvidenceVersion.id == sa.bindparam("version_id"), EVIDENCE_SEEN)
    .options(
        _in_evidence.contains_eager(Evidence.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit)
    )
)
_newer = aliased(EvidenceVersion)
_OF_PLAN = (
    sa.select(
        Evidence.id,
        Evidence.title,
        Evidence.kind,
        Evidence.period_from,
        Evidence.period_to,
        Evidence.is_restricted,
        EvidenceVersion.id.label("version_id"),
        EvidenceVersion.number,
        EvidenceVersion.file_name,
        EvidenceVersion.size,
        EvidenceVersion.state,
        EvidenceVersion.uploaded_at,
        Person.name.label("uploaded_by"),
    )
    .select_from(Evidence)
    .join(Evidence.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .join(EvidenceVersion, EvidenceVersion.evidence_id == Evidence.id)
    .join(Person, Person.id == EvidenceVersion.uploaded_by_id)
    .where(
        Evidence.plan_id == sa.bindparam("plan_id"),
        EVIDENCE_SEEN,
        EvidenceVersion.state != EvidenceState.REFUSED,
        ~sa.exists().where(
            _newer.evidence_id == Evidence.id,
            _newer.number > EvidenceVersion.number,
            _newer.state != EvidenceState.REFUSED,
        ),
    )
    .order_by(EvidenceVersion.uploaded_at.desc(), Evidence.id.desc())
)
_LINKS = (
    sa.select(evidence_milestone.c.evidence_id, Milestone.title)
    .join(Milestone, Milestone.id == evidence_milestone.c.milestone_id)
    .where(Milestone.plan_id == sa.bindparam("plan_id"))
    .order_by(Milestone.ordinal)
)
_SAME_BYTES = (
    sa.select(EvidenceVersion.id)
    .join(EvidenceVersion.evidence)
    .where(
        Evidence.plan_id == sa.bindparam("plan_id"),
        EvidenceVersion.sha256 == sa.bindparam("sha256"),
        EvidenceVersion.state == EvidenceState.AVAILABLE,
    )
    .limit(1)
)
_RESTING = (
    sa.select(Milestone.id, Milestone.title)
    .join(Decision, Decision.milestone_id == Milestone.id)
    .join(DecidedVersion, DecidedVersion.decision_id == Decision.id)
    .join(EvidenceVersion, EvidenceVersion.id == DecidedVersion.evidence_version_id)
    .where(EvidenceVersion.evidence_id == sa.bindparam("evidence_id"))
    .distinct()
)
