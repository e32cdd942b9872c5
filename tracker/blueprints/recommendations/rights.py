"""What a person may do to the milestones of a plan. It depends on the plan and on who owns the milestone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from tracker.domain.permissions import Actor, At, Permission, Place, can


@dataclass(frozen=True, slots=True)
class Rights:
    may_edit: bool
    may_work: bool
    may_cancel: bool
    may_verify: bool
    may_review: bool
    may_ask: bool
    may_block: bool


NO_RIGHTS = Rights(*(False for _ in Rights.__dataclass_fields__))
"""Those of anybody once the recommendation no longer stands: its plan is kept as it was."""
RightsOf = Callable[[int], Rights]
"""By the id of the milestone's owner."""


def rights_on_milestones(actor: Actor, plan: Place) -> RightsOf:
    """Asks the rules once for each owner: a plan has many milestones and few owners."""

    @cache
    def rights_of(owner_id: int) -> Rights:
        milestone = At(replace(plan, milestone_owner_id=owner_id))
        return Rights(
            may_edit=can(actor, Permission.EDIT_MILESTONE, milestone),
            may_work=can(actor, Permission.WORK_ON_MILESTONE, milestone),
            may_cancel=can(actor, Permission.CANCEL_MILESTONE, milestone),
            may_verify=can(actor, Permission.VERIFY_MILESTONE, milestone),
            may_review=can(actor, Permission.REVIEW_MILESTONE, milestone),
            may_ask=can(actor, Permission.ASK_DATE_CHANGE, milestone),
            may_block=can(actor, Permission.EDIT_BLOCKER, milestone),
        )

    return rights_of
