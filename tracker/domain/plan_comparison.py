"""A change of an agreed plan beside what was agreed: compared field by field, and milestone by milestone.

Source: product rules, section 6 (plan).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.plan_change import MILESTONE_FIELDS, PLAN_FIELDS, Draft, is_kept
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import MilestoneState


@dataclass(frozen=True, slots=True)
class Compared:
    """A field that differs: what was agreed, and what is proposed."""

    field: str
    agreed: Any
    proposed: Any


@dataclass(frozen=True, slots=True)
class MilestoneCompared:
    """`key` is the milestone's id, or the negative number of a new one; `fields` is all of a new one."""

    key: int
    title: str
    fields: tuple[Compared, ...]

    @property
    def is_new(self) -> bool:
        return self.key < 0


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A milestone that the change cancels: its id, what it is called, and why."""

    key: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gone` names the milestones that were agreed last and have been cancelled since; `goes`: those that the change
    cancels, as new ones take their place; `cancelled`: those that it cancels for a reason of their own."""

    plan: tuple[Compared, ...]
    milestones: tuple[MilestoneCompared, ...]
    gone: tuple[str, ...]
    goes: tuple[str, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.plan or self.milestones or self.goes or self.cancelled)


def compare(plan: Any, standing: Iterable[Any], draft: Draft, agreed_ids: Iterable[int]) -> Comparison:
    """What would change. `agreed_ids` are the milestones of the version agreed last."""
    milestones = list(standing)
    changed = [
        MilestoneCompared(one.id, one.title, _fields(one, draft.milestones[one.id]))
        for one in milestones
        if one.id in draft.milestones and is_kept(one, draft)
    ]
    titles = {one.id: one.title for one in milestones}
    new = [
        MilestoneCompared(-key, promise.title, (*_all_of(promise), *_place(draft, key, titles)))
        for key, promise in sorted(draft.added.items())
    ]
    agreed = frozenset(agreed_ids)
    gone = tuple(one.title for one in milestones if one.id in agreed and one.state is MilestoneState.CANCELLED)
    going = [one for one in milestones if one.state is not MilestoneState.CANCELLED]
    goes = tuple(one.title for one in going if one.id in draft.replaced and one.id not in draft.cancelled)
    ends = (Cancelled(one.id, one.title, draft.cancelled[one.id]) for one in going if one.id in draft.cancelled)
    return Comparison(_fields(plan, draft.plan), (*changed, *new), gone, goes, tuple(ends))


def _place(draft: Draft, key: int, titles: Mapping[int, str]) -> tuple[Compared, ...]:
    replaced = "\n".join(titles[one] for one in draft.replaces(key) if one in titles)
    return (Compared("takes_place_of", None, replaced),) if replaced else ()


def _fields(stands: Any, proposed: Mapping[str, Any]) -> tuple[Compared, ...]:
    named = [name for name in (*PLAN_FIELDS, *MILESTONE_FIELDS) if name in proposed]
    pairs = [Compared(name, getattr(stands, name), proposed[name]) for name in named]
    return tuple(pair for pair in pairs if pair.agreed != pair.proposed)


def _all_of(promise: Promise) -> tuple[Compared, ...]:
    named = ("owner_id", "on_behalf_of", "starts_on", "due_on", *MILESTONE_FIELDS[1:])
    values = [(name, getattr(promise, name)) for name in named]
    return tuple(Compared(name, None, value) for name, value in values if value not in (None, "", False))
