"""What others answered about one's milestones, each with what one may do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.blueprints.items.section import FIRST, Section
from tracker.domain.own_items import Kind, Urgency
from tracker.domain.permissions import Actor, At, Permission, can
from tracker.queries import own_answers


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """A milestone whose evidence was not found sufficient, and whether I may add to it, or open the milestone again."""

    milestone: own_answers.Judged
    may_add: bool
    may_reopen: bool


@dataclass(frozen=True, slots=True)
class DeclinedItem:
    """A milestone whose date stays, and whether I may ask for another."""

    milestone: own_answers.Declined
    may_ask: bool


def answers_to(session: Session, actor: Actor, *, today: date) -> Iterator[Section]:
    """Evidence to complete, and dates that were declined. A statement each."""
    found, total = own_answers.judged(session, actor, today=today, limit=FIRST)
    mine = [
        JudgedItem(
            each,
            can(actor, Permission.UPLOAD_EVIDENCE, At(each.place)),
            can(actor, Permission.WORK_ON_MILESTONE, At(each.place)),
        )
        for each in found
    ]
    yield Section("to-complete", "Evidence to complete", "judged", mine, total, Kind.JUDGED, Urgency.ANSWERED)
    refused, how_many = own_answers.declined(session, actor, today=today, limit=FIRST)
    asked = [DeclinedItem(each, can(actor, Permission.ASK_DATE_CHANGE, At(each.place))) for each in refused]
    yield Section("declined", "Date changes declined", "declined", asked, how_many, Kind.DECLINED, Urgency.ANSWERED)
