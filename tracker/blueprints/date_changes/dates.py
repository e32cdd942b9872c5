"""The due dates of a milestone as its pages show them: first, now and asked for, and what this person may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.date_changes import OnTime, Slips, on_time, slips
from tracker.domain.lifecycles import OPEN_MILESTONE, STILL_ASKED
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import DateChangeState
from tracker.models import DateChange, Milestone
from tracker.queries import date_changes


@dataclass(frozen=True, slots=True)
class Dates:
    """`waiting` is the change that waits to be decided; `done` says whether what is done was done on time."""

    slips: Slips
    changes: Sequence[DateChange]
    waiting: DateChange | None
    done: OnTime | None
    may_ask: bool
    may_decide: bool
    may_withdraw: bool


def dates_of(session: Session, milestone: Milestone, actor: Actor) -> Dates:
    """Of a milestone already seen. One statement for its changes, one where its plan is no longer agreed."""
    changes = date_changes.of_milestone(session, milestone.id)
    approved = [change for change in changes if change.state is DateChangeState.APPROVED]
    found = slips(milestone.due_on, approved, bank_holidays.calendar())
    waiting = next((change for change in changes if change.state is DateChangeState.ASKED), None)
    stands = milestone.plan.recommendation.state in STILL_ASKED
    is_open = stands and milestone.state in OPEN_MILESTONE
    is_asked = stands and waiting is not None
    return Dates(
        slips=found,
        changes=changes,
        waiting=waiting,
        done=on_time(london_date(milestone.completed_at), found) if milestone.completed_at else None,
        may_ask=is_open
        and waiting is None
        and can(actor, Permission.ASK_DATE_CHANGE, milestone)
        and date_changes.was_agreed(session, milestone.plan),
        may_decide=is_asked and can(actor, Permission.DECIDE_DATE_CHANGE, waiting),
        may_withdraw=is_asked and can(actor, Permission.WITHDRAW_DATE_CHANGE, waiting),
    )
