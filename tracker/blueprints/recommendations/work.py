"""The work of a plan as its page shows it: milestones with what may be done to each, and what happens to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.blueprints.recommendations.rights import NO_RIGHTS, Rights, RightsOf
from tracker.domain.deadlines import Window, due_in_words, is_overdue
from tracker.domain.dependencies import in_words
from tracker.domain.lifecycles import MILESTONE, OPEN_MILESTONE, OPEN_TO_EDITING, PLAN, STILL_ASKED, UNAGREED
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.plan_gaps import gaps
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.queries.plan_milestones import OpenBlocker, PlanMilestone
from tracker.queries.plan_work import PlanWork
from tracker.queries.recommendation_seen import SeenInspection, SeenPlan
from tracker.queries.recommendations import RecommendationWithPlan
from tracker.queries.score_facts import window
from tracker.web.plan_gaps import LinkedGap, linked
from tracker.web.plan_picture import PlanPicture, plan_picture


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone, what its date means today, and which of its moves this person may make now.

    `due_in_words` is empty where it is not open, or late; `waits_for` where it waits for no other, and `replaced_by`
    where none took its place.
    """

    milestone: PlanMilestone
    is_late: bool
    due_in_words: str
    may_edit: bool
    may_remove: bool
    may_start: bool
    may_complete: bool
    may_reopen: bool
    may_cancel: bool
    may_ask: bool
    may_block: bool
    waits_for: str
    replaced_by: str
    blockers: Sequence[OpenBlocker]

    @property
    def has_actions(self) -> bool:
        moves = self.may_start or self.may_complete or self.may_reopen or self.may_cancel
        return moves or self.may_edit or self.may_ask or self.may_block


@dataclass(frozen=True, slots=True)
class Work:
    """`gaps` is None where nothing can be submitted now."""

    lines: tuple[MilestoneLine, ...]
    picture: PlanPicture | None
    gaps: list[LinkedGap] | None
    may_add: bool

    @property
    def has_actions(self) -> bool:
        return any(line.has_actions for line in self.lines)

    @property
    def has_open(self) -> bool:
        """Whether the order of milestones, their owners or dates could still be changed."""
        return any(line.milestone.state in OPEN_MILESTONE for line in self.lines)


def work_on(
    found: RecommendationWithPlan,
    plan: SeenPlan,
    of_plan: PlanWork,
    actor: Actor,
    rights_of: RightsOf,
    *,
    today: date,
) -> Work:
    """What is known of the work of the plan that was found, for `actor`."""
    milestones = of_plan.milestones
    is_asked = found.recommendation.state in STILL_ASKED
    can_submit = is_asked and (plan.state, "submit") in PLAN.moves
    lacks = gaps(
        plan,
        milestones,
        at_work={milestone.owner_id for milestone in milestones if milestone.owner_is_here},
        says_success=bool(plan.success_measure or found.beside.measures),
    )
    return Work(
        lines=tuple(
            _line(plan, one, rights_of(one.owner_id) if is_asked else NO_RIGHTS, of_plan, today) for one in milestones
        ),
        picture=plan_picture(milestones, today, visit_of(found.recommendation.inspection)),
        gaps=linked(lacks, plan.id) if can_submit else None,
        may_add=is_asked and plan.state in OPEN_TO_EDITING and can(actor, Permission.EDIT_MILESTONE, plan),
    )


def change_link(plan: SeenPlan, actor: Actor, *, is_asked: bool) -> str:
    """What the link to the change of the plan says; empty where none is open and this person may start none."""
    if plan.state is PlanState.CHANGING and can(actor, Permission.SEE_PLAN_CHANGE, plan):
        return "See the change"
    may_start = is_asked and (plan.state, "change") in PLAN.moves and can(actor, Permission.CHANGE_PLAN, plan)
    return "Change" if may_start else ""


def visit_of(inspection: SeenInspection) -> Window | None:
    """When the inspectors are expected again; None where nobody has said."""
    return window(inspection.reinspection_earliest, inspection.reinspection_latest)


def _line(plan: SeenPlan, milestone: PlanMilestone, rights: Rights, of_plan: PlanWork, today: date) -> MilestoneLine:
    state = milestone.state
    is_open = state in OPEN_MILESTONE
    is_late = is_overdue(milestone.due_on, not is_open, today)
    return MilestoneLine(
        milestone=milestone,
        is_late=is_late,
        due_in_words=due_in_words(milestone.due_on, today) if is_open and not is_late else "",
        may_remove=state is MilestoneState.PLANNED and plan.state in OPEN_TO_EDITING and rights.may_edit,
        may_edit=state is not MilestoneState.CANCELLED and plan.state is not PlanState.SUBMITTED and rights.may_edit,
        may_start=rights.may_work and (state, "start") in MILESTONE.moves,
        may_complete=rights.may_work and (state, "complete") in MILESTONE.moves,
        may_reopen=rights.may_work and (state, "reopen") in MILESTONE.moves,
        may_cancel=rights.may_cancel and (state, "cancel") in MILESTONE.moves,
        may_ask=rights.may_ask and is_open and milestone.asked_for is None and plan.state not in UNAGREED,
        may_block=rights.may_block and is_open,
        waits_for=in_words([one.ordinal for one in of_plan.milestones if one.id in milestone.waits_for]),
        replaced_by=in_words([one.ordinal for one in of_plan.milestones if one.id == milestone.replaced_by]),
        blockers=milestone.blockers,
    )
