"""The recommendations of an inspection as lines of its page, each with how its plan stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import OPEN_TO_EDITING, STILL_ASKED, was_submitted
from tracker.domain.permissions import Actor
from tracker.domain.roll_up import RollUp, of_one, together
from tracker.domain.vocabulary import PlanState, PlanStatus, RecommendationState, Response
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation, Score
from tracker.queries.roll_ups import OVERDUE
from tracker.queries.scope import PLANS_SEEN, scope_of
from tracker.queries.scores import CURRENT


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """What is of the plan is None where there is none or it may not be seen, and so are figures never worked out.

    `limit_on` is the date that the report itself sets. Figures are of the current score, in hundredths of a point;
    `overdue` counts milestones.
    """

    id: int
    number: str | None
    addressee: str | None
    is_for_subject: bool
    text: str
    weight: int
    owner: str | None
    response: Response | None
    plan_state: PlanState | None
    due_on: date | None
    limit_on: date | None
    state: RecommendationState
    status: PlanStatus | None
    verified: int | None
    reported: int | None
    overdue: int | None

    @property
    def was_submitted(self) -> bool:
        return self.plan_state is not None and was_submitted(self.plan_state)

    @property
    def is_to_submit(self) -> bool:
        return self.stands and self.plan_state in OPEN_TO_EDITING

    @property
    def is_open(self) -> bool:
        return self.state is RecommendationState.OPEN

    @property
    def stands(self) -> bool:
        return self.state in STILL_ASKED


def of_inspection(session: Session, inspection: Inspection, *, seen_by: Actor, today: date) -> list[RecommendationLine]:
    """All recommendations of an inspection already seen, in printed order. One statement."""
    rows = (
        session.connection()
        .execute(_LINES, {"inspection_id": inspection.id, "today": today, **scope_of(seen_by)})
        .all()
    )
    return [RecommendationLine(*row) for row in rows]


def roll_up(lines: list[RecommendationLine]) -> RollUp | None:
    """What queries/roll_ups.py gives for their inspection, of lines that are already here."""
    return together(
        of_one(
            line.id,
            line.number,
            line.text,
            weight=line.weight,
            reported=line.reported or 0,
            verified=line.verified or 0,
            status=line.status,
            overdue=line.overdue or 0,
        )
        for line in lines
        if line.stands and line.status is not None
    )


_any_plan = aliased(Plan)  # apart from the Plan that only those who may see it get
_limit_of_report = aliased(Deadline)  # apart from the plan's own
_owner_name = (
    sa.select(Person.name)
    .join(_any_plan, _any_plan.owner_id == Person.id)
    .where(_any_plan.recommendation_id == Recommendation.id)
    .scalar_subquery()
)
_LINES = (
    sa.select(
        Recommendation.id,
        Recommendation.number,
        Recommendation.addressee,
        Recommendation.is_for_subject,
        Recommendation.text,
        Recommendation.weight,
        _owner_name,
        Plan.response,
        Plan.state,
        Deadline.due_on,
        _limit_of_report.due_on,
        Recommendation.state,
        Score.status,
        Score.verified,
        Score.reported,
        OVERDUE,
    )
    .select_from(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(Plan, sa.and_(Plan.recommendation_id == Recommendation.id, PLANS_SEEN))
    .outerjoin(Score, CURRENT)
    .outerjoin(Deadline, Deadline.id == Plan.deadline_id)
    .outerjoin(_limit_of_report, _limit_of_report.id == Recommendation.deadline_id)
    .where(Recommendation.inspection_id == sa.bindparam("inspection_id"))
    .order_by(Recommendation.ordinal)
)
