"""Recommendations: one with its inspection, and with the plan one may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import OPEN_CHANGE
from tracker.domain.permissions import Actor, Permission, may_ever
from tracker.domain.vocabulary import Confidence, PlanChangeState, PlanState, Role
from tracker.models import (
    Assignment,
    Comment,
    Event,
    Inspection,
    Measure,
    Person,
    Plan,
    PlanChange,
    PlanVersion,
    ProgressUpdate,
    Reading,
    Recommendation,
    Unit,
)
from tracker.queries.agreement import FIRST_SUBMITTED, HAD_A_HAND, LAST_MOVE, MOVE, Move
from tracker.queries.plan_milestones import HAS_LEFT
from tracker.queries.recommendation_seen import LIMIT, PLAN_DEADLINE, SEEN, SeenPlan, SeenRecommendation, seen_from
from tracker.queries.repeats_seen import REPEATS, SeenRepeat, repeats_from, with_repeats
from tracker.queries.scope import COMMENTS_SEEN, INSPECTIONS_SEEN, PLANS_SEEN, Condition, scope_of
from tracker.queries.sessions import holds_on
from tracker.queries.updates import sent_since_agreed

Found = TypeVar("Found")


class Beside(NamedTuple):
    """What stands on pages of its own beside a plan: when it was first agreed, its measures, readings, updates (those
    on its milestones too) and comments by their number, the first measure, and what was said with the last update on
    the plan itself."""

    first_agreed_at: datetime | None
    measures: int
    first_measure_id: int | None
    readings: int
    updates: int
    confidence: Confidence | None
    updated_at: datetime | None
    comments: int


@dataclass(frozen=True, slots=True)
class RecommendationWithPlan:
    """`plan` is None where there is none or it may not be seen; `owner` is who owns it, seen or not.

    `owner_has_left`: they work nowhere any more. `had_a_hand`: this reader may not agree it, because they own or wrote
    some of it, nor decide on its milestones; asked where they could. `submitted_at`: for the first time. `moved` is
    who submitted it, or gave it back and why, while it waits to be agreed or changed; `lead` who leads its region,
    where that is one person who does not own it; `change` how an open change of it stands.
    `repeats`: what it repeats, and `repeated_in`: what repeated it last, as far as they may be seen.
    """

    recommendation: SeenRecommendation
    plan: SeenPlan | None
    owner: str | None
    owner_has_left: bool
    had_a_hand: bool
    submitted_at: datetime | None
    moved: Move | None
    lead: str | None
    change: PlanChangeState | None
    beside: Beside
    repeats: SeenRepeat | None
    repeated_in: SeenRepeat | None

    @property
    def returned(self) -> Move | None:
        """Who gave the plan back and why; None where it does not wait to be changed."""
        is_returned = self.plan is not None and self.plan.state is PlanState.RETURNED
        return self.moved if is_returned else None


def get(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The recommendation with its inspection and unit; NotFound where it is not theirs to see."""
    return _found(session.scalars(_ONE, _asked(recommendation_id, seen_by)).one_or_none())


def get_with_links(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The same with the standards, key questions and findings it answers."""
    return _found(session.scalars(_ONE_WITH_LINKS, _asked(recommendation_id, seen_by)).one_or_none())


def get_with_plan(session: Session, recommendation_id: int, *, seen_by: Actor, today: date) -> RecommendationWithPlan:
    """The same with its plan, if that may be seen, and the name of its owner. One statement."""
    decides = may_ever(seen_by, Permission.DECIDE_ON_MILESTONE)
    asked = {
        "hands": sorted(seen_by.answers_for),
        "decides": decides,
        "today": today,
        **_asked(recommendation_id, seen_by),
    }
    row = _found(session.connection().execute(_ONE_WITH_PLAN, asked).one_or_none())
    recommendation, plan, (owner, has_left, had_a_hand, submitted_at, lead, change, *rest) = seen_from(row)
    beside, move, linked = Beside._make(rest[:_TO_MOVE]), rest[_TO_MOVE:_TO_REPEATS], rest[_TO_REPEATS:]
    return RecommendationWithPlan(
        recommendation,
        plan,
        owner,
        bool(has_left),
        bool(had_a_hand),
        submitted_at,
        Move(*move) if move[0] is not None else None,
        lead,
        change,
        beside,
        *repeats_from(linked),
    )


def _asked(recommendation_id: int, seen_by: Actor) -> dict[str, object]:
    return {"recommendation_id": recommendation_id, **scope_of(seen_by)}


def _found(row: Found | None) -> Found:
    if row is None:
        raise NotFound("There is no such recommendation.")
    return row


_any_plan = aliased(Plan)  # apart from the Plan that only those who may see it get
_owner_name = (
    sa.select(Person.name)
    .join(_any_plan, _any_plan.owner_id == Person.id)
    .where(_any_plan.recommendation_id == Recommendation.id)
    .scalar_subquery()
)
_has_left = (
    sa.select(HAS_LEFT)
    .select_from(Person)
    .join(_any_plan, _any_plan.owner_id == Person.id)
    .where(_any_plan.recommendation_id == Recommendation.id)
    .scalar_subquery()
)
_WITH_SOMEBODY = (PlanState.SUBMITTED, PlanState.RETURNED)
# somebody who owns the plan does not agree it; of several leads none is the one it waits for
_lead = (
    sa.select(sa.case((sa.func.count() == 1, sa.func.min(Person.name))))
    .select_from(Assignment)
    .join(Assignment.person)
    .where(
        Assignment.role == Role.REGIONAL_LEAD,
        Assignment.region_id == sa.func.coalesce(Unit.region_id, Inspection.region_id),
        Assignment.person_id != Plan.owner_id,
        holds_on(sa.bindparam("today", type_=sa.Date())),
    )
    .correlate(Plan, Unit, Inspection)
    .scalar_subquery()
)
_change = (
    sa.select(PlanChange.state)
    .where(PlanChange.plan_id == Plan.id, PlanChange.state.in_(sorted(OPEN_CHANGE)))
    .correlate(Plan)
    .scalar_subquery()
)
_of_inspection = contains_eager(Recommendation.inspection)
_plan_seen = sa.and_(Plan.recommendation_id == Recommendation.id, PLANS_SEEN)
_ASKED = Recommendation.id == sa.bindparam("recommendation_id")

_ONE = (
    sa.select(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(_ASKED, INSPECTIONS_SEEN)
    .options(
        _of_inspection.contains_eager(Inspection.unit),
        _of_inspection.joinedload(Inspection.region),
        joinedload(Recommendation.deadline),
    )
)
_ONE_WITH_LINKS = _ONE.options(
    selectinload(Recommendation.standards),
    selectinload(Recommendation.key_questions),
    selectinload(Recommendation.findings),
)


def _count(counted: Any, of_plan: Condition, *also: Condition) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(counted).where(of_plan, *also).correlate(*_AROUND).scalar_subquery()


def _first(column: Any, of_plan: Condition, order: Any) -> sa.ScalarSelect[Any]:
    return sa.select(column).where(of_plan).order_by(order).limit(1).correlate(*_AROUND).scalar_subquery()


_AROUND = (Plan, Inspection, Unit)
_measures_of = Measure.plan_id == Plan.id
# those who see drafts read all of them: the same who see comments
_updates_seen = sa.and_(ProgressUpdate.plan_id == Plan.id, sa.or_(COMMENTS_SEEN, sent_since_agreed(Plan.id)))
_updates_of = sa.and_(_updates_seen, ProgressUpdate.milestone_id.is_(None))
_BESIDE = (
    _first(PlanVersion.agreed_at, PlanVersion.plan_id == Plan.id, PlanVersion.number),
    _count(Measure, _measures_of),
    _first(Measure.id, _measures_of, Measure.id),
    _count(Reading, _measures_of, Reading.measure_id == Measure.id, Reading.replaced_at.is_(None)),
    _count(ProgressUpdate, _updates_seen),
    _first(ProgressUpdate.confidence, _updates_of, ProgressUpdate.id.desc()),
    _first(ProgressUpdate.sent_at, _updates_of, ProgressUpdate.id.desc()),
    _count(Comment, Comment.plan_id == Plan.id),
)
"""The columns of Beside, over a statement that selects from Plan."""
_TO_MOVE = len(_BESIDE)
_TO_REPEATS = _TO_MOVE + len(MOVE)
_ONE_WITH_PLAN = with_repeats(
    sa.select(
        *SEEN,
        _owner_name,
        _has_left,
        sa.case(
            (sa.or_(Plan.state == PlanState.SUBMITTED, sa.bindparam("decides", type_=sa.Boolean())), HAD_A_HAND),
            else_=sa.false(),
        ),
        FIRST_SUBMITTED,
        _lead,
        _change,
        *_BESIDE,
        *MOVE,
        *REPEATS,
    )
    .select_from(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(LIMIT, LIMIT.id == Recommendation.deadline_id)
    .outerjoin(Plan, _plan_seen)
    .outerjoin(PLAN_DEADLINE, PLAN_DEADLINE.id == Plan.deadline_id)
    .outerjoin(Event, sa.and_(Plan.state.in_(_WITH_SOMEBODY), Event.sequence == LAST_MOVE))
    .where(_ASKED, INSPECTIONS_SEEN)
)
