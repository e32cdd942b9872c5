"""The work of a plan as its page shows it: milestones with what may be done to each, and what happens to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.lifecycles import MILESTONE, OPEN_MILESTONE, OPEN_TO_EDITING, PLAN, STILL_ASKED
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan
from tracker.queries import milestones
from tracker.queries.agreement import Move, had_a_hand_in, last_move, missing
from tracker.web.plan_gaps import LinkedGap, linked
from tracker.web.plan_picture import PlanPicture, plan_picture


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone, and which of its moves this person may make now."""

    milestone: Milestone
    is_open: bool
    may_edit: bool
    may_start: bool
    may_complete: bool
    may_reopen: bool
    may_cancel: bool

    @property
    def due_on(self) -> date:
        return self.milestone.due_on

    @property
    def has_actions(self) -> bool:
        return self.may_edit or self.may_start or self.may_complete or self.may_reopen or self.may_cancel


@dataclass(frozen=True, slots=True)
class Work:
    """`gaps` is None where nothing can be submitted now; `returned` says who asked for what change, where it was."""

    lines: tuple[MilestoneLine, ...]
    picture: PlanPicture | None
    gaps: list[LinkedGap] | None
    may_add: bool
    may_submit: bool
    may_decide: bool
    returned: Move | None

    @property
    def has_actions(self) -> bool:
        return any(line.has_actions for line in self.lines)


def work_on(session: Session, plan: Plan, actor: Actor, *, today: date) -> Work:
    """What is known of the work of a plan already seen, for `actor`."""
    promised = milestones.of_plan(session, plan)
    is_asked = plan.recommendation.state in STILL_ASKED
    can_submit = is_asked and (plan.state, "submit") in PLAN.moves
    may_decide = is_asked and (plan.state, "agree") in PLAN.moves and can(actor, Permission.AGREE_PLAN, plan)
    return Work(
        lines=tuple(_line(plan, milestone, actor) for milestone in promised),
        picture=plan_picture(promised, today),
        gaps=linked(missing(session, plan, promised, today=today), plan.id) if can_submit else None,
        may_add=is_asked and plan.state in OPEN_TO_EDITING and can(actor, Permission.EDIT_MILESTONE, plan),
        may_submit=can_submit and can(actor, Permission.SUBMIT_PLAN, plan),
        may_decide=may_decide and not had_a_hand_in(session, plan, actor.person_id),
        returned=last_move(session, plan) if plan.state is PlanState.RETURNED else None,
    )


def _line(plan: Plan, milestone: Milestone, actor: Actor) -> MilestoneLine:
    works = can(actor, Permission.WORK_ON_MILESTONE, milestone)
    is_cancelled = milestone.state is MilestoneState.CANCELLED
    return MilestoneLine(
        milestone=milestone,
        is_open=milestone.state in OPEN_MILESTONE,
        may_edit=not is_cancelled
        and plan.state is not PlanState.SUBMITTED
        and can(actor, Permission.EDIT_MILESTONE, milestone),
        may_start=works and _has_move(milestone, "start"),
        may_complete=works and _has_move(milestone, "complete"),
        may_reopen=works and _has_move(milestone, "reopen"),
        may_cancel=_has_move(milestone, "cancel") and can(actor, Permission.CANCEL_MILESTONE, milestone),
    )


def _has_move(milestone: Milestone, move: str) -> bool:
    return (milestone.state, move) in MILESTONE.moves
