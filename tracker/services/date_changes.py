"""What is done to a date change: it is asked for, and approved or declined by somebody independent, or withdrawn.

Once its plan was agreed, a milestone's due date moves by no other road.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain import date_changes as rules
from tracker.domain.errors import InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import DATE_CHANGE, MILESTONE, OPEN_MILESTONE
from tracker.domain.permissions import Actor, Permission, Placed, leads_region, require
from tracker.domain.vocabulary import DateChangeLevel, DateChangeState, DeadlineSource
from tracker.models import DateChange, Milestone
from tracker.queries import date_changes
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.submitted import read_again

WAITS_ALREADY = "Somebody asked for another due date already. It waits to be decided."
NOT_AGREED_YET = "This plan has not been agreed yet, so the due date is changed by editing the milestone."
SETTERS = {DateChangeLevel.REGION: DeadlineSource.REGION, DateChangeLevel.NATION: DeadlineSource.HMPPS}
_OF_MILESTONE = tuple(attribute.key for attribute in sa.inspect(Milestone).column_attrs)
_OF_CHANGE = tuple(attribute.key for attribute in sa.inspect(DateChange).column_attrs)


def ask_date_change(
    session: Session,
    milestone: Milestone,
    *,
    to_on: date | None,
    reason: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> DateChange:
    """Asks for another due date; the milestone stays due as it was. `seen_revision` is the milestone's.

    Raises NotPermitted, Conflict, InvalidMove, RuleBroken.
    """
    _require_person(by, Permission.ASK_DATE_CHANGE, milestone)
    _lock(session, milestone)
    unchanged_since(milestone, seen_revision)
    if not date_changes.was_agreed(session, milestone.plan):
        raise InvalidMove(NOT_AGREED_YET)
    _refuse_unless_open(milestone)
    before = date_changes.of_milestone(session, milestone.id)
    if any(change.state is DateChangeState.ASKED for change in before):
        raise RuleBroken("to_on", WAITS_ALREADY)
    wanted = rules.check_asked(to_on, reason, due_on=milestone.due_on, starts_on=milestone.starts_on, today=today)
    change = DateChange(
        milestone=milestone,
        level=_level(session, milestone, any(c.state is DateChangeState.APPROVED for c in before), by, today),
        from_on=milestone.due_on,
        to_on=wanted,
        reason=reason,
        asked_at=at,
        asked_by_id=by.person_id,
    )
    session.add(change)
    record(session, EventKind.DATE_CHANGE_ASKED, milestone, by=by, at=at, note=reason, covers=[change])
    return change


def approve_date_change(
    session: Session, change: DateChange, *, note: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """The milestone is due on the day asked for, set by whoever approved. Raises as `ask_date_change` does."""
    if _is_decided_already(session, change, DateChangeState.APPROVED, seen_revision, by, note):
        return
    milestone = _move(session, change, "approve", Permission.DECIDE_DATE_CHANGE, seen_revision, by)
    _refuse_unless_open(milestone)
    if milestone.starts_on is not None and milestone.starts_on > change.to_on:
        raise RuleBroken("decision", "The milestone now starts after the day asked for, so it cannot be due then")
    _decided(change, note, by, at)
    milestone.due_on = change.to_on
    milestone.due_source, milestone.due_reason = SETTERS[change.level], change.reason
    read_again(session, milestone.plan)
    record(session, EventKind.DATE_CHANGE_APPROVED, milestone, by=by, at=at, note=note, covers=[change])
    rescore(session, milestone.plan, today=today)


def decline_date_change(
    session: Session, change: DateChange, *, note: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """The milestone stays due as it was; `note` says why."""
    if _is_decided_already(session, change, DateChangeState.DECLINED, seen_revision, by, note):
        return
    milestone = _move(session, change, "decline", Permission.DECIDE_DATE_CHANGE, seen_revision, by)
    if not note:
        raise RuleBroken("note", "Enter why the due date stays as it is")
    _decided(change, note, by, at)
    record(session, EventKind.DATE_CHANGE_DECLINED, milestone, by=by, at=at, note=note, covers=[change])


def withdraw_date_change(session: Session, change: DateChange, *, seen_revision: int, by: Actor, at: datetime) -> None:
    """It is no longer asked for; the milestone stays due as it was."""
    if _is_withdrawn_already(session, change, seen_revision, by):
        return
    milestone = _move(session, change, "withdraw", Permission.WITHDRAW_DATE_CHANGE, seen_revision, by)
    change.withdrawn_at, change.withdrawn_by_id = at, by.person_id
    record(session, EventKind.DATE_CHANGE_WITHDRAWN, milestone, by=by, at=at, covers=[change])


def _is_decided_already(
    session: Session, change: DateChange, state: DateChangeState, seen_revision: int, by: Actor, note: str
) -> bool:
    """Whether this very form has decided it before: a second click, or a page gone back to."""
    _read_anew(session, change, Permission.DECIDE_DATE_CHANGE, by)
    decided = (change.state, change.decided_by_id, change.note) == (state, by.person_id, note)
    return decided and 0 < seen_revision < change.revision


def _is_withdrawn_already(session: Session, change: DateChange, seen_revision: int, by: Actor) -> bool:
    _read_anew(session, change, Permission.WITHDRAW_DATE_CHANGE, by)
    withdrawn = (change.state, change.withdrawn_by_id) == (DateChangeState.WITHDRAWN, by.person_id)
    return withdrawn and 0 < seen_revision < change.revision


def _read_anew(session: Session, change: DateChange, permission: Permission, by: Actor) -> None:
    """Under the plan's lock."""
    _require_person(by, permission, change)
    _lock(session, change.milestone)
    session.refresh(change, _OF_CHANGE)


def _move(
    session: Session, change: DateChange, move: str, permission: Permission, seen_revision: int, by: Actor
) -> Milestone:
    """Makes the move of a change read anew under the plan's lock; the milestone it is about."""
    require(by, permission, change)  # the milestone may have been given to this very person meanwhile
    moved = DATE_CHANGE.move(change.state, move)  # first: what was decided already is said in words of its own
    unchanged_since(change, seen_revision)
    change.state = moved
    return change.milestone


def _require_person(by: Actor, permission: Permission, subject: Placed) -> None:
    """Dates are asked for and decided on by people, never by the service itself."""
    require(by, permission, subject)
    if by.person_id is None:
        raise NotPermitted(f"Only a person can {permission.value}.")


def _lock(session: Session, milestone: Milestone) -> None:
    lock_plan(session, milestone.plan)
    session.refresh(milestone, _OF_MILESTONE)


def _refuse_unless_open(milestone: Milestone) -> None:
    if milestone.state not in OPEN_MILESTONE:
        raise InvalidMove(MILESTONE.refusals[milestone.state])


def _level(session: Session, milestone: Milestone, approved_before: bool, by: Actor, today: date) -> DateChangeLevel:
    place = milestone.place
    owners = {milestone.plan.owner_id, milestone.owner_id}
    return rules.level_for(
        approved_before=approved_before,
        a_regional_lead_has_a_part=leads_region(by, place)
        or date_changes.a_lead_among(session, owners, place, today=today),
        has_a_region=place.region_id is not None,
    )


def _decided(change: DateChange, note: str, by: Actor, at: datetime) -> None:
    change.note = note
    change.decided_at, change.decided_by_id = at, by.person_id
