"""What is done to a blocker: it is raised, what is said of it changes, and it is cleared with its outcome."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.blockers import Said, check_cleared, whole
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import BLOCKER, MILESTONE, OPEN_MILESTONE
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Blocker, Milestone
from tracker.queries import blockers
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore

_OF_BLOCKER = tuple(attribute.key for attribute in sa.inspect(Blocker).column_attrs)


def raise_blocker(
    session: Session, milestone: Milestone, *, said: Said, by: Actor, at: datetime, today: date
) -> Blocker:
    """Says what blocks an open milestone. Raises NotPermitted, InvalidMove, RuleBroken."""
    require(by, Permission.EDIT_BLOCKER, milestone)
    lock_plan(session, milestone.plan)
    session.refresh(milestone, ["state"])
    if milestone.state not in OPEN_MILESTONE:
        raise InvalidMove(MILESTONE.refusals[milestone.state])
    whole(said, today=today)
    _refuse_twice(session, milestone.id, said, itself=None)
    blocker = Blocker(milestone=milestone, **asdict(said))
    session.add(blocker)
    record(session, EventKind.BLOCKER_RAISED, milestone, by=by, at=at, covers=[blocker])
    rescore(session, milestone.plan, today=today)
    return blocker


def edit_blocker(
    session: Session, blocker: Blocker, *, said: Said, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Changes what is said of an open one, such as when the answer is due now. Raises Conflict besides."""
    _begin(session, blocker, "edit", seen_revision, by)
    whole(said, today=today)
    _refuse_twice(session, blocker.milestone_id, said, itself=blocker)
    for name, value in asdict(said).items():
        setattr(blocker, name, value)
    record(session, EventKind.BLOCKER_EDITED, blocker.milestone, by=by, at=at, covers=[blocker])
    rescore(session, blocker.milestone.plan, today=today)


def clear_blocker(
    session: Session,
    blocker: Blocker,
    *,
    cleared_on: date | None,
    outcome: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """It stands in the way no more, since that day; `outcome` says how. Possible in any state of the milestone."""
    _begin(session, blocker, "clear", seen_revision, by)
    blocker.cleared_on = check_cleared(cleared_on, outcome, asked_on=blocker.asked_on, today=today)
    blocker.outcome = outcome
    record(session, EventKind.BLOCKER_CLEARED, blocker.milestone, by=by, at=at, note=outcome, covers=[blocker])
    rescore(session, blocker.milestone.plan, today=today)


def _begin(session: Session, blocker: Blocker, move: str, seen_revision: int, by: Actor) -> None:
    require(by, Permission.EDIT_BLOCKER, blocker)
    lock_plan(session, blocker.milestone.plan)
    session.refresh(blocker, _OF_BLOCKER)
    BLOCKER.move(blocker.state, move)  # first: what is cleared already is said in words of its own
    unchanged_since(blocker, seen_revision)


def _refuse_twice(session: Session, milestone_id: int, said: Said, *, itself: Blocker | None) -> None:
    """A form sent twice would else say the same thing twice."""
    others = (other for other in blockers.open_of_milestone(session, milestone_id) if other is not itself)
    if any((other.what, other.whose) == (said.what, said.whose) for other in others):
        raise RuleBroken("what", "This blocker is recorded already")
