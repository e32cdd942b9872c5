"""A form that could only be refused is not opened: in its place stand the reason and what can be done instead."""

from __future__ import annotations

from flask import render_template, request

from tracker.domain.lifecycles import CHANGED_BESIDE, PLAN, STILL_ASKED
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan
from tracker.services.locking import NO_LONGER_STANDS
from tracker.services.milestones import CANCELLED, WITH_THE_LEAD

Answer = tuple[str, int]
WRITE = "submit"
"""The move that is open exactly while a plan is written."""


def too_late(plan: Plan, move: str, actor: Actor) -> Answer | None:
    """The page in the place of the form for that move of the plan; None where the move can be made.

    Only where the form is asked for: what is sent is refused by its verb, or was done already by the first press.
    """
    return _page(plan, why_not(plan, move), actor)


def too_late_to_edit(milestone: Milestone, actor: Actor) -> Answer | None:
    """The same for the form of a milestone, of which some can be changed after the plan was agreed."""
    plan = milestone.plan
    if plan.recommendation.state not in STILL_ASKED:
        return _page(plan, NO_LONGER_STANDS, actor)
    if plan.state is PlanState.SUBMITTED:
        return _page(plan, WITH_THE_LEAD, actor)
    return _page(plan, CANCELLED if milestone.state is MilestoneState.CANCELLED else "", actor)


def why_not(plan: Plan, move: str) -> str:
    """Why the plan cannot make that move now, in words; empty where it can."""
    if plan.recommendation.state not in STILL_ASKED:
        return NO_LONGER_STANDS
    return "" if (plan.state, move) in PLAN.moves else PLAN.refusals[plan.state]


def _page(plan: Plan, why: str, actor: Actor) -> Answer | None:
    if not why or request.method != "GET":
        return None
    stands = plan.recommendation.state in STILL_ASKED
    may_change = stands and plan.state in CHANGED_BESIDE and can(actor, Permission.CHANGE_PLAN, plan)
    return render_template("errors/too_late.html", plan=plan, why=why, may_change=may_change), 409
