"""The history of one item, the newest first, with the names of what its entries refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.permissions import Actor, Permission, can
from tracker.models import (
    Assignment,
    Event,
    Finding,
    Identity,
    Inspection,
    KeyQuestionResult,
    Milestone,
    Person,
    Plan,
    Recommendation,
    Region,
    StandardRating,
    Unit,
)

Key = tuple[str, int]
"""A row: its table and its id."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The plan whose entries are read from its first agreement on."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A milestone of a plan. What was done to several at once, such as their order, is an entry of the plan that names
    each."""

    plan_id: int
    milestone_id: int


REFERS_TO = {
    "depends_on_id": "milestone",
    "replacement_id": "milestone",
    "from_id": "person",
    "repeat_of_id": "recommendation",
    "to_id": "person",
    "deputy_id": "person",
    "owner_id": "person",
    "person_id": "person",
    "responded_by_id": "person",
    "asked_by_id": "person",
    "decided_by_id": "person",
    "withdrawn_by_id": "person",
    "read_by_id": "person",
    "closed_by_id": "person",
    "added_by_id": "person",
    "replaced_by_id": "person",
    "sent_by_id": "person",
    "made_by_id": "person",
    "unit_id": "unit",
    "successor_id": "unit",
    "region_id": "region",
    "inspection_id": "inspection",
    "standards": "standard_rating",
    "key_questions": "key_question_result",
    "findings": "finding",
}
"""The columns and links of an entry that hold ids, and the table of the rows these name."""


def of(
    session: Session,
    subjects: Iterable[Key],
    *,
    offset: int,
    limit: int,
    kinds: Collection[str] | None = None,
    agreed: Agreed | None = None,
    named: NamedIn | None = None,
) -> tuple[Sequence[Event], int]:
    """A page of what happened to any of `subjects` (table, id), of these kinds where they are given, and how many
    entries there are. Of a plan that is given as `agreed`, and of its milestones, without what came before that; with
    those of a plan in which the milestone `named` is named."""
    by_table: dict[str, list[int]] = {}
    for table, key in subjects:
        by_table.setdefault(table, []).append(key)
    whose = sa.or_(*(sa.and_(Event.subject == table, Event.subject_id.in_(keys)) for table, keys in by_table.items()))
    if named is not None:
        whose = sa.or_(whose, _names(named))
    if kinds is not None:
        whose = sa.and_(whose, Event.kind.in_(kinds))
    if agreed is not None:
        whose = sa.and_(whose, _since_it_was_agreed(agreed.plan_id))
    total = session.scalar(sa.select(sa.func.count()).select_from(Event).where(whose)) or 0
    entries = session.scalars(
        sa.select(Event).where(whose).order_by(Event.sequence.desc()).offset(offset).limit(limit)
    ).all()
    return entries, total


def without_drafts(plan: Plan, actor: Actor) -> Agreed | None:
    """What to ask `of` for, so that whoever sees the plan as its inspector only reads nothing of its drafts."""
    return None if can(actor, Permission.SEE_PLAN_CHANGE, plan) else Agreed(plan.id)


def _names(named: NamedIn) -> sa.ColumnElement[bool]:
    """Inside the text of an entry a quotation mark is escaped, so that this is a name and nothing that was typed."""
    covers = sa.type_coerce(Event.after, sa.Text).contains(f'"milestone {named.milestone_id}":')
    return sa.and_(Event.subject == "plan", Event.subject_id == named.plan_id, covers)


def _since_it_was_agreed(plan_id: int) -> sa.ColumnElement[bool]:
    first = aliased(Event)
    agreed = sa.select(sa.func.min(first.sequence)).where(
        first.subject == "plan", first.subject_id == plan_id, first.kind == "plan.agreed"
    )
    return sa.or_(Event.subject.not_in(["plan", "milestone"]), Event.sequence >= agreed.scalar_subquery())


def belongings_of(session: Session, person: Person) -> list[Key]:
    """The roles of a person, and the ways they sign in: that is their history too. One statement."""
    return [(row.kind, row.id) for row in session.execute(_BELONGINGS, {"person_id": person.id})]


def names_in(session: Session, entries: Iterable[Event]) -> dict[Key, str]:
    """What the rows that `entries` refer to are called; a role by its stored word. One statement."""
    asked: dict[str, set[int]] = {table: set() for table in _NAMES_BY_TABLE}
    for entry in entries:
        for side in (entry.before, entry.after):
            for table, key in _referred(side or {}):
                asked[table].add(key)
    rows = session.execute(_NAMES, {f"{table}_ids": sorted(keys) for table, keys in asked.items()})
    return {(row.kind, row.id): row.name for row in rows}


def _referred(columns: Mapping[str, Any]) -> Iterator[Key]:
    for column, value in columns.items():
        table, _, key = column.partition(" ")
        if isinstance(value, dict):
            if table in _NAMES_BY_TABLE and key.isdecimal():
                yield table, int(key)
            yield from _referred(value)
        elif column in REFERS_TO:
            values = value if isinstance(value, list) else [value]
            yield from ((REFERS_TO[column], one) for one in values if isinstance(one, int))


_NAMES_BY_TABLE: dict[str, tuple[Any, Any]] = {
    "person": (Person.id, Person.name),
    "unit": (Unit.id, Unit.name),
    "region": (Region.id, Region.name),
    "milestone": (Milestone.id, Milestone.title),
    "inspection": (Inspection.id, Inspection.title),
    "recommendation": (Recommendation.id, Recommendation.text),
    "standard_rating": (StandardRating.id, sa.func.trim(StandardRating.code + " " + StandardRating.name)),
    "key_question_result": (KeyQuestionResult.id, KeyQuestionResult.question),
    "finding": (Finding.id, Finding.text),
    "assignment": (Assignment.id, sa.cast(Assignment.role, sa.String)),
}
_NAMES = sa.union_all(
    *(
        sa.select(sa.literal(table).label("kind"), key.label("id"), name.label("name")).where(
            key.in_(sa.bindparam(f"{table}_ids", type_=sa.Integer(), expanding=True))
        )
        for table, (key, name) in _NAMES_BY_TABLE.items()
    )
)
_PERSON: sa.BindParameter[int] = sa.bindparam("person_id")
_BELONGINGS = sa.union_all(
    sa.select(sa.literal("assignment").label("kind"), Assignment.id.label("id")).where(Assignment.person_id == _PERSON),
    sa.select(sa.literal("identity"), Identity.id).where(Identity.person_id == _PERSON),
)
