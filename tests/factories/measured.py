"""Builders of measures and readings, straight into tables: flush, do not commit."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.models import KeyQuestionResult, Measure, Plan, Reading, Recommendation, StandardRating
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_numbers = itertools.count(1)


def a_measure(session: Session, plan: Plan, **more: Any) -> Measure:
    """Of 28 % in the report, to reach 65 %."""
    values: dict[str, Any] = {
        "name": f"Assessments that analyse risk, {next(_numbers)}",
        "baseline": 28,
        "baseline_words": "Risk was analysed in 28 per cent of cases.",
        "target": 65,
        "source": "page 9",
    }
    measure = Measure(plan=plan, **(values | more))
    session.add(measure)
    session.flush()
    return measure


def a_reading_of(session: Session, measure: Measure, added_by_id: int, **more: Any) -> Reading:
    """12 of 20 cases in January 2026."""
    values: dict[str, Any] = {
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 1, 31),
        "numerator": 12,
        "denominator": 20,
        "checked_by": "Quality officers of another unit",
        "added_at": AT,
        "added_by_id": added_by_id,
    }
    reading = Reading(measure=measure, **(values | more))
    session.add(reading)
    session.flush()
    return reading


def a_key_question(session: Session, recommendation: Recommendation, percentage: int = 28) -> KeyQuestionResult:
    """One of a standard of its own, which the recommendation answers."""
    number = next(_numbers)
    standard = StandardRating(
        inspection_id=recommendation.inspection_id,
        ordinal=number,
        code=f"P {number}",
        name="Assessment",
        counts_towards_overall=True,
    )
    session.add(standard)
    session.flush()
    question = KeyQuestionResult(
        standard_rating_id=standard.id, ordinal=3, question="Does assessment analyse risk?", percentage=percentage
    )
    session.add(question)
    session.flush()
    session.refresh(recommendation, ["key_questions"])
    recommendation.key_questions.append(question)
    session.flush()
    return question


def a_recorded_measure(session: Session, plan: Plan, added_by_id: int, **more: Any) -> Reading:
    """A measure with one reading, in the history."""
    reading = a_reading_of(session, a_measure(session, plan), added_by_id, **more)
    record(session, EventKind.MEASURE_ADDED, plan, by=OPERATOR, at=AT, covers=[reading.measure, reading])
    return reading
