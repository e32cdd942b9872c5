"""What is done to measures and readings: success is said in figures, and read again and again until it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import OPEN_TO_EDITING
from tracker.domain.outcome import check_measure, check_reading, next_target
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import PlanState
from tracker.models import Measure, Plan, Reading
from tracker.queries import measures
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.submitted import read_again

LONGEST_NAME = 200
_OF_READING = tuple(attribute.key for attribute in sa.inspect(Reading).column_attrs)
_OF_MEASURE = tuple(attribute.key for attribute in sa.inspect(Measure).column_attrs)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a measure says: its name, the report's figure and words, the target, and where the figure stands."""

    name: str
    baseline: int | None
    baseline_words: str
    target: int
    source: str


@dataclass(frozen=True, slots=True)
class Count:
    """What a reading says: of `denominator` cases of a period, `numerator` met the measure, and who checked that."""

    starts_on: date
    ends_on: date
    numerator: int
    denominator: int
    checked_by: str


def add_measure(session: Session, plan: Plan, *, figures: Figures, by: Actor, at: datetime) -> Measure:
    """One more measure of the plan, unless that is with the regional lead. Raises RuleBroken, InvalidMove."""
    _begin(session, plan, by)
    return _kept(session, plan, figures, None, by, at)


def measure_key_question(session: Session, plan: Plan, question_id: int, *, by: Actor, at: datetime) -> Measure:
    """A measure of a key question that the recommendation answers: its figure and words copied, its source named.

    Pressed twice it is made once: the second time raises RuleBroken, as a question that is not one of its does.
    """
    _begin(session, plan, by)
    found = {question.id: question for question in measures.suggestions(session, plan)}.get(question_id)
    target = next_target(found.percentage) if found else None
    if found is None or target is None:
        raise RuleBroken("question", "This key question is measured already, or is not linked to the recommendation")
    name = found.text if len(found.text) <= LONGEST_NAME else found.text[: LONGEST_NAME - 1].rstrip() + "…"
    inspection = plan.recommendation.inspection
    figures = Figures(
        name=name,
        baseline=found.percentage,
        baseline_words=f"{found.text} {found.percentage}% ‘Yes’",
        target=target,
        source=f"{inspection.title}: {found.standard}, key question {found.ordinal}",
    )
    return _kept(session, plan, figures, question_id, by, at)


def edit_measure(
    session: Session, measure: Measure, *, figures: Figures, seen_revision: int, by: Actor, at: datetime
) -> None:
    """Changes what is measured, while the plan is being written: what was agreed with it stays."""
    _begin_to_change(session, measure, seen_revision, by)
    check_measure(figures.baseline, figures.target, figures.baseline_words, figures.source)
    if figures.name != measure.name:
        _refuse_the_same_name(session, measure.plan, figures.name)
    measure.name, measure.source = figures.name, figures.source
    measure.baseline, measure.baseline_words, measure.target = figures.baseline, figures.baseline_words, figures.target
    record(session, EventKind.MEASURE_EDITED, measure.plan, by=by, at=at, covers=[measure])


def remove_measure(session: Session, measure: Measure, *, seen_revision: int, by: Actor, at: datetime) -> None:
    """Takes a measure out again that nothing was read of, while the plan is being written."""
    _begin_to_change(session, measure, seen_revision, by)
    if measures.has_readings(session, measure.id):
        raise InvalidMove("This measure has readings, so it is kept.")
    plan = measure.plan
    session.delete(measure)
    record(session, EventKind.MEASURE_REMOVED, plan, by=by, at=at, covers=[measure])


def add_reading(session: Session, measure: Measure, *, count: Count, by: Actor, at: datetime, today: date) -> Reading:
    """What the measure read in a period, in any state of the plan. One reading a period: RuleBroken for another."""
    require(by, Permission.ADD_READING, measure)
    lock_plan(session, measure.plan)
    check_reading(count.starts_on, count.ends_on, count.numerator, count.denominator, count.checked_by, today)
    _refuse_the_same_period(session, measure, count)
    reading = _reading(measure, count, by, at)
    session.add(reading)
    record(session, EventKind.READING_ADDED, measure.plan, by=by, at=at, covers=[reading], note=measure.name)
    rescore(session, measure.plan, today=today)
    return reading


def correct_reading(
    session: Session,
    reading: Reading,
    *,
    count: Count,
    why: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> Reading:
    """A new reading in place of one that was wrong, which is kept. Raises Conflict where another has replaced it."""
    require(by, Permission.ADD_READING, reading)
    measure = reading.measure
    lock_plan(session, measure.plan)
    session.refresh(reading, _OF_READING)
    unchanged_since(reading, seen_revision)
    if reading.replaced_at is not None:
        raise InvalidMove("This reading was corrected already.")
    check_reading(count.starts_on, count.ends_on, count.numerator, count.denominator, count.checked_by, today)
    if not why:
        raise RuleBroken("why", "Enter what was wrong")
    reading.replaced_at, reading.replaced_by_id = at, by.person_id
    session.flush()  # before the other is there: for a period one reading stands
    _refuse_the_same_period(session, measure, count)
    corrected = _reading(measure, count, by, at)
    corrected.replaces_id = reading.id
    session.add(corrected)
    covered = [reading, corrected]
    record(session, EventKind.READING_CORRECTED, measure.plan, by=by, at=at, covers=covered, note=why)
    rescore(session, measure.plan, today=today)
    return corrected


def _begin(session: Session, plan: Plan, by: Actor) -> None:
    require(by, Permission.EDIT_MEASURES, plan)
    lock_plan(session, plan)
    if plan.state is PlanState.SUBMITTED:
        raise InvalidMove("This plan is with the regional lead. Its measures can be changed once that is decided.")


def _begin_to_change(session: Session, measure: Measure, seen_revision: int, by: Actor) -> None:
    _begin(session, measure.plan, by)
    session.refresh(measure, _OF_MEASURE)
    unchanged_since(measure, seen_revision)
    if measure.plan.state not in OPEN_TO_EDITING:
        raise InvalidMove("This plan is agreed, so what it measures stays. Start a change to it before you edit it.")


def _kept(session: Session, plan: Plan, figures: Figures, question_id: int | None, by: Actor, at: datetime) -> Measure:
    check_measure(figures.baseline, figures.target, figures.baseline_words, figures.source)
    _refuse_the_same_name(session, plan, figures.name)
    measure = Measure(
        plan=plan,
        key_question_result_id=question_id,
        name=figures.name,
        baseline=figures.baseline,
        baseline_words=figures.baseline_words,
        target=figures.target,
        source=figures.source,
    )
    session.add(measure)
    read_again(session, plan)
    record(session, EventKind.MEASURE_ADDED, plan, by=by, at=at, covers=[measure])
    return measure


def _refuse_the_same_name(session: Session, plan: Plan, name: str) -> None:
    if not name:
        raise RuleBroken("name", "Enter what is measured")
    if measures.has_name(session, plan.id, name):
        raise RuleBroken("name", "This plan has a measure of that name already")


def _refuse_the_same_period(session: Session, measure: Measure, count: Count) -> None:
    if measures.standing_for(session, measure.id, count.starts_on, count.ends_on) is not None:
        raise RuleBroken("starts_on", "This measure has a reading for that period already. Correct that one")


def _reading(measure: Measure, count: Count, by: Actor, at: datetime) -> Reading:
    return Reading(
        measure=measure,
        starts_on=count.starts_on,
        ends_on=count.ends_on,
        numerator=count.numerator,
        denominator=count.denominator,
        checked_by=count.checked_by,
        added_at=at,
        added_by_id=by.person_id,
    )
