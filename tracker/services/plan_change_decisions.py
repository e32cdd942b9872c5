"""A change of an agreed plan is agreed, and with it becomes the plan's next version, or is returned."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import PLAN, PLAN_CHANGE
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_change import is_kept
from tracker.domain.promises import MEASURE
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Milestone, Plan, PlanChange, PlanVersion
from tracker.queries import milestones
from tracker.queries.agreement import agreed_last
from tracker.queries.plan_changes import missing_with
from tracker.services.agreement import refuse_gaps, require_independent
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.plan_versions import freeze
from tracker.services.record import record
from tracker.services.replacements import cancel_proposed, take_places
from tracker.services.scores import rescore
from tracker.services.standing import follow_standing_decision

_RESPONSE = frozenset({"response", "agreed_part", "response_reason", "response_text"})


def agree_change(
    session: Session, change: PlanChange, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> PlanVersion:
    """Carries the draft out and freezes the plan as its next version; the first stays the baseline.

    Where what a milestone promises changes, earlier decisions on it give no credit any more; those that it cancels,
    or whose place a new one takes, are cancelled. Each milestone that changes or is new has an entry of its own: that
    is its story. Needs the plan's owner loaded.
    """
    plan = change.plan
    if _is_done_already(session, change, EventKind.CHANGE_AGREED, seen_revision, by):
        return agreed_last(session, plan)
    change.state = PLAN_CHANGE.move(change.state, "agree")
    plan.state = PLAN.move(plan.state, "agree the change")
    standing = milestones.of_locked_plan(session, plan)
    refuse_gaps(missing_with(session, plan, standing, change.draft, today=today))
    changed, new = _carry_out(session, change, [*standing], at)
    session.flush()
    cancel_proposed(session, change, standing, by=by, at=at)
    take_places(session, change, new, standing, by=by, at=at)
    promised = [one for one in milestones.of_plan(session, plan) if one.state is not MilestoneState.CANCELLED]
    version = freeze(session, plan, promised, by=by, at=at)
    record(session, EventKind.CHANGE_AGREED, change, by=by, at=at)
    record(session, EventKind.PLAN_AGREED, plan, by=by, at=at, note=change.why, covers=[version])
    for one in changed:
        record(session, EventKind.MILESTONE_CHANGE_AGREED, one, by=by, at=at, note=change.why)
    for one in new.values():
        record(session, EventKind.MILESTONE_ADDITION_AGREED, one, by=by, at=at, note=change.why)
    rescore(session, plan, today=today)
    return version


def return_change(
    session: Session, change: PlanChange, *, what_to_change: str, seen_revision: int, by: Actor, at: datetime
) -> None:
    """Gives the change back to whoever writes the plan, saying what to change. The plan stays as it was agreed."""
    kind = EventKind.CHANGE_RETURNED
    if _is_done_already(session, change, kind, seen_revision, by, note=what_to_change):
        return
    if not what_to_change:
        raise RuleBroken("what_to_change", "Enter what to change")
    change.state = PLAN_CHANGE.move(change.state, "return")
    record(session, kind, change, by=by, at=at, note=what_to_change)


def _carry_out(
    session: Session, change: PlanChange, standing: list[Milestone], at: datetime
) -> tuple[list[Milestone], dict[int, Milestone]]:
    """Writes the draft into the plan and its milestones. Returns the milestones that change by it, and the new ones by
    their numbers in the draft."""
    plan, draft = change.plan, change.draft
    for name, value in draft.plan.items():
        setattr(plan, name, value)
    if not _RESPONSE.isdisjoint(draft.plan):
        plan.responded_at, plan.responded_by_id = at, change.started_by_id
    changed = []
    for one in (each for each in standing if each.id in draft.milestones and is_kept(each, draft)):
        differing = {name: value for name, value in draft.milestones[one.id].items() if getattr(one, name) != value}
        if differing:
            changed.append(one)
        for name, value in differing.items():
            setattr(one, name, value)
        one.measure_revision += not differing.keys().isdisjoint(MEASURE)
    follow_standing_decision(session, plan, changed)
    new = _add(session, plan, change, standing)
    return changed, new


def _add(session: Session, plan: Plan, change: PlanChange, standing: list[Milestone]) -> dict[int, Milestone]:
    last = max((one.ordinal for one in standing), default=0)
    new = {
        number: Milestone(plan=plan, ordinal=last + place, **asdict(promise))
        for place, (number, promise) in enumerate(sorted(change.draft.added.items()), 1)
    }
    session.add_all(new.values())
    return new


def _is_done_already(
    session: Session,
    change: PlanChange,
    kind: EventKind,
    seen_revision: int,
    by: Actor,
    *,
    note: str | None = None,
) -> bool:
    require(by, Permission.AGREE_PLAN, change)
    lock_plan(session, change.plan)
    session.refresh(change, ("state", "content", "revision"))
    if is_sent_again(session, change, kind, by=by, seen_revision=seen_revision, note=note):
        return True
    unchanged_since(change, seen_revision)
    require_independent(session, change.plan, by)
    return False
