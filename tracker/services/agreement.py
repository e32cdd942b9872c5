"""What is done to a whole plan: it is submitted, and agreed by somebody independent or returned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.errors import NotPermitted, RuleBroken
from tracker.domain.lifecycles import PLAN
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_gaps import Gap
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Milestone, Plan, PlanVersion
from tracker.queries import milestones
from tracker.queries.agreement import agreed_last, had_a_hand_in, latest_version, missing
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore

WROTE_IT = "You cannot agree or return a plan that you wrote, or own a part of. Somebody else must."
_OF_PLAN = ("response", "agreed_part", "response_reason", "response_text", "success_measure", "sustain_months")
_OF_MILESTONE = (
    "id",
    "ordinal",
    "title",
    "owner_id",
    "on_behalf_of",
    "weight",
    "due_source",
    "due_reason",
    "evidence_expected",
    "is_embed",
    "keeps_people_safe",
    "measure_revision",
)


def submit_plan(session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date) -> None:
    """Asks for the plan to be agreed. RuleBroken while anything is missing (domain/plan_gaps.py)."""
    if _is_done_already(session, plan, Permission.SUBMIT_PLAN, EventKind.PLAN_SUBMITTED, seen_revision, by):
        return
    plan.state = PLAN.move(plan.state, "submit")
    _refuse_gaps(missing(session, plan, milestones.of_plan(session, plan), today=today))
    record(session, EventKind.PLAN_SUBMITTED, plan, by=by, at=at)
    rescore(session, plan, today=today)


def agree_plan(
    session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> PlanVersion:
    """Agrees the plan and freezes it as its next version; the first is the baseline. Needs `plan.owner` loaded."""
    if _is_done_already(session, plan, Permission.AGREE_PLAN, EventKind.PLAN_AGREED, seen_revision, by):
        return agreed_last(session, plan)
    _require_independent(session, plan, by)
    plan.state = PLAN.move(plan.state, "agree")
    promised = [m for m in milestones.of_plan(session, plan) if m.state is not MilestoneState.CANCELLED]
    _refuse_gaps(missing(session, plan, promised, today=today))
    version = PlanVersion(
        plan_id=plan.id,
        number=latest_version(session, plan) + 1,
        content=_frozen(plan, promised),
        agreed_at=at,
        agreed_by_id=by.person_id,
    )
    session.add(version)
    record(session, EventKind.PLAN_AGREED, plan, by=by, at=at, covers=[version])
    rescore(session, plan, today=today)
    return version


def return_plan(
    session: Session, plan: Plan, *, what_to_change: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Gives the plan back to its owner, saying what to change."""
    kind = EventKind.PLAN_RETURNED
    if _is_done_already(session, plan, Permission.AGREE_PLAN, kind, seen_revision, by, note=what_to_change):
        return
    _require_independent(session, plan, by)
    if not what_to_change:
        raise RuleBroken("what_to_change", "Enter what to change")
    plan.state = PLAN.move(plan.state, "return")
    record(session, kind, plan, by=by, at=at, note=what_to_change)
    rescore(session, plan, today=today)


def _is_done_already(
    session: Session,
    plan: Plan,
    permission: Permission,
    kind: EventKind,
    seen_revision: int,
    by: Actor,
    *,
    note: str | None = None,
) -> bool:
    """The first step of a verb: refuses who may not, locks, and raises Conflict where somebody was faster.

    Whether the very same form was sent before: then nothing is left to do.
    """
    require(by, permission, plan)
    lock_plan(session, plan)
    if is_sent_again(session, plan, kind, by=by, seen_revision=seen_revision, note=note):
        return True
    unchanged_since(plan, seen_revision)
    return False


def _require_independent(session: Session, plan: Plan, by: Actor) -> None:
    if had_a_hand_in(session, plan, by.person_id):
        raise NotPermitted(WROTE_IT)


def _refuse_gaps(found: list[Gap]) -> None:
    if found:
        raise RuleBroken("", "This plan is not complete: " + "; ".join(gap.words for gap in found))


def _frozen(plan: Plan, promised: Iterable[Milestone]) -> dict[str, Any]:
    """The plan as JSON: columns by their names, people also by their names of this day, dates as ISO text."""
    return {
        **{name: getattr(plan, name) for name in _OF_PLAN},
        "owner_id": plan.owner_id,
        "owner": plan.owner.name,
        "milestones": [
            {name: getattr(milestone, name) for name in _OF_MILESTONE}
            | {
                "owner": milestone.owner.name,
                "starts_on": milestone.starts_on and milestone.starts_on.isoformat(),
                "due_on": milestone.due_on.isoformat(),
            }
            for milestone in promised
        ],
    }
