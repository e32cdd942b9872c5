"""What is done to a recommendation itself: a person says what in its report it answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Finding, KeyQuestionResult, Recommendation, StandardRating
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

Row = TypeVar("Row", StandardRating, KeyQuestionResult, Finding)


def link(
    session: Session,
    recommendation: Recommendation,
    *,
    standards: Collection[int],
    key_questions: Collection[int],
    findings: Collection[int],
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Says which standards, key questions and findings, by their ids, the recommendation answers: these and no others.

    They must be of the same inspection: RuleBroken("standards", "key_questions" or "findings"). Raises Conflict.
    `recommendation` was loaded with its links (queries/recommendations.py, get_with_links).
    """
    require(by, Permission.LINK_RECOMMENDATION, recommendation)
    is_linked = (
        {row.id for row in recommendation.standards} == set(standards)
        and {row.id for row in recommendation.key_questions} == set(key_questions)
        and {row.id for row in recommendation.findings} == set(findings)
    )
    kind = EventKind.RECOMMENDATION_LINKED
    if is_linked and is_sent_again(session, recommendation, kind, by=by, seen_revision=seen_revision):
        return
    unchanged_since(recommendation, seen_revision)
    inspection = recommendation.inspection_id
    of_standards = sa.select(StandardRating.id).where(StandardRating.inspection_id == inspection)
    _set(recommendation.standards, _rows(session, StandardRating, standards, StandardRating.id.in_(of_standards)))
    _set(
        recommendation.key_questions,
        _rows(session, KeyQuestionResult, key_questions, KeyQuestionResult.standard_rating_id.in_(of_standards)),
    )
    _set(recommendation.findings, _rows(session, Finding, findings, Finding.inspection_id == inspection))
    recommendation.revision += 1  # its own row does not change, and the next who saves must be told all the same
    record(session, kind, recommendation, by=by, at=at)


def _rows(
    session: Session, table: type[Row], ids: Collection[int], of_the_inspection: sa.ColumnElement[bool]
) -> list[Row]:
    rows = list(session.scalars(sa.select(table).where(table.id.in_(ids), of_the_inspection).order_by(table.ordinal)))
    if len(rows) != len(set(ids)):
        fields = {StandardRating: "standards", KeyQuestionResult: "key_questions", Finding: "findings"}
        raise RuleBroken(fields[table], "Select from what this report says.")
    return rows


def _set(linked: list[Any], rows: list[Any]) -> None:
    if {row.id for row in linked} != {row.id for row in rows}:
        linked[:] = rows
