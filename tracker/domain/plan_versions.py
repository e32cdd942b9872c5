"""A plan as it was agreed, frozen as JSON, read back and set beside the version before it, field by field.

Versions frozen long ago do not hold all that is frozen now; what one of the two does not hold is not compared.
Source: product rules, sections 3 and 6 (each agreement freezes a version, the first is the baseline).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.dependencies import in_words
from tracker.domain.plan_change import PLAN_FIELDS
from tracker.domain.plan_comparison import Compared
from tracker.domain.vocabulary import DeadlineSource, Response, ResponseReason

OF_PLAN = (*PLAN_FIELDS, "owner_id")
OF_MILESTONE = (
    "title",
    "owner_id",
    "on_behalf_of",
    "starts_on",
    "due_on",
    "due_source",
    "due_reason",
    "weight",
    "evidence_expected",
    "is_embed",
    "keeps_people_safe",
    "depends_on",
    "takes_place_of",
)
OF_MEASURE = ("name", "baseline", "baseline_words", "target", "source")


@dataclass(frozen=True, slots=True)
class Part:
    """A milestone or a measure of a version. `key` tells which it is in every version; `fields`: those it holds."""

    key: int | str
    name: str
    fields: Mapping[str, Any]

    def has(self, field: str) -> bool:
        """Whether something is said there: not "", not no, and not nothing."""
        return self.fields.get(field) not in (None, "", False)


@dataclass(frozen=True, slots=True)
class Version:
    """`measures` is None where the version does not hold them. `names`: what people were called, by id."""

    plan: Mapping[str, Any]
    milestones: tuple[Part, ...]
    measures: tuple[Part, ...] | None
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PartCompared:
    """`fields`: those that differ, of one that stands in both versions."""

    name: str
    fields: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class PartsCompared:
    new: tuple[str, ...]
    changed: tuple[PartCompared, ...]
    gone: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not (self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed. `names` are those of both."""

    plan: tuple[Compared, ...]
    milestones: PartsCompared
    measures: PartsCompared
    names: Mapping[int, str]

    @property
    def is_same(self) -> bool:
        return not self.plan and self.milestones.is_same and self.measures.is_same


def version_of(content: Mapping[str, Any]) -> Version:
    """The version that was frozen as this JSON (services/plan_versions.py)."""
    frozen: Sequence[Mapping[str, Any]] = content.get("milestones", ())
    ordinals = {one["id"]: one["ordinal"] for one in frozen if "id" in one and "ordinal" in one}
    measures = content.get("measures")
    people = [content, *frozen]
    return Version(
        plan=_held(content, OF_PLAN),
        milestones=tuple(
            Part(_key(one), one.get("title", ""), _held(_with_ordinals(one, ordinals), OF_MILESTONE)) for one in frozen
        ),
        measures=None
        if measures is None
        else tuple(Part(one["id"], one["name"], _held(one, OF_MEASURE)) for one in measures),
        names={one["owner_id"]: one["owner"] for one in people if "owner_id" in one and "owner" in one},
    )


def difference(before: Version, after: Version) -> Difference:
    """What the later of two versions changed."""
    both = before.measures is not None and after.measures is not None
    return Difference(
        plan=_fields(before.plan, after.plan),
        milestones=_parts(before.milestones, after.milestones),
        measures=_parts(before.measures or (), after.measures or ()) if both else PartsCompared((), (), ()),
        names={**before.names, **after.names},
    )


def _parts(before: Sequence[Part], after: Sequence[Part]) -> PartsCompared:
    old = {part.key: part for part in before}
    kept = {part.key for part in after}
    return PartsCompared(
        new=tuple(part.name for part in after if part.key not in old),
        changed=tuple(_changed(old, after)),
        gone=tuple(part.name for part in before if part.key not in kept),
    )


def _changed(old: Mapping[int | str, Part], after: Sequence[Part]) -> Iterator[PartCompared]:
    for part in after:
        fields = _fields(old[part.key].fields, part.fields) if part.key in old else ()
        if fields:
            yield PartCompared(part.name, fields)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Compared, ...]:
    held = [name for name in after if name in before]
    return tuple(Compared(name, before[name], after[name]) for name in held if before[name] != after[name])


def _key(milestone: Mapping[str, Any]) -> int | str:
    return milestone.get("id") or str(milestone.get("title", ""))


def _with_ordinals(milestone: Mapping[str, Any], ordinals: Mapping[int, int]) -> dict[str, Any]:
    """What it waits for by the places that the others had then: "milestones 2 and 5"; what it replaced by its titles,
    a line each."""
    said = dict(milestone)
    if "depends_on" in milestone:
        said["depends_on"] = in_words([ordinals[key] for key in milestone["depends_on"] if key in ordinals])
    if "takes_place_of" in milestone:
        said["takes_place_of"] = "\n".join(milestone["takes_place_of"])
    return said


def _held(frozen: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: _typed(name, frozen[name]) for name in names if name in frozen}


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if name.endswith("_on"):
        return value if name == "depends_on" else date.fromisoformat(value)
    word = {"response": Response, "response_reason": ResponseReason, "due_source": DeadlineSource}.get(name)
    return value if word is None else word(value)
