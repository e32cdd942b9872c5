"""Commenting on a plan or a milestone, mentioning who should read it, and putting a mention away."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.mentions import mentioned
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Comment, Mention, Milestone, Plan
from tracker.queries import comments
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record


def comment_on(
    session: Session, plan: Plan, milestone: Milestone | None, *, text: str, by: Actor, at: datetime, today: date
) -> Comment:
    """A comment on the plan, or on a milestone of it. What the same person has just said is not said again.

    Whoever is named after an “@” is mentioned; RuleBroken names one who may not read it.
    """
    require(by, Permission.COMMENT, plan)
    lock_plan(session, plan)
    if not text:
        raise RuleBroken("text", "Enter your comment")
    milestone_id = milestone.id if milestone else None
    made = Comment(plan_id=plan.id, milestone_id=milestone_id, text=text, made_at=at, made_by_id=by.person_id)
    if comments.is_repeated(session, made):
        raise RuleBroken("text", "You have made this comment already")
    people = mentioned(text, comments.readers(session, plan.place, today=today))
    made.mentions = [Mention(person_id=person_id) for person_id in people]
    session.add(made)
    # an entry about the comment and not the plan, whose history inspectors read
    record(session, EventKind.COMMENT_MADE, made, by=by, at=at, covers=made.mentions)
    return made


def put_away(session: Session, mention: Mention, *, by: Actor, at: datetime) -> None:
    """It no longer waits for the person mentioned; once is enough."""
    require(by, Permission.COMMENT, mention)
    if mention.done_at is None:
        mention.done_at = at
        record(session, EventKind.MENTION_PUT_AWAY, mention, by=by, at=at)
