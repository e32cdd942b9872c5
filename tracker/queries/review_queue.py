"""What waits for a decision: milestones reported done with evidence that nobody at that level has looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import STILL_ASKED, UNAGREED
from tracker.domain.permissions import Actor, scope_ids
from tracker.domain.vocabulary import DecisionLevel, EvidenceState, MilestoneState, Role
from tracker.models import (
    DecidedVersion,
    Decision,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
    Unit,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries.agreement import HAD_A_HAND
from tracker.queries.counted import counted
from tracker.queries.orders import orders
from tracker.queries.scope import Condition
from tracker.queries.score_facts import IS_LATEST_AVAILABLE


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A line of the queue."""

    id: int
    title: str
    keeps_people_safe: bool
    is_drawn: bool
    completed_at: datetime
    owner: str
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str
    is_second_look: bool

    @property
    def waits_since(self) -> datetime | None:
        """None where it waits for a second look, since the day on which its newer evidence came."""
        return None if self.is_second_look else self.completed_at


def to_decide(
    session: Session, actor: Actor, level: DecisionLevel, *, limit: int, offset: int = 0, order: str = ""
) -> tuple[Sequence[ToDecide], int]:
    """A page of what `actor` may decide on at that level, the longest waiting first or in one of ORDERS, and how many.
    One statement.

    Without what they own, reported done or uploaded for, and what is of a plan that they had a hand in; and, for a
    review, without what an inspector decided on, what they would themselves verify, and what they may not find
    sufficient. The other spelling of domain/deciding.py and `credit.waiting`.
    """
    rows = session.execute(_SORTED[level][order], {"limit": limit, "offset": offset, **asked_by(actor)}).all()
    return [ToDecide(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def asked_by(actor: Actor) -> dict[str, object]:
    """The parameters of both queues, for `actor`."""
    return {
        "mine": sorted(actor.answers_for),
        "hands": sorted(actor.answers_for),
        "leads_nationally": actor.has(Role.NATIONAL_LEAD),
        "assures": actor.has(Role.ASSURANCE_REVIEWER),
        "led_regions": scope_ids(actor, [Role.REGIONAL_LEAD], "region_id"),
        "work_units": scope_ids(actor, Role, "unit_id"),
        "inspected": scope_ids(actor, [Role.INSPECTOR], "inspection_id"),
    }


def _is(name: str) -> Condition:
    return sa.bindparam(name, type_=sa.Boolean())


def _ids(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer(), expanding=True)


def _waiting(level: DecisionLevel) -> Condition:
    """Evidence that the latest decision at this level, on the present measure, has not looked at; or it rests on a
    version that was withdrawn and there is other evidence."""
    latest = (
        sa.select(sa.func.max(Decision.id))
        .where(
            Decision.milestone_id == Milestone.id,
            Decision.level == level,
            Decision.measure_revision == Milestone.measure_revision,
        )
        .correlate(Milestone)
        .scalar_subquery()
    )
    seen = aliased(DecidedVersion)
    gone, looked = aliased(EvidenceVersion), aliased(DecidedVersion)
    unseen = ~sa.exists().where(seen.decision_id == latest, seen.evidence_version_id == EvidenceVersion.id)
    rests_on_withdrawn = sa.exists().where(
        looked.decision_id == latest, looked.evidence_version_id == gone.id, gone.state == EvidenceState.WITHDRAWN
    )
    return sa.exists().where(
        evidence_milestone.c.milestone_id == Milestone.id,
        EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id,
        IS_LATEST_AVAILABLE,
        sa.or_(unseen, rests_on_withdrawn),
    )


def _decided_at(level: DecisionLevel) -> Condition:
    return sa.exists().where(
        Decision.milestone_id == Milestone.id,
        Decision.level == level,
        Decision.measure_revision == Milestone.measure_revision,
    )


_MINE = sa.bindparam("mine", type_=sa.Integer(), expanding=True)
_led = _ids("led_regions")
_mine = aliased(EvidenceVersion)
_mine_for = evidence_milestone.alias()
_NOT_MINE = sa.and_(
    Plan.owner_id.not_in(_MINE),
    Milestone.owner_id.not_in(_MINE),
    sa.or_(Milestone.completed_by_id.is_(None), Milestone.completed_by_id.not_in(_MINE)),
    ~sa.exists().where(
        _mine_for.c.milestone_id == Milestone.id,
        _mine.evidence_id == _mine_for.c.evidence_id,
        _mine.uploaded_by_id.in_(_MINE),
    ),
    sa.not_(HAD_A_HAND),
)
_inspected = sa.and_(
    Inspection.id.in_(_ids("inspected")),
    Plan.state.not_in(sorted(UNAGREED)),
)
_IN_LED_REGION = sa.or_(Inspection.region_id.in_(_led), Unit.region_id.in_(_led))
_in_the_line = sa.or_(_IN_LED_REGION, Inspection.unit_id.in_(_ids("work_units")))
# a condition over columns that are empty is neither true nor false, and its negation no truer
_IS_OUTSIDE_THE_LINE = sa.and_(_is("assures"), sa.not_(sa.func.coalesce(_in_the_line, sa.false())))
_of_reviewer = sa.and_(
    sa.or_(
        _IS_OUTSIDE_THE_LINE,
        sa.and_(
            sa.not_(sa.or_(Milestone.keeps_people_safe, Milestone.is_drawn.is_(True))),
            sa.or_(_is("assures"), _is("leads_nationally"), _IN_LED_REGION),
        ),
    ),
    sa.not_(_inspected),
    Milestone.state == MilestoneState.COMPLETED,
    sa.not_(_decided_at(DecisionLevel.VERIFICATION)),
    _waiting(DecisionLevel.REVIEW),
)
_of_inspector = sa.and_(
    _inspected,
    Milestone.state.in_([MilestoneState.COMPLETED, MilestoneState.VERIFIED]),
    _waiting(DecisionLevel.VERIFICATION),
)


def _queue(level: DecisionLevel, condition: Condition) -> Any:
    return (
        sa.select(
            Milestone.id,
            Milestone.title,
            Milestone.keeps_people_safe,
            Milestone.is_drawn,
            Milestone.completed_at,
            Person.name,
            Recommendation.id,
            Recommendation.number,
            Unit.name,
            Inspection.title,
            _decided_at(level),
            sa.func.count().over(),
        )
        .select_from(Milestone)
        .join(Milestone.owner)
        .join(Milestone.plan)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(condition, _NOT_MINE, Recommendation.state.in_(sorted(STILL_ASKED)))
        .offset(sa.bindparam("offset", type_=sa.Integer()))
        .limit(sa.bindparam("limit", type_=sa.Integer()))
    )


ORDERS = orders(
    {
        "milestone": Milestone.title,
        "recommendation": sa.func.coalesce(Unit.name, Inspection.title),
        "owner": Person.name,
        "done": Milestone.completed_at,
    },
    (Milestone.completed_at, Milestone.id),
)
_QUEUES = {
    DecisionLevel.REVIEW: _queue(DecisionLevel.REVIEW, _of_reviewer),
    DecisionLevel.VERIFICATION: _queue(DecisionLevel.VERIFICATION, _of_inspector),
}
_SORTED = {
    level: {order: queue.order_by(*columns) for order, columns in ORDERS.items()} for level, queue in _QUEUES.items()
}
HOW_MANY = {level: counted(queue) for level, queue in _QUEUES.items()}
"""How many wait at each level, asked with `asked_by`."""
