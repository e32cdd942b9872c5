"""Success is said in figures with the report's own words, and read again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.measured import a_key_question, a_measure, a_reading_of
from tests.support.milestone_verbs import AT, TODAY, a_colleague, head, lead, plan, when
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import PlanState, RecommendationState
from tracker.models import Event, Measure, Plan, Reading, Score
from tracker.queries import measures as queries
from tracker.services import measures as verbs
from tracker.services.measures import Count, Figures

__all__ = ["head", "lead", "plan"]

FIGURES = Figures(
    name="Risk is analysed",
    baseline=28,
    baseline_words="Risk was analysed in 28 per cent of cases.",
    target=65,
    source="page 9",
)
JANUARY = Count(date(2026, 1, 1), date(2026, 1, 31), 12, 20, "Another unit")


def add(session: Session, plan: Plan, by: Actor, **changes: Any) -> Measure:
    return verbs.add_measure(session, plan, figures=replace(FIGURES, **changes), by=by, at=AT)


def edit(session: Session, measure: Measure, by: Actor, *, seen: int | None = None, **changes: Any) -> None:
    seen_revision = measure.revision if seen is None else seen
    figures = replace(FIGURES, **changes)
    verbs.edit_measure(session, measure, figures=figures, seen_revision=seen_revision, by=by, at=AT)
    session.flush()


def read(session: Session, measure: Measure, by: Actor, **changes: Any) -> Reading:
    return verbs.add_reading(session, measure, count=replace(JANUARY, **changes), **when(by))


def correct(session: Session, reading: Reading, by: Actor, *, why: str = "Miscounted.", **changes: Any) -> Reading:
    count = replace(JANUARY, **changes)
    seen = reading.revision
    return verbs.correct_reading(session, reading, count=count, why=why, seen_revision=seen, **when(by))


def test_a_key_question_is_measured_with_the_reports_figure_words_and_source(
    session: Session, plan: Plan, head: Actor
) -> None:
    question = a_key_question(session, plan.recommendation)
    measure = verbs.measure_key_question(session, plan, question.id, by=head, at=AT)
    assert (measure.name, measure.baseline, measure.target) == ("Does assessment analyse risk?", 28, 65)
    assert measure.baseline_words == "Does assessment analyse risk? 28% ‘Yes’"
    assert measure.source.endswith("Assessment, key question 3")
    assert measure.source.startswith(plan.recommendation.inspection.title)


def test_pressed_twice_a_key_question_is_measured_once(session: Session, plan: Plan, head: Actor) -> None:
    question = a_key_question(session, plan.recommendation)
    verbs.measure_key_question(session, plan, question.id, by=head, at=AT)
    with pytest.raises(RuleBroken, match="measured already"):
        verbs.measure_key_question(session, plan, question.id, by=head, at=AT)
    assert len(queries.of_plan(session, plan.id)) == 1


def test_a_question_that_the_recommendation_does_not_answer_is_not_measured(
    session: Session, plan: Plan, head: Actor
) -> None:
    question = a_key_question(session, plan.recommendation)
    plan.recommendation.key_questions.clear()
    session.flush()
    with pytest.raises(RuleBroken):
        verbs.measure_key_question(session, plan, question.id, by=head, at=AT)


def test_two_measures_of_a_plan_have_two_names(session: Session, plan: Plan, head: Actor) -> None:
    add(session, plan, head)
    with pytest.raises(RuleBroken) as broken:
        add(session, plan, head)
    assert broken.value.field == "name"


def test_what_is_measured_changes_while_the_plan_is_written_and_stays_once_it_is_agreed(
    session: Session, plan: Plan, head: Actor
) -> None:
    measure = add(session, plan, head)
    edit(session, measure, head, target=80)
    assert (measure.target, measure.revision) == (80, 2)
    plan.state = PlanState.AGREED
    with pytest.raises(InvalidMove, match="what it measures stays"):
        edit(session, measure, head, target=50)


def test_an_agreed_plan_that_measures_nothing_may_begin_to(session: Session, plan: Plan, head: Actor) -> None:
    plan.state = PlanState.AGREED
    assert add(session, plan, head).id


def test_while_the_regional_lead_reads_the_plan_its_measures_stay(session: Session, plan: Plan, head: Actor) -> None:
    plan.state = PlanState.SUBMITTED
    with pytest.raises(InvalidMove, match="with the regional lead"):
        add(session, plan, head)


def test_of_two_who_edit_a_measure_the_second_is_told(session: Session, plan: Plan, head: Actor) -> None:
    measure = add(session, plan, head)
    edit(session, measure, head, target=80)
    with pytest.raises(Conflict):
        edit(session, measure, head, seen=1, target=50)


def test_a_measure_is_taken_out_until_something_was_read(session: Session, plan: Plan, head: Actor) -> None:
    kept, gone = add(session, plan, head), add(session, plan, head, name="Plans are reviewed")
    read(session, kept, head)
    verbs.remove_measure(session, gone, seen_revision=1, by=head, at=AT)
    with pytest.raises(InvalidMove, match="has readings"):
        verbs.remove_measure(session, kept, seen_revision=1, by=head, at=AT)
    assert [measured.measure for measured in queries.of_plan(session, plan.id)] == [kept]


def test_who_works_in_the_unit_adds_readings_and_who_does_not_does_not(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    measure = add(session, plan, head)
    assert read(session, measure, a_colleague(session, plan)).numerator == 12
    with pytest.raises(NotPermitted):
        read(session, measure, lead, ends_on=date(2026, 2, 1))
    with pytest.raises(NotPermitted):
        add(session, plan, a_colleague(session, plan), name="Something else")


def test_a_reading_scores_the_plan_again(session: Session, plan: Plan, head: Actor) -> None:
    read(session, add(session, plan, head), head)
    assert session.scalars(sa.select(Score.on)).all() == [TODAY]


def test_a_period_is_read_once(session: Session, plan: Plan, head: Actor) -> None:
    measure = add(session, plan, head)
    read(session, measure, head)
    with pytest.raises(RuleBroken, match="already") as broken:
        read(session, measure, head, numerator=13)
    assert broken.value.field == "starts_on"


def test_a_correction_is_a_new_reading_in_place_of_one_that_is_kept(session: Session, plan: Plan, head: Actor) -> None:
    measure = add(session, plan, head)
    wrong = read(session, measure, head)
    right = correct(session, wrong, head, numerator=11)
    session.flush()
    [measured] = queries.of_plan(session, plan.id)
    assert (measured.standing, measured.corrected) == ((right,), (wrong,))
    assert (wrong.numerator, wrong.replaced_at, wrong.replaced_by_id) == (12, AT, head.person_id)
    assert (right.replaces_id, measured.latest) == (wrong.id, right)


def test_a_correction_says_what_was_wrong_and_is_made_once(session: Session, plan: Plan, head: Actor) -> None:
    wrong = read(session, add(session, plan, head), head)
    with pytest.raises(RuleBroken) as broken:
        correct(session, wrong, head, why="")
    assert broken.value.field == "why"
    correct(session, wrong, head)
    session.flush()
    with pytest.raises(InvalidMove, match="already"):
        correct(session, wrong, head)


def test_the_history_names_the_measure_and_what_was_wrong(session: Session, plan: Plan, head: Actor) -> None:
    session.flush()
    session.info.clear()  # what the test itself made
    correct(session, read(session, add(session, plan, head), head), head)
    session.commit()
    kinds = session.execute(sa.select(Event.kind, Event.note).order_by(Event.sequence)).all()
    assert [tuple(row) for row in kinds[-3:]] == [
        ("plan.measure_added", None),
        ("plan.reading_added", "Risk is analysed"),
        ("plan.reading_corrected", "Miscounted."),
    ]


def test_nothing_is_read_for_a_recommendation_that_is_closed(session: Session, plan: Plan, head: Actor) -> None:
    measure = add(session, plan, head)
    plan.recommendation.state = RecommendationState.CLOSED
    with pytest.raises(InvalidMove, match="no longer stands"):
        read(session, measure, head)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"numerator": 21}, "counts_a_part"),
        ({"numerator": 0, "denominator": 0}, "counts_something"),
        ({"ends_on": date(2025, 12, 31)}, "period_in_order"),
        ({"checked_by": ""}, "somebody_checked"),
    ],
)
def test_the_database_refuses_a_reading_that_cannot_be(
    session: Session, plan: Plan, change: dict[str, Any], constraint: str
) -> None:
    measure = a_measure(session, plan)
    with pytest.raises(IntegrityError, match=constraint):
        a_reading_of(session, measure, plan.owner_id, **change)


def test_the_database_keeps_one_reading_a_period_that_stands(session: Session, plan: Plan) -> None:
    measure = a_measure(session, plan)
    a_reading_of(session, measure, plan.owner_id, replaced_at=AT, replaced_by_id=plan.owner_id)
    a_reading_of(session, measure, plan.owner_id)
    with pytest.raises(IntegrityError, match=r"uq_reading_period|reading\.measure_id"):
        a_reading_of(session, measure, plan.owner_id)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"target": 28}, "target_is_another_figure"),
        ({"target": 101}, "target_is_a_share"),
        ({"baseline": -1}, "baseline_is_a_share"),
        ({"baseline_words": ""}, "has_the_words_of_the_report"),
        ({"source": ""}, "names_its_source"),
    ],
)
def test_the_database_refuses_a_measure_that_cannot_be(
    session: Session, plan: Plan, change: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        a_measure(session, plan, **change)
