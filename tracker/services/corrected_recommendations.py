"""Recommendations, changed as a corrected report has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.addressees import is_addressed_to
from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import RECOMMENDATION
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.domain.report_differences import ReportDifference
from tracker.domain.report_parsing.parsed_report import ParsedRecommendation, ParsedReport
from tracker.domain.vocabulary import RecommendationState
from tracker.models import Deadline, Recommendation
from tracker.models.base import Recorded
from tracker.queries.stored_report import StoredReport
from tracker.services.event_kinds import EventKind
from tracker.services.inspection_building import build_due, build_recommendation
from tracker.services.locking import lock_recommendation
from tracker.services.plan_opening import open_plan
from tracker.services.record import record
from tracker.services.report_subject import names_of_subject, settle_head
from tracker.services.scores import score_opened

# What is over stays as it ended: a verdict is given once, and nothing is superseded twice.
OVER = frozenset({RecommendationState.CLOSED, RecommendationState.SUPERSEDED})
KEPT = "The corrected report no longer has it. It was over already, so it stays as it ended."


def correct_recommendations(
    session: Session,
    stored: StoredReport,
    corrected: ParsedReport,
    chosen: Sequence[ReportDifference],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One that is new gets a plan as at the first import; one that is gone is superseded, its plan kept.

    One that is closed keeps its state and its verdict, and the history says why.
    """
    names = names_of_subject(session, stored.inspection, corrected)
    for place in dict.fromkeys(one.old for one in chosen if one.old is not None):
        mine = [one for one in chosen if one.old == place]
        recommendation, new = stored.recommendations[place], mine[0].new
        note: str | None = None
        covers: list[Recorded] = []
        if new is None:
            note = _supersede(session, recommendation)
        else:
            covers = _change(session, recommendation, corrected.recommendations[new], {one.field for one in mine})
            recommendation.is_for_subject = is_addressed_to(
                recommendation.addressee, names, stored.inspection.subject_kind
            )
        record(session, EventKind.RECOMMENDATION_CORRECTED, recommendation, by=by, at=at, note=note, covers=covers)
    for one in chosen:
        if one.old is None and one.new is not None:
            _add(session, stored, corrected.recommendations[one.new], names, by=by, at=at)


def _supersede(session: Session, recommendation: Recommendation) -> str | None:
    """Supersedes what the report no longer has; says why where it stays as it is."""
    lock_recommendation(session, recommendation)
    if recommendation.state in OVER:
        return KEPT
    recommendation.state = RECOMMENDATION.move(recommendation.state, "supersede")
    return None


def _change(
    session: Session, recommendation: Recommendation, read: ParsedRecommendation, fields: set[str | None]
) -> list[Recorded]:
    for field in ("number", "addressee", "text"):
        if field in fields:
            setattr(recommendation, field, getattr(read, field))
    return _set_due(session, recommendation, read) if "due" in fields else []


def _set_due(session: Session, recommendation: Recommendation, read: ParsedRecommendation) -> list[Recorded]:
    old = recommendation.deadline
    new: Deadline | None = None
    if read.due:
        number = recommendation.number or str(recommendation.ordinal)
        new = build_due(read.due, recommendation.inspection.published_on, number)
        session.add(new)
    recommendation.deadline = new
    if old is not None:
        session.delete(old)
    return [row for row in (old, new) if row is not None]


def _add(
    session: Session, stored: StoredReport, read: ParsedRecommendation, names: list[str], *, by: Actor, at: datetime
) -> None:
    inspection = stored.inspection
    ordinal = max((one.ordinal for one in stored.recommendations), default=0) + 1
    made = build_recommendation(session, inspection, read, ordinal, names=names, by=by, at=at)
    stored.recommendations.append(made)
    subject = inspection.unit or inspection.region
    if made.is_for_subject and subject is not None:
        try:
            owner = settle_head(session, subject, None, None, by=by, at=at)
        except RuleBroken as broken:
            raise RuleBroken("accepted", broken.message) from None
        plan = open_plan(session, made, owner=owner, by=by, at=at)
        score_opened(session, [plan], today=london_date(at))
