"""What a recommendation repeats, and what repeated it last, as columns of a statement that asks for it anyway."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.domain.vocabulary import VerdictWord
from tracker.models import Inspection, Recommendation, Verdict
from tracker.queries.scope import INSPECTIONS_SEEN, Condition


class SeenRepeat(NamedTuple):
    """The other recommendation, the day its inspection was published, and its verdict if there is one."""

    id: int
    number: str | None
    ordinal: int
    published_on: date
    verdict: VerdictWord | None


def _id_of(is_linked: Callable[[Any], Condition]) -> sa.ScalarSelect[int]:
    """Of those that are linked and may be seen, the one published last."""
    other = aliased(Recommendation)
    return (
        sa.select(other.id)
        .join(Inspection, Inspection.id == other.inspection_id)
        .outerjoin(Inspection.unit)
        .where(is_linked(other), INSPECTIONS_SEEN)
        .order_by(Inspection.published_on.desc(), other.id.desc())
        .limit(1)
        .correlate(Recommendation)
        .scalar_subquery()
    )


class _Linked:
    """A recommendation that is linked, joined outer, with its inspection and its verdict."""

    def __init__(self, is_linked: Callable[[Any], Condition]) -> None:
        self.row, self.inspection, self.verdict = aliased(Recommendation), aliased(Inspection), aliased(Verdict)
        self.id = _id_of(is_linked)
        row = self.row
        self.columns = (row.id, row.number, row.ordinal, self.inspection.published_on, self.verdict.verdict)

    def joined_to(self, statement: sa.Select[Any]) -> sa.Select[Any]:
        return (
            statement.outerjoin(self.row, self.row.id == self.id)
            .outerjoin(self.inspection, self.inspection.id == self.row.inspection_id)
            .outerjoin(self.verdict, self.verdict.recommendation_id == self.row.id)
        )


_EARLIER = _Linked(lambda other: other.id == Recommendation.repeat_of_id)
_LATER = _Linked(lambda other: other.repeat_of_id == Recommendation.id)

REPEATS = (*_EARLIER.columns, *_LATER.columns)
"""The columns, over a statement that `with_repeats` gave what they stand in."""


def with_repeats(statement: sa.Select[Any]) -> sa.Select[Any]:
    """A statement over Recommendation, with what REPEATS asks for joined to it. Takes the parameters of `scope_of`."""
    return _LATER.joined_to(_EARLIER.joined_to(statement))


def repeats_from(columns: Sequence[Any]) -> tuple[SeenRepeat | None, SeenRepeat | None]:
    """What it repeats and what repeated it last, from REPEATS of a row; None where there is none that may be seen."""
    size = len(_EARLIER.columns)
    earlier, later = columns[:size], columns[size:]
    return (
        SeenRepeat._make(earlier) if earlier[0] is not None else None,
        SeenRepeat._make(later) if later[0] is not None else None,
    )
