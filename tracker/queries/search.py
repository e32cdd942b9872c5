"""Looking for recommendations, milestones and evidence, over everything that one may see and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.domain.searching import Due, FoundIn, Kind, Order, Search, due_between
from tracker.domain.vocabulary import EvidenceKind, EvidenceState, MilestoneState, PlanStatus
from tracker.models import (
    Deadline,
    Evidence,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
    Score,
    StandardRating,
    Unit,
)
from tracker.models.recommendation import answers_standard
from tracker.queries.milestones import IS_OPEN
from tracker.queries.plans import WAS_SUBMITTED
from tracker.queries.scope import EVIDENCE_SEEN, INSPECTIONS_SEEN, PLANS_SEEN, UNITS_SEEN, scope_of
from tracker.queries.scores import CURRENT
from tracker.queries.search_texts import found_in, holds_all

Statement = sa.Select[Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A line: what it is (`id` of it, its title), where it belongs, who owns it, when it is due, and how it stands.

    `word` is a plan's status, a milestone's state or a kind of evidence; `is_done` where its date no longer counts.
    `places` says where the words were found.
    """

    id: int
    title: str
    word: PlanStatus | MilestoneState | EvidenceKind | None
    owner: str | None
    due_on: date | None
    is_done: bool
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str
    places: tuple[FoundIn, ...]

    @property
    def elsewhere(self) -> tuple[FoundIn, ...]:
        """Where words were found but in the title, which is shown anyhow."""
        return tuple(place for place in self.places if place is not FoundIn.TITLE)


def found(
    session: Session, search: Search, kind: Kind, *, seen_by: Actor, today: date, offset: int, limit: int
) -> Sequence[Found]:
    """A page of one kind. One statement."""
    statement = _matching(search, kind, today).order_by(*_order(search.order, kind)).offset(offset).limit(limit)
    places, of_line = found_in(kind, search.words), len(statement.exported_columns)
    rows = session.execute(statement.add_columns(*places.values()), _asked(seen_by, today))
    return [_line(row[:of_line], dict(zip(places, row[of_line:], strict=True))) for row in map(tuple, rows)]


def _line(row: Sequence[Any], holds: Mapping[FoundIn, bool]) -> Found:
    values: list[Any] = [*row, tuple(place for place, is_there in holds.items() if is_there)]
    return Found(*values)


def counts(session: Session, search: Search, *, seen_by: Actor, today: date) -> dict[Kind, int]:
    """How many of each kind there are. One statement."""
    totals = [
        sa.select(sa.func.count())
        .select_from(_matching(search, kind, today).subquery(f"matching_{kind.value}"))
        .scalar_subquery()
        .label(kind.value)
        for kind in Kind
    ]
    row = session.execute(sa.select(*totals), _asked(seen_by, today)).one()
    return dict(zip(Kind, row, strict=True))


def units_seen(session: Session, actor: Actor) -> Sequence[tuple[int, str]]:
    """Id and name of every unit that `actor` may see, by name. One statement."""
    return [(row.id, row.name) for row in session.execute(_UNITS, scope_of(actor))]


def _asked(actor: Actor, today: date) -> dict[str, object]:
    return {"today": today, **scope_of(actor)}


def _matching(search: Search, kind: Kind, today: date) -> Statement:
    statement = _BASES[kind]
    statement = statement.where(*holds_all(kind, search.words))
    if search.unit_id is not None:
        statement = statement.where(Inspection.unit_id == search.unit_id)
    if search.standard is not None:
        statement = statement.where(_answers(search.standard))
    if search.status is not None:
        statement = statement.where(Score.status == search.status)
    if search.state is not None:
        statement = statement.where(_in_state(search.state, kind))
    if search.owner:
        statement = statement.where(Person.name.icontains(search.owner, autoescape=True))
    if search.due is not None:
        statement = statement.where(_due(search.due, kind, today))
    return statement


def _answers(code: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        answers_standard.c.recommendation_id == Recommendation.id,
        StandardRating.id == answers_standard.c.standard_rating_id,
        StandardRating.code == code,
    )


def _in_state(state: MilestoneState, kind: Kind) -> sa.ColumnElement[bool]:
    """Only milestones have one; of the others, none is found."""
    return Milestone.state == state if kind is Kind.MILESTONE else sa.false()


def _due(due: Due, kind: Kind, today: date) -> sa.ColumnElement[bool]:
    """What still asks for something by then: an open milestone, a plan never submitted, of what is still asked."""
    if kind is Kind.EVIDENCE:
        return sa.false()
    column, counts_still = (
        (Milestone.due_on, IS_OPEN) if kind is Kind.MILESTONE else (Deadline.due_on, sa.not_(WAS_SUBMITTED))
    )
    first, last = due_between(due, today)
    limits = [column >= first] if first else []
    limits += [column <= last] if last else []
    return sa.and_(counts_still, _IS_ASKED, *limits)


def _order(order: Order, kind: Kind) -> list[sa.ColumnElement[Any]]:
    title, due_on, key = _SORTED[kind]
    by_unit = [Unit.name.is_(None), Unit.name]
    by_due = [due_on.is_(None), due_on]
    return {Order.DUE: [*by_due, key], Order.UNIT: [*by_unit, *by_due, key], Order.TITLE: [title, key]}[order]


def _placed(statement: Statement) -> Statement:
    """From Plan to its recommendation, inspection, unit and current score."""
    return (
        statement.join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .outerjoin(Score, CURRENT)
    )


_IS_ASKED = Recommendation.state.in_(sorted(STILL_ASKED))
_WHERE = (Recommendation.id, Recommendation.number, Unit.name, Inspection.title)
_RECOMMENDATIONS = (
    sa.select(
        Recommendation.id.label("id"),
        Recommendation.text,
        Score.status,
        Person.name.label("owner"),
        Deadline.due_on,
        sa.func.coalesce(sa.or_(WAS_SUBMITTED, sa.not_(_IS_ASKED)), sa.true()),
        Recommendation.id.label("recommendation_id"),
        *_WHERE[1:],
    )
    .select_from(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    # what is known of a draft stays unknown to whoever may not see it, under every filter
    .outerjoin(Plan, sa.and_(Plan.recommendation_id == Recommendation.id, PLANS_SEEN))
    .outerjoin(Plan.deadline)
    .outerjoin(Plan.owner)
    .outerjoin(Score, CURRENT)
    .where(INSPECTIONS_SEEN)
)
_MILESTONES = (
    _placed(
        sa.select(
            Milestone.id.label("id"),
            Milestone.title,
            Milestone.state,
            Person.name.label("owner"),
            Milestone.due_on,
            sa.not_(sa.and_(IS_OPEN, _IS_ASKED)),
            _WHERE[0].label("recommendation_id"),
            *_WHERE[1:],
        )
        .select_from(Milestone)
        .join(Milestone.plan)
    )
    .join(Person, Person.id == Milestone.owner_id)
    .where(PLANS_SEEN)
)
_EVIDENCE = (
    _placed(
        sa.select(
            Evidence.id.label("id"),
            Evidence.title,
            Evidence.kind,
            Person.name.label("owner"),
            sa.null(),
            sa.true(),
            _WHERE[0].label("recommendation_id"),
            *_WHERE[1:],
        )
        .select_from(Evidence)
        .join(Evidence.plan)
    )
    .join(Person, Person.id == Evidence.uploaded_by_id)
    .where(
        EVIDENCE_SEEN,
        sa.exists().where(EvidenceVersion.evidence_id == Evidence.id, EvidenceVersion.state == EvidenceState.AVAILABLE),
    )
)
_BASES: dict[Kind, Statement] = {
    Kind.RECOMMENDATION: _RECOMMENDATIONS,
    Kind.MILESTONE: _MILESTONES,
    Kind.EVIDENCE: _EVIDENCE,
}
_SORTED: dict[Kind, tuple[Any, Any, Any]] = {
    Kind.RECOMMENDATION: (Recommendation.text, Deadline.due_on, Recommendation.id),
    Kind.MILESTONE: (Milestone.title, Milestone.due_on, Milestone.id),
    Kind.EVIDENCE: (Evidence.title, Evidence.period_to, Evidence.id),
}
_UNITS = sa.select(Unit.id, Unit.name).where(UNITS_SEEN).order_by(Unit.name)
