"""What the pages of a change load: the plan, its milestones, its open change, and these side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.domain.errors import InvalidMove
from tracker.domain.plan_comparison import Comparison
from tracker.domain.plan_gaps import Gap, Mend
from tracker.extensions import db
from tracker.models import Milestone, Person, Plan, PlanChange
from tracker.queries import milestones, plan_changes, plans
from tracker.queries.agreement import Move
from tracker.services.plan_changes import GONE
from tracker.web.guards import guarded
from tracker.web.plan_gaps import LinkedGap
from tracker.web.signed_in import current_actor


@dataclass(frozen=True, slots=True)
class Beside:
    """A change beside the plan it is of. `gaps`: what the plan would lack."""

    change: PlanChange
    standing: Sequence[Milestone]
    comparison: Comparison
    gaps: list[LinkedGap]
    returned: Move | None


def plan_seen(plan_id: int) -> Plan:
    """The plan, once the rule of the page has let this person at it."""
    return guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))


def open_change(plan: Plan) -> PlanChange:
    """Raises InvalidMove, in words, where none is open."""
    change = plan_changes.open_of(db.session(), plan)
    if change is None:
        raise InvalidMove(GONE)
    return change


def beside(plan: Plan, change: PlanChange, *, today: date) -> Beside:
    """The change side by side with what stands. Four statements."""
    standing = milestones.of_plan(db.session(), plan)
    return Beside(
        change=change,
        standing=standing,
        comparison=plan_changes.compared(db.session(), plan, standing, change.draft),
        gaps=[_linked(gap, plan.id) for gap in _missing(plan, standing, change, today)],
        returned=plan_changes.returned(db.session(), change),
    )


def names_of(people: Sequence[Person], standing: Sequence[Milestone]) -> dict[int, str]:
    """What people are called who may own a milestone, and who own one."""
    return {person.id: person.name for person in (*people, *(one.owner for one in standing))}


def address_of(plan_id: int, key: int) -> str:
    """The form over a milestone of the draft: one that stands, or a new one by its negative number."""
    if key < 0:
        return url_for("plan_changes.new_milestone", plan_id=plan_id, key=-key)
    return url_for("plan_changes.milestone", plan_id=plan_id, milestone_id=key)


def _missing(plan: Plan, standing: Sequence[Milestone], change: PlanChange, today: date) -> list[Gap]:
    return plan_changes.missing_with(db.session(), plan, standing, change.draft, today=today)


def _linked(gap: Gap, plan_id: int) -> LinkedGap:
    key = gap.milestone_id
    if key is not None and key > 0 and gap.mend is Mend.NAME_OWNER:  # not in the draft: who owns it is changed at once
        return LinkedGap(gap.words, url_for("milestones.edit", milestone_id=key))
    if key is not None:
        return LinkedGap(gap.words, address_of(plan_id, key))
    if gap.mend in (Mend.RESPOND, Mend.SAY_SUCCESS):
        return LinkedGap(gap.words, url_for("plan_changes.words", plan_id=plan_id))
    return LinkedGap(gap.words, url_for("plan_changes.new_milestone", plan_id=plan_id, key=0))
