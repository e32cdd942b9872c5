"""A plan is opened: with the inspection for what is addressed to its subject, later for what is addressed to others."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.deadlines import CalendarTooShort, Rule
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor, Permission, can, require
from tracker.domain.vocabulary import DeadlineSource
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation
from tracker.queries.actors import actor_of
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.scores import score_opened

PUBLICATION = "publication"


def plan_due_on(rule: Rule, published_on: date) -> date:
    """The day plans are due by `rule`. RuleBroken("published_on") where no bank holidays are known that far."""
    try:
        return rule.date_from(published_on, bank_holidays.calendar())
    except (CalendarTooShort, ValueError) as error:
        raise RuleBroken("published_on", f"{error}.") from None


def plan_rule(inspection: Inspection) -> Rule:
    """The rule by which the plans of an inspection are due; a setting of the inspection."""
    return Rule(inspection.plan_due_number, inspection.plan_due_unit)


def open_plan(session: Session, recommendation: Recommendation, *, owner: Person, by: Actor, at: datetime) -> Plan:
    """A draft plan of `recommendation`, owned by `owner`, due by its inspection's rule from the day of publication.

    To be scored by whoever opens it, with all that are opened at once (services/scores.py, `score_opened`).
    """
    inspection = recommendation.inspection
    rule = plan_rule(inspection)
    deadline = Deadline(
        source=DeadlineSource.HMPPS,
        number=rule.number,
        unit=rule.unit,
        start_event=PUBLICATION,
        starts_on=inspection.published_on,
        due_on=plan_due_on(rule, inspection.published_on),
        calendar_version=bank_holidays.calendar().version,
    )
    plan = Plan(recommendation=recommendation, owner=owner, deadline=deadline)
    session.add_all([deadline, plan])
    record(session, EventKind.PLAN_CREATED, plan, by=by, at=at, covers=[deadline])
    return plan


def name_owner(
    session: Session,
    recommendation: Recommendation,
    *,
    owner_id: int,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> Plan:
    """Opens the plan of a recommendation that is addressed to others, owned by `owner_id`.

    RuleBroken("owner_id") where it has an owner already, or where that person could not see the plan: nobody owns
    what they cannot open. Locks the recommendation, so that two at once name one owner.
    """
    require(by, Permission.NAME_OWNER, recommendation)
    session.refresh(recommendation, ["revision"], with_for_update=True)
    unchanged_since(recommendation, seen_revision)
    if recommendation.state not in STILL_ASKED:
        raise InvalidMove("This recommendation no longer stands, so it needs no owner.")
    if session.scalar(sa.select(Plan.id).where(Plan.recommendation_id == recommendation.id)):
        raise RuleBroken("owner_id", "This recommendation has an owner already.")
    owner = session.get(Person, owner_id)
    if owner is None or owner.ended_at is not None:
        raise RuleBroken("owner_id", "Select a person.")
    plan = open_plan(session, recommendation, owner=owner, by=by, at=at)
    if not can(actor_of(session, owner, today=today), Permission.SEE_PLAN, plan):
        raise RuleBroken("owner_id", f"{owner.name} may not see this recommendation, so cannot own it.")
    score_opened(session, [plan], today=today)
    return plan
