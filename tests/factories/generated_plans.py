"""Plans made up at random, whole with evidence and decisions: the same plan for the same seed, row by row.

Dates crowd around the limits that scores have, so that each limit is met from both sides. Nothing is sensible: work
that is planned has decisions, and decisions have looked at files that were refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.shelf_life import SHELF_LIFE, months_before
from tracker.domain.vocabulary import (
    DeadlineSource,
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    EvidenceState,
    MilestoneState,
    PlanState,
    Response,
    SubjectKind,
    Whose,
)
from tracker.models import Base

AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
PERSON = 1
Row = dict[str, Any]


@dataclass
class Rows:
    """Rows by table, in an order in which they can be inserted. Ids are counted from 1 in each table."""

    by_table: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, **values: Any) -> int:
        rows = self.by_table[table]
        rows.append({"id": len(rows) + 1} | values)
        return len(rows)

    def insert(self, session: Session) -> None:
        """Into empty tables."""
        for table in Base.metadata.sorted_tables:
            if self.by_table[table.name]:
                session.execute(table.insert(), self.by_table[table.name])


def generated(seeds: Iterable[int], today: date) -> Rows:
    """A plan for each seed; what it is depends on nothing but its seed, today and its place in the row."""
    rows = Rows()
    rows.add("person", name="Robin Hale", email="robin@example.com")
    for seed in seeds:
        _plan(rows, Random(f"{seed}"), today)
    return rows


def _plan(rows: Rows, some: Random, today: date) -> None:
    inspection = rows.add(
        "inspection",
        title="An inspection",
        subject_kind=SubjectKind.THEMATIC,
        published_on=today - timedelta(days=200),
        **_reinspection(some, today),
    )
    recommendation = rows.add(
        "recommendation", inspection_id=inspection, ordinal=1, number="1", text="do better.", is_for_subject=True
    )
    due = today + timedelta(days=some.choice([-30, -16, -15, -14, -13, -1, 0, 1]))
    fixed = {"source": DeadlineSource.HMPPS, "start_event": "publication", "calendar_version": "test"}
    deadline = rows.add("deadline", starts_on=due, due_on=due, **fixed)
    answered = some.random() < 0.8
    plan = rows.add(
        "plan",
        recommendation_id=recommendation,
        owner_id=PERSON,
        deadline_id=deadline,
        state=PlanState.DRAFT,
        response=Response.AGREED if answered else Response.NONE,
        responded_at=AT if answered else None,
        responded_by_id=PERSON if answered else None,
        inputs_revision=some.randrange(5),
    )
    milestones = _milestones(rows, some, plan, today)
    _replaced(rows, some, plan, milestones)
    for number in range(1, some.choice([1, 2, 3])):
        _agreed(rows, some, plan, number, milestones, today)
    for _ in range(some.choice([0, 1])):
        _measured(rows, some, plan, today)
    versions = [version for _ in range(some.randrange(4)) for version in _evidence(rows, some, plan, milestones, today)]
    for milestone in milestones:
        for _ in range(some.choice([0, 0, 0, 0, 0, 0, 1, 2])):
            _blocker(rows, some, milestone, today)
        for _ in range(some.choice([0, 0, 1, 1, 2, 3])):
            _decision(rows, some, milestone, versions)
    rows.by_table["plan"][plan - 1]["state"] = some.choice([PlanState.DRAFT, PlanState.DRAFT, *PlanState])


def _reinspection(some: Random, today: date) -> Row:
    earliest, latest = (today + timedelta(days=some.choice(days)) for days in ((-20, 0, 89, 90, 91), (-1, 0, 1, 120)))
    earliest = min(earliest, latest)
    return {
        "reinspection_earliest": some.choice([earliest, earliest, None]),
        "reinspection_latest": some.choice([latest, latest, None]),
    }


def _milestones(rows: Rows, some: Random, plan: int, today: date) -> list[int]:
    kinds: list[list[str]] = [[*MilestoneState], ["completed", "verified"], ["verified", "cancelled"], ["planned"]]
    states = some.choice(kinds)
    return [
        _milestone(rows, some, plan, ordinal, MilestoneState(some.choice(states)), today) for ordinal in _ordinals(some)
    ]


def _replaced(rows: Rows, some: Random, plan: int, milestones: list[int]) -> None:
    """Later milestones took the place of some of the cancelled, and may be cancelled and replaced in their turn."""
    for milestone in milestones[:-1]:
        is_cancelled = rows.by_table["milestone"][milestone - 1]["state"] is MilestoneState.CANCELLED
        if is_cancelled and some.random() < 0.6:
            later = some.choice([other for other in milestones if other > milestone])
            rows.add("milestone_replacement", plan_id=plan, milestone_id=milestone, replacement_id=later)


def _agreed(rows: Rows, some: Random, plan: int, number: int, milestones: list[int], today: date) -> None:
    """A version agreed with dates around the present ones."""
    promised = []
    for milestone in milestones:
        row = rows.by_table["milestone"][milestone - 1]
        due = row["due_on"] + timedelta(days=some.choice([-20, 0, 0, 50]))
        starts = some.choice([None, due - timedelta(days=some.choice([0, 10, 40]))])
        iso = {"due_on": due.isoformat(), "starts_on": starts and starts.isoformat()}
        promised.append({"weight": row["weight"]} | iso)
    at = datetime.combine(today - timedelta(days=some.choice([0, 1, 50, 100])), time(23, 30), UTC)
    content = {"milestones": promised}
    rows.add("plan_version", plan_id=plan, number=number, content=content, agreed_at=at, agreed_by_id=PERSON)


def _measured(rows: Rows, some: Random, plan: int, today: date) -> None:
    """A measure, which was read or not, and what was read may have been corrected away."""
    measure = rows.add("measure", plan_id=plan, name="Risk", baseline_words="28 per cent.", target=65, source="page 9")
    for _ in range(some.choice([0, 1])):
        gone = some.random() < 0.5
        rows.add(
            "reading",
            measure_id=measure,
            starts_on=today,
            ends_on=today,
            numerator=1,
            denominator=2,
            checked_by="Another unit",
            added_at=AT,
            added_by_id=PERSON,
            replaced_at=AT if gone else None,
            replaced_by_id=PERSON if gone else None,
        )


def _ordinals(some: Random) -> list[int]:
    """Not in the order of the ids, and two digits among one."""
    return some.sample(range(1, 15), some.choice([0, 1, 2, 3, 5, 9]))


def _milestone(rows: Rows, some: Random, plan: int, ordinal: int, state: MilestoneState, today: date) -> int:
    done = state in (MilestoneState.COMPLETED, MilestoneState.VERIFIED)
    gone = state is MilestoneState.CANCELLED
    return rows.add(
        "milestone",
        plan_id=plan,
        ordinal=ordinal,
        title="Do it",
        owner_id=PERSON,
        weight=some.choice([1, 1, 2, 3, 7, 40, 100]),
        due_on=today + timedelta(days=some.choice([-60, -17, -16, -15, -14, -13, -1, 0, 1, 30, 30, 30, 30])),
        measure_revision=some.choice([1, 2]),
        state=state,
        completed_at=AT if done else None,
        completed_by_id=PERSON if done else None,
        keeps_people_safe=some.random() < 0.2,
        is_drawn=some.random() < 0.3 if done else some.choice([None, True, False]),
        cancelled_at=AT if gone else None,
        cancelled_by_id=PERSON if gone else None,
        cancel_reason="It is done elsewhere." if gone else "",
    )


def _blocker(rows: Rows, some: Random, milestone: int, today: date) -> None:
    cleared = some.random() < 0.3
    due = today + timedelta(days=some.choice([-20, -1, 0, 1, 30]))
    rows.add(
        "blocker",
        milestone_id=milestone,
        what="A room",
        whose=some.choice(list(Whose)),
        asked_on=due - timedelta(days=3),
        answer_due_on=due,
        raised_to="",
        cleared_on=due if cleared else None,
        outcome="Given." if cleared else "",
    )


def _evidence(rows: Rows, some: Random, plan: int, milestones: list[int], today: date) -> list[int]:
    """Its versions' ids."""
    kind = some.choice(list(EvidenceKind))
    ends = some.choice([None, months_before(today, SHELF_LIFE[kind]) + timedelta(days=some.randint(-2, 2)), today])
    evidence = rows.add(
        "evidence", plan_id=plan, title="An audit", kind=kind, period_from=ends, period_to=ends, uploaded_by_id=PERSON
    )
    for milestone in milestones:
        if some.random() < 0.5:
            rows.by_table["evidence_milestone"].append({"evidence_id": evidence, "milestone_id": milestone})
    states = [EvidenceState.AVAILABLE, EvidenceState.AVAILABLE, *EvidenceState]
    return [_version(rows, evidence, number, some.choice(states)) for number in range(1, some.choice([2, 2, 3, 4]))]


def _version(rows: Rows, evidence: int, number: int, state: EvidenceState) -> int:
    withdrawn = state is EvidenceState.WITHDRAWN
    return rows.add(
        "evidence_version",
        evidence_id=evidence,
        number=number,
        file_name="audit.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        storage_key=f"{evidence}-{number}",
        state=state,
        refused_because="It has a virus." if state is EvidenceState.REFUSED else None,
        uploaded_at=AT,
        uploaded_by_id=PERSON,
        withdrawn_at=AT if withdrawn else None,
        withdrawn_by_id=PERSON if withdrawn else None,
    )


def _decision(rows: Rows, some: Random, milestone: int, versions: list[int]) -> None:
    decision = rows.add(
        "decision",
        milestone_id=milestone,
        level=some.choice(list(DecisionLevel)),
        outcome=some.choice([DecisionOutcome.SUFFICIENT, DecisionOutcome.SUFFICIENT, *DecisionOutcome]),
        why="It shows the change.",
        measure_revision=some.choice([1, 2]),
        decided_at=AT,
        decided_by_id=PERSON,
    )
    for version in some.sample(versions, min(len(versions), some.choice([0, 1, 1, 2]))):
        rows.add("decided_version", decision_id=decision, evidence_version_id=version, sha256="0" * 64)
