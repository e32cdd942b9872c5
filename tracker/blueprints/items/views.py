"""Your items: the first page after signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.deadlines import is_overdue
from tracker.domain.permissions import Actor, Permission, can, may_ever
from tracker.domain.vocabulary import DecisionLevel, Role
from tracker.extensions import db
from tracker.queries import agreement, inspections, items, own_milestones, review_queue
from tracker.queries.own_milestones import OwnedMilestone
from tracker.queries.review_queue import ToDecide
from tracker.web.guards import needs
from tracker.web.lateness import late_in_words
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("items", __name__)
FIRST_OWNERLESS = 20
FIRST_MILESTONES = 50
FIRST_TO_AGREE = 50
FIRST_TO_DECIDE = 5
_REVIEWERS = (Role.REGIONAL_LEAD, Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD)


@dataclass(frozen=True, slots=True)
class Queue:
    """The first of what waits for a decision of this person, and how many there are."""

    heading: str
    lines: Sequence[ToDecide]
    total: int


@dataclass(frozen=True, slots=True)
class MilestoneItem:
    """A milestone that is mine to do, and whether I may report it done."""

    milestone: OwnedMilestone
    may_report: bool


@blueprint.route("/your-items")
@needs(GET=Permission.SIGNED_IN)
def show() -> str:
    actor, today = current_actor(), clock.today()
    page = asked_page()
    milestones = own_milestones.open_milestones(db.session(), actor, today=today, limit=FIRST_MILESTONES)
    mine = [MilestoneItem(each, can(actor, Permission.WORK_ON_MILESTONE, each)) for each in milestones.lines]
    agrees = may_ever(actor, Permission.AGREE_PLAN)
    to_agree, to_agree_total = agreement.to_agree(db.session(), actor, limit=FIRST_TO_AGREE) if agrees else ([], 0)
    plans, how_many = items.owned_plans(db.session(), actor, offset=page.offset, limit=page.limit)
    names_owners = can(actor, Permission.NAME_OWNER)
    ownerless, ownerless_total = (
        items.ownerless(db.session(), actor, limit=FIRST_OWNERLESS) if names_owners else ([], 0)
    )
    return render_template(
        "items/show.html",
        overdue=[item for item in mine if is_overdue(item.milestone.due_on, False, today)],
        due_next=[item for item in mine if not is_overdue(item.milestone.due_on, False, today)],
        overdue_total=milestones.overdue,
        due_next_total=milestones.total - milestones.overdue,
        queues=_queues(actor),
        late=late_in_words,
        returned=own_milestones.returned_plans(db.session(), actor),
        to_agree=to_agree,
        to_agree_total=to_agree_total,
        waiting=[plan for plan in plans if not plan.is_answered],
        answered=[plan for plan in plans if plan.is_answered],
        how_many=how_many,
        page=page.of(how_many.total),
        ownerless=ownerless,
        ownerless_total=ownerless_total,
        readings=items.readings_to_check(db.session()) if can(actor, Permission.IMPORT_REPORTS) else [],
        assigned=inspections.assigned_to(db.session(), actor),
        may_see_units=may_ever(actor, Permission.SEE_UNIT),
        today=today,
    )


def _queues(actor: Actor) -> list[Queue]:
    """One for each level at which this person decides and something waits. At most two statements; for others none."""
    levels = [
        ("To verify", DecisionLevel.VERIFICATION, actor.has(Role.INSPECTOR)),
        ("To review", DecisionLevel.REVIEW, actor.has(*_REVIEWERS)),
    ]
    queues = [
        Queue(heading, *review_queue.to_decide(db.session(), actor, level, limit=FIRST_TO_DECIDE))
        for heading, level, decides in levels
        if decides
    ]
    return [queue for queue in queues if queue.lines]
