"""The sections of one's items in their one order. Each has a count, and each of its lines is one click from the act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.deadlines import is_overdue
from tracker.domain.permissions import Actor, Permission, can, may_ever
from tracker.domain.vocabulary import DecisionLevel, Role
from tracker.queries import (
    agreement,
    comments,
    date_changes,
    handovers,
    handovers_waiting,
    inspections,
    items,
    own_milestones,
    review_queue,
)
from tracker.queries.own_milestones import OwnedMilestone
from tracker.web.paging import Page

FIRST = 50
FIRST_OF_A_QUEUE = 5  # there is a page with the whole
FIRST_OWNERLESS = 20
_REVIEWERS = (Role.REGIONAL_LEAD, Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD)
_ANSWER_FOR_OTHERS = (Role.UNIT_HEAD, Role.REGIONAL_LEAD)


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is its place on the page, `template` what draws its lines; `total` counts those not shown too."""

    key: str
    heading: str
    template: str
    lines: Sequence[Any]
    total: int


@dataclass(frozen=True, slots=True)
class MilestoneItem:
    """A milestone that is mine to do, and whether I may report it done."""

    milestone: OwnedMilestone
    may_report: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A handover to me with what of it is mine still."""

    id: int
    was: str
    reason: str
    items: Sequence[handovers_waiting.AskedItem]


def sections_of(session: Session, actor: Actor, page: Page, *, today: date) -> tuple[list[Section], Page]:
    """Those in which there is something, and the page of one's plans. So many statements for a role, however many
    rows."""
    plans, how_many = items.owned_plans(session, actor, offset=page.offset, limit=page.limit)
    waiting = [plan for plan in plans if not plan.is_answered]
    answered = [plan for plan in plans if plan.is_answered]
    overdue, due = _milestones(session, actor, today)
    found = [
        overdue,
        due,
        Section("to-respond", "Waiting for your response", "plans", waiting, how_many.waiting),
        _whole("returned", "Returned to you", "returned", own_milestones.returned_plans(session, actor)),
        *_to_decide(session, actor),
        Section("mentioned", "Mentioned", "mentioned", *comments.mentions_of(session, actor, limit=FIRST)),
        _whole("handed-over", "Handed over to you", "handed_over", _given(session, actor)),
        *_for_others(session, actor, today),
        *_for_administrators(session, actor),
        _whole("assigned", "Inspections assigned to you", "assigned", inspections.assigned_to(session, actor)),
        Section("answered", "Answered", "plans", answered, how_many.answered),
    ]
    return [section for section in found if section.lines], page.of(how_many.total)


def _whole(key: str, heading: str, template: str, lines: Sequence[Any]) -> Section:
    return Section(key, heading, template, lines, len(lines))


def _milestones(session: Session, actor: Actor, today: date) -> tuple[Section, Section]:
    found = own_milestones.open_milestones(session, actor, today=today, limit=FIRST)
    mine = [MilestoneItem(each, can(actor, Permission.WORK_ON_MILESTONE, each)) for each in found.lines]
    late = [item for item in mine if is_overdue(item.milestone.due_on, False, today)]
    return (
        Section("overdue", "Overdue", "milestones", late, found.overdue),
        Section(
            "due", "Due next", "milestones", [item for item in mine if item not in late], found.total - found.overdue
        ),
    )


def _to_decide(session: Session, actor: Actor) -> Iterator[Section]:
    """What waits for a decision of this person: a statement for each kind that they decide on."""
    if actor.has(*_REVIEWERS):
        found = review_queue.to_decide(session, actor, DecisionLevel.REVIEW, limit=FIRST_OF_A_QUEUE)
        yield Section("to-review", "To review", "decisions", *found)
    if actor.has(Role.INSPECTOR):
        found = review_queue.to_decide(session, actor, DecisionLevel.VERIFICATION, limit=FIRST_OF_A_QUEUE)
        yield Section("to-verify", "To verify", "decisions", *found)
    if can(actor, Permission.SEE_DATE_CHANGES):
        asked = date_changes.waiting(session, actor, offset=0, limit=FIRST_OF_A_QUEUE)
        yield Section("date-changes", "Date changes to decide", "date_changes", *asked)
    if may_ever(actor, Permission.AGREE_PLAN):
        plans = agreement.to_agree(session, actor, limit=FIRST)
        yield Section("to-agree", "Plans to agree or return", "to_agree", *plans)


def _given(session: Session, actor: Actor) -> list[Given]:
    rows = handovers_waiting.to_accept(session, actor)
    together = [list(rows) for _, rows in groupby(rows, key=lambda row: row.handover_id)]
    return [Given(lines[0].handover_id, lines[0].was, lines[0].reason, lines) for lines in together]


def _for_others(session: Session, actor: Actor, today: date) -> Iterator[Section]:
    """What a head or a regional lead looks after until its owner does."""
    if actor.has(*_ANSWER_FOR_OTHERS):
        away = handovers.without_owner(session, actor, today=today, limit=FIRST)
        yield Section("without-owner", "Without an owner at work", "without_owner", *away)
        given = handovers_waiting.not_accepted(session, actor, limit=FIRST)
        yield Section("not-accepted", "Handovers not accepted yet", "not_accepted", *given)


def _for_administrators(session: Session, actor: Actor) -> Iterator[Section]:
    if can(actor, Permission.IMPORT_REPORTS):
        yield _whole("readings", "Reports to check", "readings", items.readings_to_check(session))
    if can(actor, Permission.NAME_OWNER):
        found = items.ownerless(session, actor, limit=FIRST_OWNERLESS)
        yield Section("ownerless", "Recommendations that nobody owns", "ownerless", *found)
