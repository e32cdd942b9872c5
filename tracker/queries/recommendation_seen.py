"""A recommendation, its inspection and its plan as the recommendation's page shows them: plain rows, not entities.

To make entities of one row with its four neighbours took three times what asking for it did. What stands here has
the names that the entities have (tracker/models), so that the same rules and templates read either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy.orm import aliased

from tracker.domain.lifecycles import was_submitted
from tracker.domain.permissions import Place
from tracker.domain.vocabulary import (
    DeadlineSource,
    PeriodUnit,
    PlanState,
    RecommendationState,
    Response,
    ResponseReason,
)
from tracker.models import Deadline, Inspection, Plan, Recommendation, Unit


class SeenDeadline(NamedTuple):
    id: int
    source: DeadlineSource
    number: int | None
    unit: PeriodUnit | None
    start_event: str
    starts_on: date
    due_on: date
    wording: str | None


class SeenUnit(NamedTuple):
    id: int
    region_id: int
    name: str

    @property
    def place(self) -> Place:
        return Place(unit_id=self.id, region_id=self.region_id)


@dataclass(frozen=True)
class SeenInspection:
    unit: SeenUnit | None
    id: int
    unit_id: int | None
    region_id: int | None
    title: str
    published_on: date
    reinspection_earliest: date | None
    reinspection_latest: date | None

    @cached_property
    def place(self) -> Place:
        region_id = self.unit.region_id if self.unit else self.region_id
        return Place(inspection_id=self.id, unit_id=self.unit_id, region_id=region_id)


@dataclass(frozen=True)
class SeenRecommendation:
    inspection: SeenInspection
    deadline: SeenDeadline | None
    id: int
    inspection_id: int
    ordinal: int
    number: str | None
    addressee: str | None
    is_for_subject: bool
    text: str
    state: RecommendationState
    repeat_of_id: int | None

    @property
    def place(self) -> Place:
        return self.inspection.place


@dataclass(frozen=True)
class SeenPlan:
    recommendation: SeenRecommendation
    deadline: SeenDeadline
    id: int
    recommendation_id: int
    owner_id: int
    state: PlanState
    response: Response
    agreed_part: str
    response_reason: ResponseReason | None
    response_text: str
    success_measure: str
    sustain_months: int
    sustains_from: date | None

    @property
    def is_answered(self) -> bool:
        return self.response is not Response.NONE

    @property
    def was_submitted(self) -> bool:
        return was_submitted(self.state)

    @cached_property
    def place(self) -> Place:
        return replace(
            self.recommendation.place,
            owner_id=self.owner_id,
            plan_state=self.state,
            is_for_subject=self.recommendation.is_for_subject,
        )


def seen_from(row: Sequence[Any]) -> tuple[SeenRecommendation, SeenPlan | None, tuple[Any, ...]]:
    """The recommendation, the plan if there is one in the row, and what else stands in it, from a row of SEEN."""
    parts: list[Any] = []
    place = 0
    for columns in _PARTS:
        parts.append(row[place : place + len(columns)])
        place += len(columns)
    of_unit, of_inspection, of_limit, of_recommendation, of_deadline, of_plan = parts
    unit = SeenUnit._make(of_unit) if of_unit[0] is not None else None
    limit = SeenDeadline._make(of_limit) if of_limit[0] is not None else None
    recommendation = SeenRecommendation(SeenInspection(unit, *of_inspection), limit, *of_recommendation)
    if of_plan[0] is None:
        return recommendation, None, tuple(row[place:])
    return recommendation, SeenPlan(recommendation, SeenDeadline._make(of_deadline), *of_plan), tuple(row[place:])


LIMIT, PLAN_DEADLINE = aliased(Deadline), aliased(Deadline)
"""The deadline that the report sets for a recommendation, and the one of its plan; both joined outer."""


def _columns(of: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(of, name) for name in names)


def _own(kind: Any, *, after: int) -> tuple[str, ...]:
    """The names of a kind's fields without the first ones, which are other kinds."""
    return tuple(kind.__dataclass_fields__)[after:]


_PARTS = (
    _columns(Unit, SeenUnit._fields),
    _columns(Inspection, _own(SeenInspection, after=1)),
    _columns(LIMIT, SeenDeadline._fields),
    _columns(Recommendation, _own(SeenRecommendation, after=2)),
    _columns(PLAN_DEADLINE, SeenDeadline._fields),
    _columns(Plan, _own(SeenPlan, after=2)),
)
SEEN = tuple(column for part in _PARTS for column in part)
"""The columns, for a statement over Recommendation and what is joined to it; other columns may follow."""
