"""The sections of one's items: what is overdue first, then what came back, what others wait for, and what is due.

Each has a count, and each of its lines is one click from the act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from tracker.blueprints.items.answers import answers_to
from tracker.blueprints.items.owned import milestones_of, plans_of, returned_to
from tracker.blueprints.items.section import FIRST, FIRST_OF_A_QUEUE, FIRST_OWNERLESS, Section, whole
from tracker.domain.deadlines import is_overdue
from tracker.domain.own_items import Kind, Urgency, kinds_for
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DecisionLevel
from tracker.models import Inspection
from tracker.queries import (
    agreement,
    comments,
    date_changes,
    handovers,
    handovers_waiting,
    inspections,
    items,
    plan_delivery,
    review_queue,
)
from tracker.web.lateness import owed_too_long
from tracker.web.paging import Page


@dataclass(frozen=True, slots=True)
class Given:
    """A handover to me with what of it is mine still."""

    id: int
    was: str
    reason: str
    items: Sequence[handovers_waiting.AskedItem]


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """A milestone to decide on, what that is called, and whether it waits for longer than a review may."""

    milestone: review_queue.ToDecide
    act: str
    is_late: bool = False


def sections_of(session: Session, actor: Actor, page: Page, *, today: date) -> tuple[list[Section], Page]:
    """All sections there are for this person, empty ones too, the most urgent first, and the page of their plans. So
    many statements for a role, however many rows."""
    kinds = kinds_for(actor)
    to_respond, to_submit, submitted, how_many = plans_of(session, actor, page, today=today)
    overdue, due, later = milestones_of(session, actor, today=today)
    sections = [
        overdue,
        to_respond,
        to_submit,
        returned_to(session, actor, today=today),
        *answers_to(session, actor, today=today),
        *_to_decide(session, actor, kinds, today),
        Section(
            "mentioned",
            "Mentioned",
            "mentioned",
            *comments.mentions_of(session, actor, limit=FIRST),
            kind=Kind.MENTIONED,
        ),
        whole("handed-over", "Handed over to you", "handed_over", _given(session, actor), kind=Kind.HANDED_OVER),
        *_for_others(session, actor, kinds, today),
        *_for_administrators(session, actor, kinds),
        due,
        Section(
            "assigned", "Inspections assigned to you", "assigned", *_assigned(session, actor), urgency=Urgency.LATER
        ),
        later,
        submitted,
    ]
    return sorted(sections, key=lambda section: section.urgency), page.of(how_many)


def _to_decide(session: Session, actor: Actor, kinds: Collection[Kind], today: date) -> Iterator[Section]:
    """What waits for a decision of this person: a statement for each kind that they decide on."""
    if Kind.TO_REVIEW in kinds:
        reviews, total = review_queue.to_decide(session, actor, DecisionLevel.REVIEW, limit=FIRST_OF_A_QUEUE)
        lines = [DecisionItem(line, "Review", owed_too_long(line.waits_since, today)) for line in reviews]
        urgency = Urgency.OVERDUE if any(line.is_late for line in lines) else Urgency.AWAITED
        yield Section("to-review", "To review", "decisions", lines, total, Kind.TO_REVIEW, urgency)
    if Kind.TO_VERIFY in kinds:
        found, total = review_queue.to_decide(session, actor, DecisionLevel.VERIFICATION, limit=FIRST_OF_A_QUEUE)
        lines = [DecisionItem(line, "Verify") for line in found]
        yield Section("to-verify", "To verify", "decisions", lines, total, Kind.TO_VERIFY)
    if Kind.DATE_CHANGES in kinds:
        asked = date_changes.waiting(session, actor, offset=0, limit=FIRST_OF_A_QUEUE)
        yield Section("date-changes", "Date changes to decide", "date_changes", *asked, kind=Kind.DATE_CHANGES)
    if Kind.TO_AGREE in kinds:
        plans = agreement.to_agree(session, actor, limit=FIRST)
        yield Section("to-agree", "Plans to agree or return", "to_agree", *plans, kind=Kind.TO_AGREE)
    if Kind.DELIVERED in kinds:
        delivered = plan_delivery.to_lead_on(session, actor, today=today, limit=FIRST)
        yield Section("delivered", "Delivered plans that wait for you", "delivered", *delivered, kind=Kind.DELIVERED)


def _assigned(session: Session, actor: Actor) -> tuple[Sequence[Inspection], int]:
    found = inspections.assigned_to(session, actor)
    return found, len(found)


def _given(session: Session, actor: Actor) -> list[Given]:
    rows = handovers_waiting.to_accept(session, actor)
    together = [list(rows) for _, rows in groupby(rows, key=lambda row: row.handover_id)]
    return [Given(lines[0].handover_id, lines[0].was, lines[0].reason, lines) for lines in together]


def _for_others(session: Session, actor: Actor, kinds: Collection[Kind], today: date) -> Iterator[Section]:
    """What a head or a regional lead looks after until its owner does."""
    if Kind.WITHOUT_OWNER in kinds:
        away, total = handovers.without_owner(session, actor, today=today, limit=FIRST)
        is_late = any(item.due_on is not None and is_overdue(item.due_on, False, today) for item in away)
        urgency = Urgency.OVERDUE if is_late else Urgency.AWAITED
        heading = "Without an owner at work"
        yield Section("without-owner", heading, "without_owner", away, total, Kind.WITHOUT_OWNER, urgency)
    if Kind.NOT_ACCEPTED in kinds:
        given = handovers_waiting.not_accepted(session, actor, limit=FIRST)
        yield Section("not-accepted", "Handovers not accepted yet", "not_accepted", *given, kind=Kind.NOT_ACCEPTED)


def _for_administrators(session: Session, actor: Actor, kinds: Collection[Kind]) -> Iterator[Section]:
    if Kind.READINGS in kinds:
        yield whole("readings", "Reports to check", "readings", items.readings_to_check(session), kind=Kind.READINGS)
    if Kind.OWNERLESS in kinds:
        found = items.ownerless(session, actor, limit=FIRST_OWNERLESS)
        yield Section("ownerless", "Recommendations that nobody owns", "ownerless", *found, kind=Kind.OWNERLESS)
