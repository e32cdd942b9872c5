"""What a plan still lacks before it can be submitted. Source: product rules, section 6 (response, milestone)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tracker.domain.vocabulary import MilestoneState, Response

EMBED_SHARE = 40  # the least share of the weight, in per cent, of the milestone that shows the change in practice
NEEDS_MILESTONES = frozenset({Response.AGREED, Response.PARTLY_AGREED})


class Mend(StrEnum):
    """Where a gap is closed: in the response, in the plan’s own words, in a new milestone, or in the milestone that the
    gap names: what it promises, or who owns it."""

    RESPOND = "respond"
    SAY_SUCCESS = "say what success is"
    ADD_MILESTONE = "add a milestone"
    EDIT_MILESTONE = "edit a milestone"
    NAME_OWNER = "name another owner"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, in words; `milestone_id` is that of the milestone to edit."""

    words: str
    mend: Mend
    milestone_id: int | None = None


class AnsweredPlan(Protocol):
    @property
    def response(self) -> Response: ...


class Promised(Protocol):
    """A milestone. That it has an owner and a date, the tables hold already."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def owner_id(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def evidence_expected(self) -> str: ...
    @property
    def is_embed(self) -> bool: ...
    @property
    def state(self) -> MilestoneState: ...


def gaps(
    plan: AnsweredPlan, milestones: Sequence[Promised], *, at_work: Collection[int], says_success: bool
) -> list[Gap]:
    """Everything missing, in the order one would mend it; empty where the plan can be submitted.

    `at_work` holds the ids of the people who may own a milestone of this plan today; `says_success`: whether it says,
    in words or by a measure, what success is. Cancelled milestones promise nothing and so lack nothing.
    """
    promised = [milestone for milestone in milestones if milestone.state is not MilestoneState.CANCELLED]
    found = []
    if plan.response is Response.NONE:
        found.append(Gap("Respond to the recommendation", Mend.RESPOND))
    if plan.response in NEEDS_MILESTONES and not says_success:
        found.append(Gap("Say what success is, in words or by a measure", Mend.SAY_SUCCESS))
    if plan.response in NEEDS_MILESTONES or promised:
        found += _in_the_weights(promised)
    for milestone in promised:
        if not milestone.evidence_expected:
            words = f"Say what evidence is expected of ‘{milestone.title}’"
            found.append(Gap(words, Mend.EDIT_MILESTONE, milestone.id))
        if milestone.owner_id not in at_work:
            words = f"Choose a new owner for ‘{milestone.title}’, whose owner no longer works here"
            found.append(Gap(words, Mend.NAME_OWNER, milestone.id))
    return found


def _in_the_weights(promised: Sequence[Promised]) -> list[Gap]:
    if not promised:
        return [Gap("Add at least one milestone", Mend.ADD_MILESTONE)]
    embedding = [milestone for milestone in promised if milestone.is_embed]
    if not embedding:
        words = f"Add an embed milestone, with at least {EMBED_SHARE}% of the weight: cases checked to show the change"
        return [Gap(words, Mend.ADD_MILESTONE)]
    heaviest = max(embedding, key=lambda milestone: milestone.weight)
    total = sum(milestone.weight for milestone in promised)
    if heaviest.weight * 100 >= total * EMBED_SHARE:
        return []
    words = (
        f"Give the embed milestone ‘{heaviest.title}’ at least {EMBED_SHARE}% of the weight: "
        f"it has {heaviest.weight} of {total}"
    )
    return [Gap(words, Mend.EDIT_MILESTONE, heaviest.id)]
