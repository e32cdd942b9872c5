"""How much needs a person now, kind by kind: one statement, asked for the navigation of every page.

Each count is of the very rows that the page of one's items shows (blueprints/items), and one test asks both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.deadlines import soon_until
from tracker.domain.own_items import Kind, kinds_for
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DecisionLevel
from tracker.queries import (
    agreement,
    comments,
    date_changes,
    handovers,
    handovers_waiting,
    items,
    own_answers,
    own_milestones,
    own_plans,
    plan_delivery,
    review_queue,
)


def how_many(session: Session, actor: Actor, *, today: date) -> Mapping[Kind, int]:
    """How many of each kind wait for `actor`. One statement, which asks only about what their roles decide on."""
    kinds = tuple(sorted(kinds_for(actor)))
    asked = {
        "soon_until": soon_until(today),
        "me": actor.person_id,
        **own_plans.asked_by(actor, today),
        **own_answers.asked_on(today),
        **review_queue.asked_by(actor),
        **agreement.asked_by(actor),
        **plan_delivery.asked_on(today),
    }
    row: Sequence[int] = session.connection().execute(_of(kinds), asked).one()
    return dict(zip(kinds, row, strict=True))


@cache
def _of(kinds: tuple[Kind, ...]) -> Any:
    """Put together once for each set of roles, which costs more than asking it."""
    return sa.select(*(_COUNTS[kind] for kind in kinds))


_COUNTS: Mapping[Kind, sa.ScalarSelect[int]] = {
    Kind.MILESTONES: own_milestones.HOW_MANY,
    Kind.PLANS: own_plans.TO_BE_WRITTEN,
    Kind.JUDGED: own_answers.HOW_MANY_JUDGED,
    Kind.DECLINED: own_answers.HOW_MANY_DECLINED,
    Kind.TO_REVIEW: review_queue.HOW_MANY[DecisionLevel.REVIEW],
    Kind.TO_VERIFY: review_queue.HOW_MANY[DecisionLevel.VERIFICATION],
    Kind.DATE_CHANGES: date_changes.HOW_MANY,
    Kind.TO_AGREE: agreement.TO_AGREE,
    Kind.DELIVERED: plan_delivery.HOW_MANY,
    Kind.MENTIONED: comments.HOW_MANY,
    Kind.HANDED_OVER: handovers_waiting.TO_ACCEPT,
    Kind.WITHOUT_OWNER: handovers.WITHOUT_OWNER,
    Kind.NOT_ACCEPTED: handovers_waiting.NOT_ACCEPTED,
    Kind.READINGS: items.TO_CHECK,
    Kind.OWNERLESS: items.WITHOUT_PLAN,
}
