"""The rows of what is done under plans: milestones, a third of them overdue, evidence with versions, and decisions.

Every plan has one milestone; those of the first unit, whose pages are measured, have five; two plans of the first
inspection of another size have twenty-five and a hundred. Dates are about the day on which the world is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from tests.bench.inspected import SENTENCE, Rows, Size, owner_of
from tracker.domain.sampling import is_drawn
from tracker.domain.vocabulary import (
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    EvidenceState,
    MilestoneState,
)
from tracker.models import Base
from tracker.models.evidence import evidence_milestone

MILESTONES, MILESTONES_OF_FIRST_UNIT, MANY = 1, 5, (25, 100)
DONE = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
_KINDS = tuple(EvidenceKind)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone to be: its id, its plan, its place there, who owns it, and which of the three kinds it is."""

    key: int
    plan_id: int
    ordinal: int
    owner_id: int

    @property
    def is_overdue(self) -> bool:
        return self.key % 3 == 0

    @property
    def is_done(self) -> bool:
        return self.key % 3 == 1

    @property
    def is_decided(self) -> bool:
        return self.is_done and self.key % 4 > 0

    @property
    def outcome(self) -> DecisionOutcome:
        return DecisionOutcome.PARTLY if self.key % 4 == 1 else DecisionOutcome.SUFFICIENT

    @property
    def versions(self) -> int:
        return 1 + self.key % 2

    @property
    def state(self) -> MilestoneState:
        if self.is_done:
            is_verified = self.is_decided and self.outcome is DecisionOutcome.SUFFICIENT
            return MilestoneState.VERIFIED if is_verified else MilestoneState.COMPLETED
        return MilestoneState.UNDERWAY if self.key % 2 else MilestoneState.PLANNED


def tables(size: Size, today: date) -> Iterator[tuple[sa.Table, Rows]]:
    """Every table with its rows, in the order in which they refer to one another. A milestone's evidence has its id."""
    every = list(steps(size))
    done = [step for step in every if step.is_done]
    decided = [step for step in done if step.is_decided]
    named = Base.metadata.tables
    yield named["milestone"], (_milestone(step, today) for step in every)
    yield named["evidence"], (_evidence(step, today) for step in done)
    yield (
        named["evidence_version"],
        (_version(step, number) for number in (1, 2) for step in done if number <= step.versions),
    )
    yield evidence_milestone, ({"evidence_id": step.key, "milestone_id": step.key} for step in done)
    yield named["decision"], (_decision(step) for step in decided)
    yield named["decided_version"], (_looked_at(step) for step in decided)


def milestones_of(size: Size) -> list[int]:
    """How many milestones each plan has, in the order of the plans' ids."""
    counts = []
    for number, plans in enumerate(size.recommendation_counts):
        of_first_unit = number < size.inspections and owner_of(number, size) == 1
        counts += [MILESTONES_OF_FIRST_UNIT if of_first_unit else MILESTONES] * plans
        if number == size.inspections:
            counts[-plans : len(MANY) - plans] = MANY
    return counts


def steps(size: Size) -> Iterator[Step]:
    """The milestones of every plan, in the order of their ids."""
    keys, plans = count(1), count(1)
    of_each = iter(milestones_of(size))
    for number, recommendations in enumerate(size.recommendation_counts):
        for _ in range(recommendations):
            plan_id = next(plans)
            for ordinal in range(1, next(of_each) + 1):
                yield Step(next(keys), plan_id, ordinal, owner_of(number, size))


def _milestone(step: Step, today: date) -> dict[str, Any]:
    past = -timedelta(days=1 + step.key % 60)
    return {
        "id": step.key,
        "plan_id": step.plan_id,
        "ordinal": step.ordinal,
        "title": f"Step {step.ordinal}: brief all practitioners and check what has changed in their cases",
        "owner_id": step.owner_id,
        "weight": 1 + step.key % 5,
        "due_on": today + (past if step.is_overdue or step.is_done else timedelta(days=7 + step.key % 90)),
        "evidence_expected": "An audit of twenty cases, looked at by somebody from another unit.",
        "state": step.state,
        "is_drawn": is_drawn(step.key) if step.is_done else None,
        "completed_at": DONE if step.is_done else None,
        "completed_by_id": step.owner_id if step.is_done else None,
        "completion_note": "All teams were briefed." if step.is_done else "",
    }


def _evidence(step: Step, today: date) -> dict[str, Any]:
    return {
        "id": step.key,
        "plan_id": step.plan_id,
        "title": f"What was found in step {step.ordinal}",
        "kind": _KINDS[step.key % len(_KINDS)],
        "period_from": today - timedelta(days=60 + step.key % 200),
        "period_to": today - timedelta(days=30 + step.key % 200),
        "uploaded_by_id": step.owner_id,
    }


def _version(step: Step, number: int) -> dict[str, Any]:
    return {
        "id": 2 * step.key + number,
        "evidence_id": step.key,
        "number": number,
        "file_name": "audit.pdf",
        "media_type": "application/pdf",
        "size": 1_000_000,
        "sha256": f"{2 * step.key + number:064x}",
        "storage_key": f"bench-{step.key}-{number}",
        "state": EvidenceState.AVAILABLE,
        "uploaded_at": DONE,
        "uploaded_by_id": step.owner_id,
    }


def _decision(step: Step) -> dict[str, Any]:
    return {
        "id": step.key,
        "milestone_id": step.key,
        "level": DecisionLevel.REVIEW,
        "outcome": step.outcome,
        "why": SENTENCE,
        "measure_revision": 1,
        "decided_at": DONE,
        "decided_by_id": step.owner_id,
    }


def _looked_at(step: Step) -> dict[str, Any]:
    first = 2 * step.key + 1
    return {"id": step.key, "decision_id": step.key, "evidence_version_id": first, "sha256": f"{first:064x}"}
