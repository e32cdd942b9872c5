"""When a plan is due: by another rule, or on a fixed day, with who set it and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.deadlines import CalendarTooShort, Rule
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import DeadlineSource, PeriodUnit
from tracker.models import Plan
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.plan_opening import PUBLICATION
from tracker.services.record import record
from tracker.services.scores import rescore

A_SET_DAY = "a day that was set"
# Inspections of one unit lie closer together than this: a plan due later would answer to the next one.
FURTHEST = Rule(24, PeriodUnit.MONTHS)


@dataclass(frozen=True, slots=True)
class Period:
    """So long from the day of an event; publication has its day already."""

    rule: Rule
    start_event: str
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Terms:
    """When a plan is due: a period, or a day; who set it, and where it comes from in words."""

    due: Period | date
    source: DeadlineSource
    reason: str


def set_plan_deadline(
    session: Session, plan: Plan, *, terms: Terms, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Sets by when the recommendation is to have its response. Needs the deadline and the place loaded.

    A period from publication moves with it when the day of publication is corrected; a set day stays. Scores are worked
    out again. RuleBroken naming `reason`, `start_event`, `starts_on`, `number` or `due_on`: the plan is due at the
    earliest on the day of publication, and at the latest FURTHEST after it. Raises Conflict.
    """
    require(by, Permission.EDIT_PLAN_DEADLINE, plan)
    lock_plan(session, plan)
    deadline, kind = plan.deadline, EventKind.PLAN_DEADLINE_SET
    session.refresh(deadline)
    if deadline.revision != seen_revision and is_sent_again(session, plan, kind, by=by, note=terms.reason):
        return
    unchanged_since(deadline, seen_revision)
    if not terms.reason:
        raise RuleBroken("reason", "Enter where this comes from, such as a letter or a policy")
    if isinstance(terms.due, Period):
        starts_on = _begins(plan, terms.due)
        due_on = _worked_out(terms.due.rule, starts_on)
        _refuse_out_of_reach(plan, due_on, "number" if terms.due.start_event == PUBLICATION else "starts_on")
        deadline.due_on = due_on
        deadline.number, deadline.unit = terms.due.rule.number, terms.due.rule.unit
        deadline.start_event, deadline.starts_on = terms.due.start_event, starts_on
    else:
        _refuse_out_of_reach(plan, terms.due, "due_on")
        deadline.number = deadline.unit = None
        deadline.start_event, deadline.starts_on = A_SET_DAY, plan.recommendation.inspection.published_on
        deadline.due_on = terms.due
    deadline.source, deadline.wording = terms.source, terms.reason
    deadline.calendar_version = bank_holidays.calendar().version
    record(session, kind, plan, by=by, at=at, note=terms.reason, covers=[deadline])
    rescore(session, plan, today=today)


def _refuse_out_of_reach(plan: Plan, due_on: date, field: str) -> None:
    published = plan.recommendation.inspection.published_on
    latest = FURTHEST.date_from(published, bank_holidays.calendar())
    if not published <= due_on <= latest:
        between = " and ".join(f"{day.day} {day:%B} {day.year}" for day in (published, latest))
        raise RuleBroken(
            field, f"The plan must be due between {between}: publication, and {FURTHEST.in_words()} after it"
        )


def _begins(plan: Plan, period: Period) -> date:
    if period.start_event == PUBLICATION:
        return plan.recommendation.inspection.published_on
    if not period.start_event:
        raise RuleBroken("start_event", "Enter the event it is counted from")
    if period.starts_on is None:
        raise RuleBroken("starts_on", "Enter the day of that event")
    return period.starts_on


def _worked_out(rule: Rule, starts_on: date) -> date:
    try:
        return rule.date_from(starts_on, bank_holidays.calendar())
    except (CalendarTooShort, ValueError) as error:
        raise RuleBroken("number", f"{error}.") from None
