"""The milestones of a plan as its page shows them: plain rows, each with its owner and what blocks it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeLevel,
    DateChangeState,
    DeadlineSource,
    MilestoneState,
    Role,
    Whose,
)
from tracker.models import Assignment, Blocker, DateChange, Milestone, MilestoneDependency, MilestoneReplacement, Person
from tracker.queries.sessions import holds_on


class OpenBlocker(NamedTuple):
    """What a milestone waits for, not cleared yet."""

    id: int
    what: str
    whose: Whose
    answer_due_on: date
    raised_to: str

    @property
    def state(self) -> BlockerState:
        return BlockerState.OPEN


class PlanMilestone(NamedTuple):
    """`owner_is_here`: may own a milestone of this plan today (queries/owners.py). `owner_has_left`: works nowhere.

    `first_due_on`: the date first agreed; `slips`: approved changes to a later day; `asked_for`: a date that waits to
    be decided, `asked_id` its date change, by whom it was asked and on which level it is decided; `replaced_by`: the id
    of the one that took its place; `waits_for`: ids; `blockers`: those that are open, the answer due first.
    """

    id: int
    ordinal: int
    title: str
    owner_id: int
    owner: str
    owner_is_here: bool
    owner_has_left: bool
    on_behalf_of: str
    weight: int
    starts_on: date | None
    due_on: date
    due_source: DeadlineSource
    due_reason: str
    evidence_expected: str
    is_embed: bool
    keeps_people_safe: bool
    measure_revision: int
    state: MilestoneState
    completion_note: str
    cancel_reason: str
    revision: int
    completed_at: datetime | None
    first_due_on: date
    slips: int
    asked_for: date | None
    asked_id: int | None
    asked_by_id: int | None
    asked_level: DateChangeLevel | None
    replaced_by: int | None
    waits_for: tuple[int, ...]
    completed_by_id: int | None
    blockers: tuple[OpenBlocker, ...]


def of_plan(session: Session, plan_id: int, place: Place, *, today: date) -> list[PlanMilestone]:
    """All milestones of a plan already seen, in its order. One statement."""
    asked = {"plan_id": plan_id, "unit_id": place.unit_id, "region_id": place.region_id, "today": today}
    rows = session.connection().execute(_OF_PLAN, asked).all()
    together = (list(of_one) for _, of_one in groupby(rows, key=lambda row: row[0]))
    return [_milestone(of_one) for of_one in together]


def _milestone(rows: Sequence[Any]) -> PlanMilestone:
    """A row for each of its open blockers, or one without any."""
    *own, waits_for, completed_by_id = rows[0][:_OWN]
    blockers = tuple(OpenBlocker._make(row[_OWN:]) for row in rows if row[_OWN] is not None)
    return PlanMilestone._make((*own, _ids(waits_for), completed_by_id, blockers))


def _ids(joined: str | None) -> tuple[int, ...]:
    return tuple(sorted(int(key) for key in joined.split(","))) if joined else ()


_TODAY = sa.bindparam("today", type_=sa.Date())
_UNIT, _REGION = (sa.bindparam(name, type_=sa.Integer()) for name in ("unit_id", "region_id"))
# the unit's people and its region's lead: queries/owners.py says who may own a milestone
_HERE = sa.case(
    (_UNIT.is_not(None), sa.or_(Assignment.unit_id == _UNIT, Assignment.region_id == _REGION)),
    (_REGION.is_not(None), Assignment.region_id == _REGION),
    else_=Assignment.role == Role.NATIONAL_LEAD,
)
_at_work = sa.exists().where(Assignment.person_id == Person.id, holds_on(_TODAY))
HAS_LEFT: sa.ColumnElement[bool] = sa.or_(Person.ended_at.is_not(None), ~_at_work)
"""Over a statement that selects from Person, asked with `today`: whether they work nowhere any more."""
_of_it = DateChange.milestone_id == Milestone.id
_approved = sa.and_(_of_it, DateChange.state == DateChangeState.APPROVED)
_first_due = sa.select(DateChange.from_on).where(_approved).order_by(DateChange.id).limit(1).scalar_subquery()
_slips = sa.select(sa.func.count()).where(_approved, DateChange.to_on > DateChange.from_on).scalar_subquery()
_asked = aliased(DateChange)  # one a milestone at most: a constraint of its table
_OWN = len(PlanMilestone._fields) - 1  # the columns of a row before those of a blocker
_replaced_by = (
    sa.select(MilestoneReplacement.replacement_id)
    .where(MilestoneReplacement.milestone_id == Milestone.id)
    .scalar_subquery()
)
_waits_for = (
    sa.select(sa.func.aggregate_strings(sa.cast(MilestoneDependency.depends_on_id, sa.String()), ","))
    .where(MilestoneDependency.milestone_id == Milestone.id)
    .scalar_subquery()
)
_OF_PLAN = (
    sa.select(
        Milestone.id,
        Milestone.ordinal,
        Milestone.title,
        Milestone.owner_id,
        Person.name,
        sa.and_(Person.ended_at.is_(None), _at_work.where(_HERE)).label("owner_is_here"),
        HAS_LEFT.label("owner_has_left"),
        Milestone.on_behalf_of,
        Milestone.weight,
        Milestone.starts_on,
        Milestone.due_on,
        Milestone.due_source,
        Milestone.due_reason,
        Milestone.evidence_expected,
        Milestone.is_embed,
        Milestone.keeps_people_safe,
        Milestone.measure_revision,
        Milestone.state,
        Milestone.completion_note,
        Milestone.cancel_reason,
        Milestone.revision,
        Milestone.completed_at,
        sa.func.coalesce(_first_due, Milestone.due_on, type_=sa.Date()).label("first_due_on"),
        _slips.label("slips"),
        _asked.to_on,
        _asked.id,
        _asked.asked_by_id,
        _asked.level,
        _replaced_by.label("replaced_by"),
        _waits_for.label("waits_for"),
        Milestone.completed_by_id,
        Blocker.id,
        Blocker.what,
        Blocker.whose,
        Blocker.answer_due_on,
        Blocker.raised_to,
    )
    .join(Milestone.owner)
    .outerjoin(_asked, sa.and_(_asked.milestone_id == Milestone.id, _asked.state == DateChangeState.ASKED))
    # few of a plan's milestones are blocked, and mostly once: another statement would cost more than the rows repeated
    .outerjoin(Blocker, sa.and_(Blocker.milestone_id == Milestone.id, Blocker.cleared_on.is_(None)))
    .where(Milestone.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(Milestone.ordinal, Blocker.answer_due_on, Blocker.id)
)
