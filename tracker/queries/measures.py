"""Measures and their readings, seen through their plan, and the key questions a measure could be made from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.outcome import improvement
from tracker.domain.permissions import Actor
from tracker.models import Inspection, KeyQuestionResult, Measure, Plan, Reading, Recommendation, StandardRating
from tracker.models.recommendation import answers_key_question
from tracker.queries.scope import PLANS_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its readings: those that stand, the earliest period first, and those that were corrected."""

    measure: Measure
    standing: tuple[Reading, ...]
    corrected: tuple[Reading, ...]

    @property
    def latest(self) -> Reading | None:
        return self.standing[-1] if self.standing else None


@dataclass(frozen=True, slots=True)
class Question:
    """A key question linked to the recommendation; `ordinal` is its place in its standard."""

    id: int
    ordinal: int
    text: str
    percentage: int
    standard: str


def get(session: Session, measure_id: int, *, seen_by: Actor) -> Measure:
    """The measure with its plan and place; NotFound where the plan is not theirs to see."""
    found = session.scalars(_ONE, {"measure_id": measure_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such measure.")
    return found


def get_reading(session: Session, reading_id: int, *, seen_by: Actor) -> Reading:
    """The reading with its measure, plan and place; NotFound where the plan is not theirs to see."""
    found = session.scalars(_ONE_READING, {"reading_id": reading_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such reading.")
    return found


def of_plan(session: Session, plan_id: int) -> list[Measured]:
    """The measures of a plan already seen, in the order in which they were made. Two statements."""
    found = session.scalars(_OF_PLAN, {"plan_id": plan_id}).all()
    by_measure: dict[int, list[Reading]] = {measure.id: [] for measure in found}
    for reading in session.scalars(_READINGS, {"plan_id": plan_id}):
        by_measure[reading.measure_id].append(reading)
    return [
        Measured(
            measure,
            tuple(reading for reading in by_measure[measure.id] if reading.replaced_at is None),
            tuple(reading for reading in by_measure[measure.id] if reading.replaced_at is not None),
        )
        for measure in found
    ]


def definitions_of(session: Session, plan_id: int) -> Sequence[Measure]:
    """The measures of a plan already seen without their readings, in the order in which they were made. One
    statement."""
    return session.scalars(_OF_PLAN, {"plan_id": plan_id}).all()


def improvements_of(session: Session, plan_id: int) -> list[int]:
    """How far each measure of a plan already seen has come to its target, in hundredths of a per cent
    (domain/outcome.py), by its latest reading; without those that have none, or no figure to start from. One statement.
    """
    latest: dict[int, int] = {}
    for key, baseline, target, numerator, denominator in session.execute(_LATEST_READINGS, {"plan_id": plan_id}):
        if baseline is not None:
            latest[key] = improvement(baseline, target, numerator, denominator)
    return list(latest.values())


def has_name(session: Session, plan_id: int, name: str) -> bool:
    """Whether a measure of the plan is called so."""
    found = sa.select(Measure.id).where(Measure.plan_id == plan_id, Measure.name == name)
    return session.scalars(found).first() is not None


def standing_for(session: Session, measure_id: int, starts_on: date, ends_on: date) -> Reading | None:
    """The reading of exactly that period that stands."""
    asked = {"measure_id": measure_id, "starts_on": starts_on, "ends_on": ends_on}
    return session.scalars(_FOR_PERIOD, asked).one_or_none()


def measured(session: Session, plan_ids: Collection[int]) -> set[int]:
    """Those of these plans, already seen, that have a measure. One statement."""
    return set(session.scalars(_MEASURED, {"plan_ids": sorted(plan_ids)}))


def is_measured(session: Session, plan_id: int) -> bool:
    """Whether a plan already seen has a measure. One statement."""
    return bool(measured(session, [plan_id]))


def has_readings(session: Session, measure_id: int) -> bool:
    return session.scalars(sa.select(Reading.id).where(Reading.measure_id == measure_id).limit(1)).first() is not None


def suggestions(session: Session, plan: Plan) -> list[Question]:
    """The key questions that the plan's recommendation answers and that no measure of it was made from."""
    rows = session.execute(_SUGGESTIONS, {"plan_id": plan.id, "recommendation_id": plan.recommendation_id})
    return [Question(*row) for row in rows]


_SEEN = (
    contains_eager(Measure.plan)
    .contains_eager(Plan.recommendation)
    .contains_eager(Recommendation.inspection)
    .contains_eager(Inspection.unit)
)
_ONE = (
    sa.select(Measure)
    .join(Measure.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Measure.id == sa.bindparam("measure_id", type_=sa.Integer()), PLANS_SEEN)
    .options(_SEEN)
)
_MEASURED = (
    sa.select(Measure.plan_id)
    .where(Measure.plan_id.in_(sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)))
    .distinct()
)
_ONE_READING = (
    sa.select(Reading)
    .join(Reading.measure)
    .join(Measure.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Reading.id == sa.bindparam("reading_id", type_=sa.Integer()), PLANS_SEEN)
    .options(
        contains_eager(Reading.measure)
        .contains_eager(Measure.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit)
    )
)
_OF_PLAN = sa.select(Measure).where(Measure.plan_id == sa.bindparam("plan_id", type_=sa.Integer())).order_by(Measure.id)
_READINGS = (
    sa.select(Reading)
    .join(Reading.measure)
    .where(Measure.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .options(joinedload(Reading.added_by))
    .order_by(Reading.ends_on, Reading.starts_on, Reading.id)
)
_LATEST_READINGS = (
    sa.select(Measure.id, Measure.baseline, Measure.target, Reading.numerator, Reading.denominator)
    .join(Reading, Reading.measure_id == Measure.id)
    .where(
        Measure.plan_id == sa.bindparam("plan_id", type_=sa.Integer()),
        Reading.replaced_at.is_(None),
    )
    .order_by(Reading.ends_on, Reading.starts_on, Reading.id)
)
_FOR_PERIOD = sa.select(Reading).where(
    Reading.measure_id == sa.bindparam("measure_id", type_=sa.Integer()),
    Reading.starts_on == sa.bindparam("starts_on", type_=sa.Date()),
    Reading.ends_on == sa.bindparam("ends_on", type_=sa.Date()),
    Reading.replaced_at.is_(None),
)
_SUGGESTIONS = (
    sa.select(
        KeyQuestionResult.id,
        KeyQuestionResult.ordinal,
        KeyQuestionResult.question,
        KeyQuestionResult.percentage,
        sa.func.trim(StandardRating.code + " " + StandardRating.name),
    )
    .join(answers_key_question, answers_key_question.c.key_question_result_id == KeyQuestionResult.id)
    .join(StandardRating, StandardRating.id == KeyQuestionResult.standard_rating_id)
    .where(
        answers_key_question.c.recommendation_id == sa.bindparam("recommendation_id", type_=sa.Integer()),
        KeyQuestionResult.percentage < 100,
        ~sa.exists().where(
            Measure.plan_id == sa.bindparam("plan_id", type_=sa.Integer()),
            Measure.key_question_result_id == KeyQuestionResult.id,
        ),
    )
    .order_by(StandardRating.ordinal, KeyQuestionResult.ordinal)
)
