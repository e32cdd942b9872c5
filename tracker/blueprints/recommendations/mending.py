"""Where each thing that does not fit together in a plan is mended: in the form that this reader may use, or by whom.

Never a jump within the page: domain/contradictions.py says what is wrong, and this who does something about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from tracker.blueprints.recommendations.work import MilestoneLine, Work
from tracker.domain.contradictions import Contradiction, Part
from tracker.domain.lifecycles import CHANGED_BESIDE, OPEN_TO_EDITING, STILL_ASKED
from tracker.domain.permissions import Actor, Permission, can
from tracker.queries.recommendation_seen import SeenPlan


@dataclass(frozen=True, slots=True)
class ToMend:
    """What does not fit together, and how to mend it: the words of a link to `href`; where that is empty, who can."""

    what: str
    mend: str
    href: str


def to_mend(
    found: Sequence[Contradiction], plan: SeenPlan, work: Work, actor: Actor, *, may_upload: bool
) -> list[ToMend]:
    """In the order found. `may_upload`: evidence for this plan."""
    lines = {line.milestone.ordinal: line for line in work.lines}
    mended = []
    for one in found:
        line = lines[one.ordinal] if one.ordinal is not None else None
        href = _address(one.part, plan, line, actor, may_upload=may_upload)
        mended.append(ToMend(one.what, one.mend if href else _WHO_CAN[one.part], href))
    return mended


_WHO_CAN = {
    Part.EVIDENCE: "The unit can add evidence.",
    Part.RESPONSE: "The owner of the plan can mend this.",
    Part.PLAN_OWNER: "The head of the unit or the regional lead can hand it over.",
    Part.DATES: "The owner of the plan or of the milestone can mend this.",
    Part.MILESTONE_OWNER: "The owner of the plan can mend this.",
}


def _address(part: Part, plan: SeenPlan, line: MilestoneLine | None, actor: Actor, *, may_upload: bool) -> str:
    """Empty where this reader may use no form for it."""
    if plan.recommendation.state not in STILL_ASKED:
        return ""
    match part:
        case Part.EVIDENCE:
            return url_for("evidence.new", plan_id=plan.id) if may_upload else ""
        case Part.PLAN_OWNER:
            return _of_owner(plan, actor)
        case Part.RESPONSE:
            return _of_plan(plan, "plans.respond", Permission.RESPOND, actor)
    return _of_milestone(part, plan, line, actor) if line else ""


def _of_owner(plan: SeenPlan, actor: Actor) -> str:
    if can(actor, Permission.HAND_OVER, plan):
        return url_for("handovers.give", person_id=plan.owner_id)
    return _of_plan(plan, "plans.edit", Permission.EDIT_PLAN, actor) if plan.state in OPEN_TO_EDITING else ""


def _of_plan(plan: SeenPlan, form: str, right: Permission, actor: Actor) -> str:
    """That form while the plan is written, and the change of it once it was agreed."""
    if plan.state in OPEN_TO_EDITING:
        return url_for(form, plan_id=plan.id) if can(actor, right, plan) else ""
    may_change = plan.state in CHANGED_BESIDE and can(actor, Permission.CHANGE_PLAN, plan)
    return url_for("plan_changes.show", plan_id=plan.id) if may_change else ""


def _of_milestone(part: Part, plan: SeenPlan, line: MilestoneLine, actor: Actor) -> str:
    key = line.milestone.id
    if line.may_edit and (part is Part.MILESTONE_OWNER or plan.state in OPEN_TO_EDITING):
        return url_for("milestones.edit", milestone_id=key)
    if part is Part.DATES and line.may_ask:
        return url_for("date_changes.ask", milestone_id=key)
    may_change = plan.state in CHANGED_BESIDE and can(actor, Permission.CHANGE_PLAN, plan)
    return url_for("plan_changes.show", plan_id=plan.id) if part is Part.DATES and may_change else ""
