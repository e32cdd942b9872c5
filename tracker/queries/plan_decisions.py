"""The decisions on the milestones of a plan, as they are read and as facts that credit is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain import score_facts
from tracker.domain.credit import counts_half_since, standing_decision, waiting
from tracker.domain.permissions import Actor
from tracker.domain.score_facts import DecisionFacts, MilestoneFacts
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceState, MilestoneState
from tracker.models import DecidedVersion, Decision, Milestone, Person
from tracker.queries import plan_evidence
from tracker.queries.plan_evidence import PlanEvidence, Version


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A version that a decision looked at. `title` is None where the evidence is restricted for this reader."""

    evidence_id: int
    title: str | None
    number: int
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision; `stands`: credit rests on it now. `is_overruled`: an inspector's stands instead.

    `stale_since`: from when on evidence that it looked at is out of date, so that it counts half.
    """

    id: int
    level: DecisionLevel
    outcome: DecisionOutcome
    why: str
    by: str
    at: datetime
    stands: bool
    is_overruled: bool
    stale_since: date | None
    versions: tuple[LookedAt, ...]


@dataclass(frozen=True, slots=True)
class OfMilestone:
    """A milestone's decisions, the latest first, and the versions that the one standing did not look at."""

    decisions: tuple[Decided, ...]
    waiting: tuple[LookedAt, ...]


class Asked(Protocol):
    """A milestone as far as decisions on it go."""

    @property
    def id(self) -> int: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def state(self) -> MilestoneState: ...
    @property
    def due_on(self) -> date: ...
    @property
    def measure_revision(self) -> int: ...


class Row(NamedTuple):
    """A decision with one version that it looked at, or none."""

    milestone_id: int
    id: int
    level: DecisionLevel
    outcome: DecisionOutcome
    why: str
    measure_revision: int
    at: datetime
    by: str
    version_id: int | None


Rows = Mapping[int, Sequence[Row]]
"""By milestone id, the first decision first."""


def rows_of_plan(session: Session, plan_id: int) -> Rows:
    """The decisions on the milestones of a plan already seen. One statement."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in session.connection().execute(_OF_PLAN, {"plan_id": plan_id}):
        rows[row[0]].append(Row._make(row))
    return rows


def of_milestone(session: Session, milestone: Milestone, *, seen_by: Actor, today: date) -> OfMilestone:
    """The decisions on a milestone already seen, loaded with its plan. Two statements."""
    evidence = plan_evidence.of_plan(session, milestone.plan, seen_by=seen_by)
    rows = rows_of_plan(session, milestone.plan_id).get(milestone.id, ())
    return made_on(facts_of(milestone, rows, evidence), rows, evidence, today)


def facts_of(milestone: Asked, rows: Sequence[Row], evidence: PlanEvidence) -> MilestoneFacts:
    """What the milestone's credit is made of (domain/credit.py). `rows` are those of its own decisions."""
    looked_at: dict[int, list[score_facts.LookedAt]] = {row.id: [] for row in rows}
    for row in rows:
        if row.version_id is not None:
            looked_at[row.id].append(_looked_at(evidence.versions[row.version_id]))
    made = (
        DecisionFacts(one.id, one.level, one.outcome, one.measure_revision, tuple(looked_at[one.id]))
        for one in {row.id: row for row in rows}.values()
    )
    return MilestoneFacts(
        milestone.ordinal,
        milestone.weight,
        milestone.state,
        milestone.due_on,
        milestone.measure_revision,
        tuple(
            DecisionFacts(one.id, one.level, one.outcome, one.measure_revision, tuple(looked_at[one.id]))
            for one in made
        ),
        evidence.shown_for(milestone.id),
    )


def made_on(facts: MilestoneFacts, rows: Sequence[Row], evidence: PlanEvidence, today: date) -> OfMilestone:
    """The same decisions as they are read, the latest first."""
    stands = standing_decision(facts)
    versions: dict[int, list[LookedAt]] = {row.id: [] for row in reversed(rows)}
    for row in rows:
        if row.version_id is not None:
            versions[row.id].append(_named(row.version_id, evidence))
    one = {row.id: row for row in rows}
    return OfMilestone(
        tuple(_decided(one[key], stands, looked, today) for key, looked in versions.items()),
        tuple(_named(shown.version_id, evidence) for shown in waiting(facts)),
    )


def _decided(row: Row, standing: DecisionFacts | None, versions: Sequence[LookedAt], today: date) -> Decided:
    stands = standing is not None and row.id == standing.id
    by_inspector = standing is not None and standing.level is DecisionLevel.VERIFICATION
    is_overruled = by_inspector and row.level is DecisionLevel.REVIEW
    stale_since = counts_half_since(standing, today) if standing and stands else None
    return Decided(*row[1:5], row.by, row.at, stands, is_overruled, stale_since, tuple(versions))


def _named(version_id: int, evidence: PlanEvidence) -> LookedAt:
    seen = evidence.versions[version_id]
    title = seen.title if evidence.pieces[seen.evidence_id].is_seen else None
    return LookedAt(seen.evidence_id, title, seen.number, seen.state is EvidenceState.WITHDRAWN)


def _looked_at(version: Version) -> score_facts.LookedAt:
    is_withdrawn = version.state is EvidenceState.WITHDRAWN
    return score_facts.LookedAt(version.id, version.evidence_id, version.kind, version.period_to, is_withdrawn)


_OF_PLAN = (
    sa.select(
        Decision.milestone_id,
        Decision.id,
        Decision.level,
        Decision.outcome,
        Decision.why,
        Decision.measure_revision,
        Decision.decided_at,
        Person.name,
        DecidedVersion.evidence_version_id,
    )
    .join(Decision.milestone)
    .join(Decision.decided_by)
    .outerjoin(DecidedVersion, DecidedVersion.decision_id == Decision.id)
    .where(Milestone.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(Decision.id, DecidedVersion.id)
)
