"""Builders of progress updates and comments, in the history: flush, do not commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.domain.vocabulary import Confidence
from tracker.models import Comment, Mention, Milestone, Plan, ProgressUpdate
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def a_recorded_update(
    session: Session, plan: Plan, sent_by_id: int, *, milestone: Milestone | None = None, **more: Any
) -> ProgressUpdate:
    """At risk, because the trainer left."""
    values: dict[str, Any] = {"narrative": "The trainer left.", "confidence": Confidence.AT_RISK, "sent_at": AT}
    sent = ProgressUpdate(plan=plan, milestone=milestone, sent_by_id=sent_by_id, **(values | more))
    session.add(sent)
    kind = EventKind.MILESTONE_UPDATE_SENT if milestone else EventKind.UPDATE_SENT
    record(session, kind, milestone or plan, by=OPERATOR, at=AT, covers=[sent])
    return sent


def a_recorded_comment(
    session: Session,
    plan: Plan,
    made_by_id: int,
    *,
    milestone: Milestone | None = None,
    mentioned: Iterable[int] = (),
    text: str = "Ask the region for a trainer.",
) -> Comment:
    made = Comment(
        plan=plan,
        milestone=milestone,
        text=text,
        made_at=AT,
        made_by_id=made_by_id,
        mentions=[Mention(person_id=person_id) for person_id in mentioned],
    )
    session.add(made)
    record(session, EventKind.COMMENT_MADE, made, by=OPERATOR, at=AT, covers=made.mentions)
    return made
