"""Comments on plans and milestones, who may read them, and whom they mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, Place
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Comment, Inspection, Mention, Milestone, Person, Plan, Recommendation, Unit
from tracker.queries.counted import counted
from tracker.queries.scope import COMMENTS_SEEN, scope_of
from tracker.queries.sessions import holds_on


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A comment that mentions the person who asks; `milestone` is empty where it is on the plan."""

    id: int
    text: str
    made_at: datetime
    made_by: str
    plan_id: int
    milestone_id: int | None
    milestone: str | None
    number: str | None
    unit: str | None
    inspection: str


def of_plan(
    session: Session, plan_id: int, milestone_id: int | None, *, offset: int, limit: int
) -> tuple[Sequence[Comment], int]:
    """A page of those on a plan whose comments may be seen, with those on its milestones, or of those on one of them;
    the latest first, each with who made it and its milestone; and how many there are. Two statements."""
    which = Comment.plan_id == plan_id if milestone_id is None else Comment.milestone_id == milestone_id
    total = session.scalar(sa.select(sa.func.count()).select_from(Comment).where(which)) or 0
    page = sa.select(Comment).where(which).order_by(Comment.id.desc()).offset(offset).limit(limit)
    return session.scalars(page.options(joinedload(Comment.made_by), joinedload(Comment.milestone))).all(), total


def is_repeated(session: Session, comment: Comment) -> bool:
    """Whether the last comment on the same thing is the same text of the same person."""
    last = (
        sa.select(Comment.text, Comment.made_by_id)
        .where(Comment.plan_id == comment.plan_id, Comment.milestone_id.is_not_distinct_from(comment.milestone_id))
        .order_by(Comment.id.desc())
        .limit(1)
    )
    row = session.execute(last).one_or_none()
    return row is not None and (row.text, row.made_by_id) == (comment.text, comment.made_by_id)


def readers(session: Session, place: Place, *, today: date) -> list[Person]:
    """Who may read the comments of a plan there today: the other way round of `COMMENTS_SEEN`, by their names."""
    scope = sa.or_(
        Assignment.role.in_([Role.NATIONAL_LEAD, Role.ASSURANCE_REVIEWER]),
        sa.and_(Assignment.unit_id.is_not(None), Assignment.unit_id == place.unit_id),
        sa.and_(Assignment.region_id.is_not(None), Assignment.region_id == place.region_id),
    )
    reading = sa.select(Assignment.person_id).where(scope, holds_on(today))
    people = sa.select(Person).where(Person.ended_at.is_(None), Person.id.in_(reading))
    return list(session.scalars(people.order_by(Person.name, Person.id)))


def mentions_of(session: Session, actor: Actor, *, limit: int) -> tuple[Sequence[Mentioned], int]:
    """The first comments that mention `actor`, who may see them still and has not put them away; and how many there
    are. The latest first. One statement."""
    rows: Sequence[Any] = session.execute(_MENTIONS, {"me": actor.person_id, "first": limit, **scope_of(actor)}).all()
    return [Mentioned(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def get_mention(session: Session, mention_id: int, *, seen_by: Actor) -> Mention:
    """The mention of this very person; NotFound where it is another's, or the plan is no longer theirs to see."""
    asked = {"mention_id": mention_id, "me": seen_by.person_id, **scope_of(seen_by)}
    found = session.scalars(_ONE_MENTION, asked).one_or_none()
    if found is None:
        raise NotFound("There is no such mention.")
    return found


_MINE = sa.and_(Mention.person_id == sa.bindparam("me", type_=sa.Integer()), COMMENTS_SEEN)
_MENTIONS = (
    sa.select(
        Mention.id,
        Comment.text,
        Comment.made_at,
        Person.name,
        Comment.plan_id,
        Comment.milestone_id,
        Milestone.title,
        Recommendation.number,
        Unit.name,
        Inspection.title,
        sa.func.count().over(),
    )
    .select_from(Mention)
    .join(Mention.comment)
    .join(Comment.made_by)
    .outerjoin(Comment.milestone)
    .join(Plan, Plan.id == Comment.plan_id)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(_MINE, Mention.done_at.is_(None))
    .order_by(Mention.id.desc())
    .limit(sa.bindparam("first", type_=sa.Integer()))
)
HOW_MANY = counted(_MENTIONS)
"""How many there are, asked with `me` and `scope_of`."""
_ONE_MENTION = (
    sa.select(Mention)
    .join(Mention.comment)
    .join(Comment.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Mention.id == sa.bindparam("mention_id", type_=sa.Integer()), _MINE)
    .options(
        contains_eager(Mention.comment)
        .contains_eager(Comment.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit)
    )
)
