"""The rows of inspections: ratings, key questions, findings, recommendations, plans, and what answers what.

Every inspection has seven standards, twelve key questions and thirty-five findings, with texts as long as in real
reports. Keys are counted, so that rows can name one another without asking the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import sqlalchemy as sa

from tracker.domain.vocabulary import (
    DeadlineSource,
    FindingKind,
    PeriodUnit,
    PlanState,
    Rating,
    Response,
    ResponseReason,
    SubjectKind,
)
from tracker.models import Base
from tracker.models.recommendation import answers_finding, answers_key_question, answers_standard

Rows = Iterable[dict[str, Any]]
STANDARDS = ("Leadership", "Staffing", "Services", "Assessment", "Planning", "Implementation and delivery", "Reviewing")
FIRST_OF_CASEWORK = 3
QUESTIONS_OF_A_STANDARD = 3
FINDINGS_OF_A_STANDARD = 5
QUESTIONS = QUESTIONS_OF_A_STANDARD * (len(STANDARDS) - FIRST_OF_CASEWORK)
FINDINGS = FINDINGS_OF_A_STANDARD * len(STANDARDS)
RATINGS = tuple(Rating)
PUBLISHED = date(2026, 1, 5)
RESPONDED = datetime(2026, 1, 26, 9, 30, tzinfo=UTC)
SENTENCE = "make sure that practitioners draw on information from partners about the risk to children and others, and "
OBSERVATION = "Practitioners knew the people they worked with, and what had been agreed was written down in good time. "


@dataclass(frozen=True, slots=True)
class Size:
    """How many units, inspections, and recommendations in each inspection; then further inspections of other sizes."""

    units: int
    inspections: int
    recommendations: int = 10
    others: tuple[int, ...] = ()

    @property
    def recommendation_counts(self) -> list[int]:
        """Of each inspection, in the order of their ids, which are 1, 2, 3 …"""
        return [self.recommendations] * self.inspections + list(self.others)


def tables(size: Size) -> Iterator[tuple[sa.Table, Rows]]:
    """Every table with its rows, in the order in which they refer to one another."""
    counts = size.recommendation_counts
    numbers = range(len(counts))
    before = [0, *accumulate(counts)]
    recommendations = [(number, before[number] + i, i) for number in numbers for i in range(counts[number])]
    named = Base.metadata.tables
    yield named["inspection"], (_inspection(number, size) for number in numbers)
    yield named["standard_rating"], (row for number in numbers for row in _standards(number))
    yield named["key_question_result"], (row for number in numbers for row in _questions(number))
    yield named["finding"], (row for number in numbers for row in _findings(number))
    yield named["recommendation"], (_recommendation(*which) for which in recommendations)
    yield named["deadline"], (_deadline(*which) for which in recommendations)
    yield named["plan"], (_plan(*which, owner_id=owner_of(which[0], size)) for which in recommendations)
    yield answers_standard, (_link("standard_rating", len(STANDARDS), *which) for which in recommendations)
    yield answers_key_question, (_link("key_question_result", QUESTIONS, *which) for which in recommendations)
    yield answers_finding, (_link("finding", FINDINGS, *which) for which in recommendations)


def owner_of(number: int, size: Size) -> int:
    """The unit of an inspection, counted from 0, and its head, who has the same id.

    Inspections go round the units; those of other sizes belong to the last, where no measured page lists them.
    """
    return number % size.units + 1 if number < size.inspections else size.units


def _published(number: int) -> date:
    return PUBLISHED - timedelta(days=number % 900)


def _inspection(number: int, size: Size) -> dict[str, Any]:
    return {
        "id": number + 1,
        "unit_id": owner_of(number, size),
        "title": f"An inspection of probation services in: Unit {owner_of(number, size):03}",
        "subject_kind": SubjectKind.PDU,
        "fieldwork_started_on": _published(number) - timedelta(days=100),
        "fieldwork_day_known": True,
        "published_on": _published(number),
        "isbn": f"{9780000000000 + number}",
        "score": number % 22,
        "max_score": 21,
        "overall_rating": RATINGS[number % 4],
    }


def _standards(number: int) -> Rows:
    for i, name in enumerate(STANDARDS):
        yield {
            "id": number * len(STANDARDS) + i + 1,
            "inspection_id": number + 1,
            "ordinal": i + 1,
            "code": f"P 1.{i + 1}" if i < FIRST_OF_CASEWORK else f"P 2.{i - FIRST_OF_CASEWORK + 1}",
            "name": name,
            "rating": RATINGS[(number + i) % 4],
            "counts_towards_overall": True,
        }


def _questions(number: int) -> Rows:
    for i in range(QUESTIONS):
        yield {
            "id": number * QUESTIONS + i + 1,
            "standard_rating_id": number * len(STANDARDS) + FIRST_OF_CASEWORK + i // QUESTIONS_OF_A_STANDARD + 1,
            "ordinal": i % QUESTIONS_OF_A_STANDARD + 1,
            "question": "Does assessment focus sufficiently on keeping other people safe, and on what could change?",
            "percentage": (number * 7 + i * 11) % 101,
        }


def _findings(number: int) -> Rows:
    kinds = (FindingKind.STRENGTH, FindingKind.STRENGTH, *[FindingKind.IMPROVEMENT] * 3)
    for i in range(FINDINGS):
        yield {
            "id": number * FINDINGS + i + 1,
            "inspection_id": number + 1,
            "standard_rating_id": number * len(STANDARDS) + i // FINDINGS_OF_A_STANDARD + 1,
            "ordinal": i + 1,
            "section": STANDARDS[i // FINDINGS_OF_A_STANDARD],
            "kind": kinds[i % FINDINGS_OF_A_STANDARD],
            "text": OBSERVATION * (1 + i % 2),
            "source": f"page {7 + i // 3}",
        }


def _recommendation(number: int, key: int, i: int) -> dict[str, Any]:
    return {
        "id": key + 1,
        "inspection_id": number + 1,
        "ordinal": i + 1,
        "number": str(i + 1),
        "addressee": f"Unit {number:03}",
        "is_for_subject": True,
        "text": f"{SENTENCE}check that what was recommended as number {i + 1} reached casework.",
    }


def _deadline(number: int, key: int, i: int) -> dict[str, Any]:
    return {
        "id": key + 1,
        "source": DeadlineSource.HMPPS,
        "number": 20,
        "unit": PeriodUnit.WORKING_DAYS,
        "start_event": "publication",
        "starts_on": _published(number),
        "due_on": _published(number) + timedelta(days=28),
        "calendar_version": "bench",
    }


def _plan(number: int, key: int, i: int, *, owner_id: int) -> dict[str, Any]:
    """Half have a response; every third is not handed in, and overdue."""
    responses = (Response.NONE, Response.AGREED, Response.NONE, Response.PARTLY_AGREED)
    states = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.AGREED)
    response = responses[i % len(responses)]
    is_partial = response is Response.PARTLY_AGREED
    responded = response is not Response.NONE
    return {
        "id": key + 1,
        "recommendation_id": key + 1,
        "owner_id": owner_id,
        "deadline_id": key + 1,
        "state": states[key % len(states)],
        "response": response,
        "agreed_part": SENTENCE if is_partial else "",
        "response_reason": ResponseReason.OPERATIONAL if is_partial else None,
        "response_text": SENTENCE * 2 if responded else "",
        "responded_at": RESPONDED if responded else None,
        "responded_by_id": owner_id if responded else None,
        "success_measure": SENTENCE,
    }


def _link(other: str, of_each: int, number: int, key: int, i: int) -> dict[str, Any]:
    return {"recommendation_id": key + 1, f"{other}_id": number * of_each + i % of_each + 1}
