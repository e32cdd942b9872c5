"""A corrected edition changes what a person accepts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person
from tests.factories.organisations import AT, OPERATOR
from tests.factories.readings import a_reading, reading_of
from tracker.domain.errors import Conflict, RuleBroken
from tracker.domain.report_differences import ReportDifference
from tracker.domain.vocabulary import FindingKind, ImportState, Rating, RecommendationState, VerdictWord
from tracker.models import (
    Deadline,
    Event,
    Finding,
    Inspection,
    KeyQuestionResult,
    Plan,
    Recommendation,
    ReportImport,
    StandardRating,
    Verdict,
)
from tracker.queries.history import verify
from tracker.services.corrected_recommendations import KEPT
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.report_confirming import confirm
from tracker.services.report_corrections import apply_corrections, differences

MARLOW_VALE = "marlow_vale_pdu_2024.txt"


@pytest.fixture
def inspection(session: Session) -> Inspection:
    """The first edition, imported."""
    kept = a_reading(session)
    made = confirm(
        session,
        kept,
        published_on=date(2024, 3, 12),
        new_unit=("Marlow Vale", "Westmarch"),
        new_head=("Robin Ashe", "robin.ashe@example.test"),
        seen_revision=1,
        by=OPERATOR,
        at=AT,
    )
    session.commit()
    return made


def corrected(session: Session, change: Callable[[dict[str, Any]], object]) -> ReportImport:
    """Another edition of the same report, as `change` leaves its reading."""
    reading = reading_of(MARLOW_VALE)
    change(reading)
    kept = a_reading(session, **reading)
    session.commit()
    return kept


def found(session: Session, kept: ReportImport, inspection: Inspection) -> list[ReportDifference]:
    return differences(session, kept, inspection)


def accept(session: Session, kept: ReportImport, *keys: str) -> Inspection:
    made = apply_corrections(session, kept, accepted=set(keys), seen_revision=kept.revision, by=OPERATOR, at=AT)
    session.commit()
    return made


def texts(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Recommendation.text).order_by(Recommendation.ordinal)))


def count(session: Session, table: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_the_same_report_in_another_file_differs_in_nothing(session: Session, inspection: Inspection) -> None:
    kept = corrected(session, lambda reading: reading["recommendations"][0]["source"].update(line=99))
    assert found(session, kept, inspection) == []


def test_each_value_that_differs_is_named_with_both_texts(session: Session, inspection: Inspection) -> None:
    def change(reading: dict[str, Any]) -> None:
        reading["score"] = 10
        reading["standards"][0]["rating"] = "Outstanding"
        reading["key_questions"][0]["percentage"] = 72
        reading["recommendations"][1]["text"] = "improve the management of domestic abuse, and check it every month"
        reading["findings"][0]["text"] += " This was good to see."

    kept = corrected(session, change)
    named = [(one.label, one.before, one.after) for one in found(session, kept, inspection)]
    assert named[0] == ("Score", "9", "10")
    assert named[1][0] == "Recommendation 2: text"
    assert named[1][2] == "improve the management of domestic abuse, and check it every month"
    assert named[2] == ("Standard P 1.1 Leadership: rating", "Good", "Outstanding")
    assert named[3] == ("Key question of P 2.1: percentage", "71", "72")
    assert named[4][0] == "Finding under P 1.1 Leadership: text"
    assert len(named) == 5


def test_only_what_was_accepted_is_changed(session: Session, inspection: Inspection) -> None:
    def change(reading: dict[str, Any]) -> None:
        reading["score"] = 10
        reading["standards"][0]["rating"] = "Outstanding"
        reading["recommendations"][1]["text"] = "improve the management of domestic abuse."

    kept = corrected(session, change)
    before = texts(session)
    rating = next(one for one in found(session, kept, inspection) if one.section == "standards")
    accept(session, kept, rating.key)
    assert session.scalars(sa.select(StandardRating.rating).order_by(StandardRating.ordinal)).first() is (
        Rating.OUTSTANDING
    )
    assert (inspection.score, texts(session)) == (9, before)
    assert (kept.state, kept.inspection_id) == (ImportState.CONFIRMED, inspection.id)
    assert verify(session) is None


def test_the_history_says_what_was_accepted(session: Session, inspection: Inspection) -> None:
    kept = corrected(session, lambda reading: reading.update(score=10))
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    entry = session.scalars(sa.select(Event).where(Event.kind == "inspection.corrected")).one()
    assert (entry.before, entry.after, entry.note) == ({"score": 9}, {"score": 10}, "Score: “9” → “10”")


def test_a_recommendation_that_was_added_gets_a_plan_of_the_head(session: Session, inspection: Inspection) -> None:
    def change(reading: dict[str, Any]) -> None:
        one = reading["recommendations"][0]
        reading["recommendations"].append(one | {"number": "6", "text": "count what comes of it.", "due": None})

    kept = corrected(session, change)
    [added] = found(session, kept, inspection)
    assert (added.before, added.after) == ("", "count what comes of it.")
    accept(session, kept, added.key)
    made = session.scalars(sa.select(Recommendation).where(Recommendation.number == "6")).one()
    plan = session.scalars(sa.select(Plan).where(Plan.recommendation_id == made.id)).one()
    assert (made.ordinal, made.is_for_subject) == (6, True)
    assert plan.owner_id == session.scalars(sa.select(Plan.owner_id)).first()


def test_a_recommendation_that_is_gone_is_superseded_and_its_plan_kept(
    session: Session, inspection: Inspection
) -> None:
    kept = corrected(session, lambda reading: reading["recommendations"].pop(2))
    [gone] = found(session, kept, inspection)
    accept(session, kept, gone.key)
    row = session.scalars(sa.select(Recommendation).where(Recommendation.number == "3")).one()
    assert (row.state, count(session, Plan), count(session, Recommendation)) == (RecommendationState.SUPERSEDED, 3, 5)


@pytest.mark.parametrize("state", [RecommendationState.ASSURED, RecommendationState.REPEATED])
def test_what_was_assured_or_repeated_is_superseded_too(
    session: Session, inspection: Inspection, state: RecommendationState
) -> None:
    row = session.scalars(sa.select(Recommendation).where(Recommendation.number == "3")).one()
    row.state = state
    record(session, EventKind.RECOMMENDATION_CORRECTED, row, by=OPERATOR, at=AT)
    session.commit()
    kept = corrected(session, lambda reading: reading["recommendations"].pop(2))
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    assert row.state is RecommendationState.SUPERSEDED


def test_one_that_is_closed_keeps_its_verdict_though_the_report_no_longer_has_it(
    session: Session, inspection: Inspection
) -> None:
    row = session.scalars(sa.select(Recommendation).where(Recommendation.number == "3")).one()
    judge = a_person(session)
    given = Verdict(
        recommendation_id=row.id, verdict=VerdictWord.ACHIEVED, why="Cases show it.", given_at=AT, given_by_id=judge.id
    )
    session.add(given)
    row.state = RecommendationState.CLOSED
    record(session, EventKind.VERDICT_GIVEN, row, by=OPERATOR, at=AT, covers=[given, judge])
    session.commit()
    kept = corrected(session, lambda reading: reading["recommendations"].pop(2))
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    assert (row.state, given.verdict) == (RecommendationState.CLOSED, VerdictWord.ACHIEVED)
    entry = session.scalars(sa.select(Event).where(Event.kind == "recommendation.corrected")).one()
    assert (entry.subject_id, entry.note) == (row.id, KEPT)


def test_a_limit_that_was_corrected_moves_the_date_it_sets(session: Session, inspection: Inspection) -> None:
    def change(reading: dict[str, Any]) -> None:
        reading["recommendations"][0]["due"] = {"text": "within three months", "date": None}
        reading["recommendations"][2]["due"] = None

    kept = corrected(session, change)
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    rows = session.execute(
        sa.select(Recommendation.number, Deadline.due_on).join(Recommendation.deadline).order_by(Recommendation.ordinal)
    )
    assert [tuple(row) for row in rows][:2] == [("1", date(2024, 6, 12)), ("4", date(2024, 6, 12))]


def test_a_corrected_day_of_publication_moves_the_plans(session: Session, inspection: Inspection) -> None:
    kept = corrected(session, lambda reading: reading.update(published="2024-03-19"))
    [day] = found(session, kept, inspection)
    accept(session, kept, day.key)
    assert set(session.scalars(sa.select(Deadline.due_on).join(Plan))) == {date(2024, 4, 18)}


def test_a_corrected_day_of_publication_moves_the_limits_that_count_from_it(
    session: Session, inspection: Inspection
) -> None:
    """ "Within six months" and "immediately" count from publication; a day that the report prints stays."""
    limits = (
        sa.select(Recommendation.number, Deadline.starts_on, Deadline.due_on)
        .join(Recommendation.deadline)
        .order_by(Recommendation.ordinal)
    )
    session.execute(sa.text("UPDATE deadline SET calendar_version = 'an older one'"))
    session.commit()
    before = [tuple(row) for row in session.execute(limits)]
    kept = corrected(session, lambda reading: reading.update(published="2024-03-19"))
    [day] = found(session, kept, inspection)
    accept(session, kept, day.key)
    first, moved = date(2024, 3, 12), date(2024, 3, 19)
    assert before == [
        ("1", first, date(2024, 9, 12)),
        ("3", first, date(2024, 9, 30)),
        ("4", first, date(2024, 6, 12)),
        ("5", first, first),
    ]
    assert [tuple(row) for row in session.execute(limits)] == [
        ("1", moved, date(2024, 9, 19)),
        ("3", first, date(2024, 9, 30)),
        ("4", moved, date(2024, 6, 19)),
        ("5", moved, moved),
    ]
    counted = session.scalars(sa.select(Deadline.calendar_version).where(Deadline.start_event == "publication"))
    assert "an older one" not in set(counted)
    entry = session.scalars(
        sa.select(Event).where(Event.kind == "recommendation.corrected").order_by(Event.sequence)
    ).first()
    assert entry is not None
    assert {"starts_on": "2024-03-19", "due_on": "2024-09-19"}.items() <= next(
        iter((entry.after or {}).values())
    ).items()
    assert verify(session) is None


def test_a_limit_and_the_day_of_publication_are_corrected_together(session: Session, inspection: Inspection) -> None:
    def change(reading: dict[str, Any]) -> None:
        reading["published"] = "2024-03-19"
        reading["recommendations"][0]["due"] = {"text": "within three months", "date": None}

    kept = corrected(session, change)
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    limit = sa.select(Deadline.due_on).join(Recommendation).where(Recommendation.number == "1")
    assert session.scalars(limit).one() == date(2024, 6, 19)


@pytest.mark.parametrize(("published", "said"), [("2024-01-02", "Fieldwork started"), ("2026-03-03", "in the past")])
def test_a_corrected_day_of_publication_that_cannot_be_is_refused(
    session: Session, inspection: Inspection, published: str, said: str
) -> None:
    kept = corrected(session, lambda reading: reading.update(published=published))
    [day] = found(session, kept, inspection)
    with pytest.raises(RuleBroken, match=said) as refusal:
        accept(session, kept, day.key)
    assert refusal.value.field == "published_on"


def test_a_finding_that_is_gone_is_deleted_and_no_recommendation_answers_it(
    session: Session, inspection: Inspection
) -> None:
    before = count(session, Finding)
    kept = corrected(session, lambda reading: reading["findings"].pop(0))
    [gone] = found(session, kept, inspection)
    accept(session, kept, gone.key)
    assert count(session, Finding) == before - 1


def test_a_standard_that_is_gone_takes_its_key_questions_and_leaves_its_findings(
    session: Session, inspection: Inspection
) -> None:
    def change(reading: dict[str, Any]) -> None:
        reading["standards"].pop(3)
        reading["key_questions"] = [one for one in reading["key_questions"] if one["standard"] != "P 2.1"]
        for finding in reading["findings"]:
            finding["standard"] = None if finding["standard"] == "P 2.1" else finding["standard"]

    findings, questions = count(session, Finding), count(session, KeyQuestionResult)
    kept = corrected(session, change)
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    assert session.scalars(sa.select(StandardRating).where(StandardRating.code == "P 2.1")).all() == []
    assert (count(session, Finding), count(session, KeyQuestionResult)) == (findings, questions - 3)


def test_what_was_added_everywhere_is_stored(session: Session, inspection: Inspection) -> None:
    def change(reading: dict[str, Any]) -> None:
        source = reading["standards"][0]["source"]
        reading["standards"].append(
            {"code": "P 3.1", "name": "Victims", "rating": None, "counts_towards_overall": False, "source": source}
        )
        asked = {"question": "Were victims told?", "percentage": 12, "lowest": True, "source": source}
        reading["key_questions"] += [{"standard": "P 3.1", **asked}, {"standard": "Court work", **asked}]
        reading["findings"].append(
            {"standard": "P 3.1", "section": "Victims", "kind": "strength", "text": "Victims knew.", "source": source}
        )

    kept = corrected(session, change)
    accept(session, kept, *(one.key for one in found(session, kept, inspection)))
    standards = list(session.scalars(sa.select(StandardRating.code).order_by(StandardRating.ordinal)))
    finding = session.scalars(sa.select(Finding).where(Finding.text == "Victims knew.")).one()
    assert standards[-2:] == ["P 3.1", "Court work"]
    assert finding.kind is FindingKind.STRENGTH


def test_a_score_above_its_maximum_is_refused(session: Session, inspection: Inspection) -> None:
    kept = corrected(session, lambda reading: reading.update(score=23, max_score=24))
    score = next(one for one in found(session, kept, inspection) if one.field == "score")
    with pytest.raises(RuleBroken, match="together"):
        accept(session, kept, score.key)


def test_accepting_nothing_is_refused(session: Session, inspection: Inspection) -> None:
    kept = corrected(session, lambda reading: reading.update(score=10))
    with pytest.raises(RuleBroken, match="Select what to change"):
        accept(session, kept)


def test_a_difference_that_is_no_longer_there_is_a_conflict(session: Session, inspection: Inspection) -> None:
    kept = corrected(session, lambda reading: reading.update(score=10))
    with pytest.raises(Conflict):
        accept(session, kept, "0123456789abcdef")


def test_a_report_without_a_stored_twin_corrects_nothing(session: Session) -> None:
    kept = a_reading(session)
    with pytest.raises(RuleBroken, match="no inspection"):
        accept(session, kept, "0123456789abcdef")
