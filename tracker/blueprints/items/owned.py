"""What is mine, or somebody's for whom I stand in: milestones and plans, each with whether I may do what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.blueprints.items.section import FIRST, FIRST_MILESTONES, Section
from tracker.domain.deadlines import is_overdue, soon_until
from tracker.domain.lifecycles import MILESTONE, UNAGREED
from tracker.domain.own_items import Kind, Urgency
from tracker.domain.permissions import Actor, At, Permission, can
from tracker.queries import own_milestones, own_plans
from tracker.queries.own_milestones import OwnedMilestone
from tracker.queries.own_plans import OwnedPlan, ReturnedPlan
from tracker.web.paging import Page


@dataclass(frozen=True, slots=True)
class MilestoneItem:
    """A milestone that is mine to do, and what of it I may: begin it, report it done, and where it is overdue ask for
    another date."""

    milestone: OwnedMilestone
    may_start: bool
    may_report: bool
    may_ask: bool


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A plan that is mine to write, and whether I may."""

    plan: OwnedPlan
    may_write: bool


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """A plan of mine that came back, and whether I may change it."""

    plan: ReturnedPlan
    may_write: bool


def milestones_of(session: Session, actor: Actor, *, today: date) -> tuple[Section, Section, Section]:
    """Those overdue, those due soon, and those due later, which need nothing yet. One statement."""
    found = own_milestones.open_milestones(session, actor, today=today, limit=FIRST_MILESTONES)
    mine = [_item(each, actor, today) for each in found.lines]
    late = [item for item in mine if is_overdue(item.milestone.due_on, False, today)]
    later = [item for item in mine if item.milestone.due_on > soon_until(today)]
    soon = mine[len(late) : len(mine) - len(later)]
    rest = found.total - found.overdue - found.soon
    return (
        Section("overdue", "Overdue", "milestones", late, found.overdue, Kind.MILESTONES, Urgency.OVERDUE),
        Section("due", "Due in the next 14 days", "milestones", soon, found.soon, Kind.MILESTONES, Urgency.DUE),
        Section("later", "Due later", "milestones", later, rest, urgency=Urgency.LATER),
    )


def _item(milestone: OwnedMilestone, actor: Actor, today: date) -> MilestoneItem:
    may_work = can(actor, Permission.WORK_ON_MILESTONE, milestone)
    asks = is_overdue(milestone.due_on, False, today) and milestone.asked_for is None
    return MilestoneItem(
        milestone,
        may_start=may_work and (milestone.state, "start") in MILESTONE.moves,
        may_report=may_work,
        may_ask=asks and milestone.plan_state not in UNAGREED and can(actor, Permission.ASK_DATE_CHANGE, milestone),
    )


def plans_of(session: Session, actor: Actor, page: Page, *, today: date) -> tuple[Section, Section, Section, int]:
    """A page of the plans: those that wait for a response, those to be submitted, those that were; and how many on all
    pages. Two statements."""
    found, how_many = own_plans.owned(session, actor, today=today, offset=page.offset, limit=page.limit)
    plans = [PlanItem(each, can(actor, Permission.SUBMIT_PLAN, At(each.place))) for each in found]
    to_write = [item for item in plans if not item.plan.was_submitted]
    unanswered = [item for item in to_write if not item.plan.is_answered]
    answered = [item for item in to_write if item.plan.is_answered]
    submitted = [item for item in plans if item.plan.was_submitted]
    return (
        _to_write("to-respond", "Waiting for your response", unanswered, how_many.to_respond, today),
        _to_write("to-submit", "Plans to submit", answered, how_many.to_submit, today),
        Section("submitted", "Your submitted plans", "submitted", submitted, how_many.submitted, urgency=Urgency.LATER),
        how_many.total,
    )


def returned_to(session: Session, actor: Actor, *, today: date) -> Section:
    """The plans that came back to be changed. One statement."""
    found, total = own_plans.returned(session, actor, today=today, limit=FIRST)
    mine = [ReturnedItem(each, can(actor, Permission.SUBMIT_PLAN, At(each.place))) for each in found]
    return Section("returned", "Returned to you", "returned", mine, total, Kind.PLANS, Urgency.ANSWERED)


def _to_write(key: str, heading: str, items: Sequence[PlanItem], total: int, today: date) -> Section:
    """The first is the first due."""
    is_late = bool(items) and is_overdue(items[0].plan.due_on, False, today)
    return Section(key, heading, "plans", items, total, Kind.PLANS, Urgency.OVERDUE if is_late else Urgency.DUE)
