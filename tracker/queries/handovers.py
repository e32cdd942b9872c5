"""What somebody holds that may be handed over, and what is held by nobody at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.errors import NotFound
from tracker.domain.handovers import HELD_MILESTONE
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor, Permission, Place, can
from tracker.domain.vocabulary import EvidenceState, MilestoneState, PlanState, Role
from tracker.models import (
    Assignment,
    Deadline,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
    Unit,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries.plans import WAS_SUBMITTED
from tracker.queries.scope import Condition, scope_of
from tracker.queries.sessions import holds_on


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whose items may be handed over by who asks. `place` is where they work or worked."""

    person: Person
    place: Place


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A plan, or a milestone where `milestone_id` is set, that somebody owns. `due_on`: of a milestone not reported
    done, or of a plan never submitted. `owes_evidence`: nothing is shown yet of the evidence it promises."""

    plan_id: int
    milestone_id: int | None
    ordinal: int
    text: str
    state: PlanState | MilestoneState
    due_on: date | None
    owes_evidence: bool
    recommendation_id: int
    number: str | None
    inspection: str
    unit: str | None
    owner_id: int
    owner: str
    place: Place

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"plan-{self.plan_id}" if self.milestone_id is None else f"milestone-{self.plan_id}-{self.milestone_id}"


def get_holder(session: Session, person_id: int, *, seen_by: Actor) -> Holder:
    """A person who has, or had, a role where `seen_by` is the head or leads, or who holds something there all the same;
    NotFound for others. One statement; of who holds only, three."""
    row = session.execute(_HOLDER, {"person_id": person_id, **scope_of(seen_by)}).first()
    if row is not None:
        person, unit_id, region_id = row
        return Holder(person, Place(unit_id=unit_id, region_id=region_id, is_for_subject=True))
    held = held_by(session, person_id, seen_by=seen_by)
    if not held:
        raise NotFound("There is no such person.")
    return Holder(session.get_one(Person, person_id), held[0].place)


def held_by(session: Session, person_id: int, *, seen_by: Actor) -> list[HeldItem]:
    """Everything open that a person holds and `seen_by` may hand over, in the order of reports. One statement."""
    rows = session.execute(_HELD, {"owner_id": person_id, **scope_of(seen_by)})
    return [item for item in map(_item, rows) if can(seen_by, Permission.HAND_OVER, item)]


def without_owner(session: Session, actor: Actor, *, today: date, limit: int) -> tuple[Sequence[HeldItem], int]:
    """The first open items, where `actor` is the head or leads, whose owner is not at work there today; and how many.
    One statement."""
    asked = {"today": today, "limit": limit, **scope_of(actor)}
    rows = session.execute(_WITHOUT_OWNER, asked).all()
    return [_item(row) for row in rows], rows[0].total if rows else 0


def _item(row: Any) -> HeldItem:
    is_milestone = row.milestone_id is not None
    place = Place(
        unit_id=row.unit_id,
        region_id=row.region_id,
        inspection_id=row.inspection_id,
        owner_id=row.plan_owner_id,
        milestone_owner_id=row.owner_id if is_milestone else None,
        plan_state=PlanState(row.plan_state),
        is_for_subject=row.is_for_subject,
    )
    state = MilestoneState(row.state) if is_milestone else PlanState(row.state)
    return HeldItem(
        row.plan_id,
        row.milestone_id,
        row.ordinal,
        row.text,
        state,
        row.due_on,
        bool(row.owes_evidence),
        row.recommendation_id,
        row.number,
        row.inspection,
        row.unit,
        row.owner_id,
        row.owner,
        place,
    )


def _is(name: str) -> Condition:
    return sa.bindparam(name, type_=sa.Boolean())


def _ids(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer(), expanding=True)


_EVERYWHERE = sa.or_(_is("scope_reads_all"), _is("scope_administers"))
_HOLDER = (
    sa.select(Person, Assignment.unit_id, sa.func.coalesce(Unit.region_id, Assignment.region_id))
    .outerjoin(Assignment, Assignment.person_id == Person.id)
    .outerjoin(Unit, Unit.id == Assignment.unit_id)
    .where(
        Person.id == sa.bindparam("person_id", type_=sa.Integer()),
        sa.or_(
            _EVERYWHERE,
            Assignment.unit_id.in_(_ids("scope_headed_units")),
            Unit.region_id.in_(_ids("scope_regions")),
            Assignment.region_id.in_(_ids("scope_regions")),
        ),
    )
    .order_by(Assignment.id)
    .limit(1)
)
_NEAR = sa.or_(
    sa.and_(Inspection.unit_id.in_(_ids("scope_headed_units")), Recommendation.is_for_subject),
    Inspection.region_id.in_(_ids("scope_regions")),
    Unit.region_id.in_(_ids("scope_regions")),
)
"""Where who asks is the head or leads."""
THEIRS = sa.or_(_EVERYWHERE, _NEAR)
"""The same, or everything for those who read or administer all of it; asked with `scope_of`, as above."""
_shown_for = sa.exists().where(
    evidence_milestone.c.milestone_id == Milestone.id,
    EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id,
    EvidenceVersion.state == EvidenceState.AVAILABLE,
)


def _lines(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(
            Plan.id.label("plan_id"),
            *columns,
            Recommendation.id.label("recommendation_id"),
            Recommendation.number.label("number"),
            Recommendation.is_for_subject.label("is_for_subject"),
            Recommendation.ordinal.label("place_in_report"),
            Inspection.id.label("inspection_id"),
            Inspection.title.label("inspection"),
            Inspection.unit_id.label("unit_id"),
            sa.func.coalesce(Unit.region_id, Inspection.region_id).label("region_id"),
            Unit.name.label("unit"),
            Plan.owner_id.label("plan_owner_id"),
            sa.cast(Plan.state, sa.String).label("plan_state"),
            Person.id.label("owner_id"),
            Person.name.label("owner"),
        )
        .select_from(Plan)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(Recommendation.state.in_(sorted(STILL_ASKED)))
    )


_PLANS = (
    _lines(
        sa.cast(sa.null(), sa.Integer).label("milestone_id"),
        Recommendation.ordinal.label("ordinal"),
        Recommendation.text.label("text"),
        sa.cast(Plan.state, sa.String).label("state"),
        sa.case((sa.not_(WAS_SUBMITTED), Deadline.due_on)).label("due_on"),
        sa.false().label("owes_evidence"),
    )
    .join(Plan.deadline)
    .join(Person, Person.id == Plan.owner_id)
)
_MILESTONES = (
    _lines(
        Milestone.id.label("milestone_id"),
        Milestone.ordinal.label("ordinal"),
        Milestone.title.label("text"),
        sa.cast(Milestone.state, sa.String).label("state"),
        sa.case((Milestone.state != MilestoneState.COMPLETED, Milestone.due_on)).label("due_on"),
        sa.and_(Milestone.evidence_expected != "", ~_shown_for).label("owes_evidence"),
    )
    .join(Milestone, Milestone.plan_id == Plan.id)
    .join(Person, Person.id == Milestone.owner_id)
    .where(Milestone.state.in_(sorted(HELD_MILESTONE)))
)


def all_held(*conditions: Condition) -> sa.Subquery:
    """The plans and milestones of which all of these are true, with their owners (Person) and places."""
    return sa.union_all(_PLANS.where(*conditions), _MILESTONES.where(*conditions)).subquery("held")


_held = all_held(Person.id == sa.bindparam("owner_id", type_=sa.Integer()), THEIRS)
_HELD = sa.select(_held).order_by(
    _held.c.inspection_id, _held.c.place_in_report, _held.c.milestone_id.is_not(None), _held.c.ordinal
)
_at_work_there = sa.exists().where(
    Assignment.person_id == Person.id,
    holds_on(sa.bindparam("today", type_=sa.Date())),
    sa.or_(
        Assignment.unit_id == Inspection.unit_id,
        Assignment.region_id == sa.func.coalesce(Unit.region_id, Inspection.region_id),
        Assignment.role == Role.NATIONAL_LEAD,
    ),
)
# said once more of the inspections alone, so that everybody's items are not looked through for those of one place
_inspected, _unit = aliased(Inspection), aliased(Unit)
_NEAR_INSPECTIONS = (
    sa.select(_inspected.id)
    .outerjoin(_unit, _unit.id == _inspected.unit_id)
    .where(
        sa.or_(
            _inspected.unit_id.in_(_ids("scope_headed_units")),
            _inspected.region_id.in_(_ids("scope_regions")),
            _unit.region_id.in_(_ids("scope_regions")),
        )
    )
)
_away = all_held(sa.or_(Person.ended_at.is_not(None), ~_at_work_there), _NEAR, Inspection.id.in_(_NEAR_INSPECTIONS))
WITHOUT_OWNER = sa.select(sa.func.count()).select_from(_away).scalar_subquery()
"""How many there are, asked with `today` and `scope_of`."""
_WITHOUT_OWNER = (
    sa.select(_away, sa.func.count().over().label("total"))
    .order_by(
        _away.c.due_on.is_(None), _away.c.due_on, _away.c.plan_id, _away.c.milestone_id.is_not(None), _away.c.ordinal
    )
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
