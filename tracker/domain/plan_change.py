"""A change of an agreed plan: what it proposes beside what stands.

A draft holds only what differs, so that whatever goes on meanwhile (dates moved, owners changed, milestones cancelled)
shows through it and is never undone by it. Source: product rules, section 6 (plan).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import DeadlineSource, MilestoneState, Response, ResponseReason

PLAN_FIELDS = ("response", "agreed_part", "response_reason", "response_text", "success_measure", "sustain_months")
# Who owns it and when it is due are changed without a new agreement, or by a road of their own.
MILESTONE_FIELDS = ("title", "evidence_expected", "weight", "is_embed", "keeps_people_safe")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to differ: fields of the plan, fields of its milestones by id, and new milestones by a number.

    `replaced`: by the id of a milestone that is cancelled, or would be, the number of the new one in its place.
    `cancelled`: by the id of a milestone that would be cancelled, why.
    """

    plan: Mapping[str, Any] = field(default_factory=dict)
    milestones: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    added: Mapping[int, Promise] = field(default_factory=dict)
    replaced: Mapping[int, int] = field(default_factory=dict)
    cancelled: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.plan or self.milestones or self.added or self.cancelled)

    def with_plan(self, stands: Any, wanted: Mapping[str, Any]) -> Draft:
        """With these fields of the plan; what is as it `stands` is no part of the draft."""
        return replace(self, plan=_differing(stands, wanted))

    def with_milestone(self, stands: Any, wanted: Mapping[str, Any]) -> Draft:
        """With these fields of a milestone that stands."""
        others = {key: fields for key, fields in self.milestones.items() if key != stands.id}
        differing = _differing(stands, wanted)
        return replace(self, milestones=others | ({stands.id: differing} if differing else {}))

    def with_added(self, key: int, promise: Promise | None, replaces: Iterable[int] = ()) -> Draft:
        """With this promise of a new milestone in place of what the key named, which takes the place of those whose
        ids are `replaces`; without it where it is None."""
        others = {other: kept for other, kept in self.added.items() if other != key}
        replaced = {one: by for one, by in self.replaced.items() if by != key}
        if promise is None:
            return replace(self, added=others, replaced=replaced)
        return replace(self, added=others | {key: promise}, replaced=replaced | dict.fromkeys(replaces, key))

    def with_cancelled(self, milestone_id: int, why: str | None) -> Draft:
        """With this standing milestone cancelled, for this reason; kept where the reason is None."""
        others = {key: reason for key, reason in self.cancelled.items() if key != milestone_id}
        return replace(self, cancelled=others if why is None else others | {milestone_id: why})

    def with_owner(self, from_id: int, to_id: int) -> Draft:
        """With the new milestones of one person given to another."""
        owned = {
            key: replace(promise, owner_id=to_id) for key, promise in self.added.items() if promise.owner_id == from_id
        }
        return replace(self, added={**self.added, **owned})

    def replaces(self, key: int) -> list[int]:
        """The ids of those whose place the new milestone of this number takes."""
        return sorted(one for one, by in self.replaced.items() if by == key)

    def next_key(self) -> int:
        return max(self.added, default=0) + 1


@dataclass(frozen=True, slots=True)
class Proposed:
    """A milestone as the plan would have it; the ids of new ones are their numbers in the draft, made negative."""

    id: int
    title: str
    owner_id: int
    weight: int
    due_on: date
    evidence_expected: str
    is_embed: bool
    keeps_people_safe: bool
    state: MilestoneState


def plan_as_proposed(plan: Any, draft: Draft) -> dict[str, Any]:
    """The plan's fields as they would be."""
    return {name: draft.plan.get(name, getattr(plan, name)) for name in PLAN_FIELDS}


def as_proposed(milestone: Any, draft: Draft) -> dict[str, Any]:
    """A standing milestone's fields as they would be."""
    proposed = draft.milestones.get(milestone.id, {})
    return {name: proposed.get(name, getattr(milestone, name)) for name in MILESTONE_FIELDS}


def milestones_as_proposed(standing: Iterable[Any], draft: Draft) -> list[Proposed]:
    """The plan's milestones as they would be, without what goes, the new ones last."""
    kept = [
        Proposed(one.id, owner_id=one.owner_id, due_on=one.due_on, state=one.state, **as_proposed(one, draft))
        for one in standing
        if is_kept(one, draft)
    ]
    shared = ("owner_id", "due_on", *MILESTONE_FIELDS)
    new = [
        Proposed(-key, state=MilestoneState.PLANNED, **{name: getattr(promise, name) for name in shared})
        for key, promise in sorted(draft.added.items())
    ]
    return [*kept, *new]


def replaceable(standing: Iterable[Any], draft: Draft, key: int | None, already: Collection[int]) -> list[Any]:
    """The milestones whose place the new one of this number may take: open, or cancelled and not replaced `already`,
    and no other new one takes it in this draft."""
    taken = {one for one, by in draft.replaced.items() if by != key} | {*already}
    open_or_gone = OPEN_MILESTONE | {MilestoneState.CANCELLED}
    return [one for one in standing if one.state in open_or_gone and one.id not in taken]


def is_kept(milestone: Any, draft: Draft) -> bool:
    """Whether a standing milestone stays part of the plan with this draft."""
    goes = milestone.id in draft.replaced or milestone.id in draft.cancelled
    return milestone.state is not MilestoneState.CANCELLED and not goes


def draft_of(content: Mapping[str, Any]) -> Draft:
    """The draft kept as JSON."""
    return Draft(
        plan=_typed(content.get("plan", {})),
        milestones={int(key): dict(fields) for key, fields in content.get("milestones", {}).items()},
        added={int(key): _promise(values) for key, values in content.get("added", {}).items()},
        replaced={int(one): key for one, key in content.get("replaced", {}).items()},
        cancelled={int(one): why for one, why in content.get("cancelled", {}).items()},
    )


def content_of(draft: Draft) -> dict[str, Any]:
    """The draft as JSON."""
    return {
        "plan": {name: _plain(value) for name, value in draft.plan.items()},
        "milestones": {str(key): dict(fields) for key, fields in draft.milestones.items()},
        "added": {
            str(key): {name: _plain(value) for name, value in asdict(promise).items()}
            for key, promise in draft.added.items()
        },
        **({"replaced": {str(one): key for one, key in draft.replaced.items()}} if draft.replaced else {}),
        **({"cancelled": {str(one): why for one, why in draft.cancelled.items()}} if draft.cancelled else {}),
    }


def _differing(stands: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(stands, name) != value}


def _typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    typed = dict(fields)
    if "response" in typed:
        typed["response"] = Response(typed["response"])
    if typed.get("response_reason") is not None:
        typed["response_reason"] = ResponseReason(typed["response_reason"])
    return typed


def _promise(values: Mapping[str, Any]) -> Promise:
    days = {name: values[name] and date.fromisoformat(values[name]) for name in ("starts_on", "due_on")}
    return Promise(**{**values, **days, "due_source": DeadlineSource(values["due_source"])})


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
