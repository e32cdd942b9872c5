"""The texts that a search looks through: of the item itself, and of what people wrote to it, as far as one may see it.

What belongs to a plan is found by the plan's id, which is empty for whoever may not see the plan; comments by their own
rule; and progress updates, for whoever sees nothing of drafts, only since the plan was first agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from tracker.domain.searching import FoundIn, Kind
from tracker.models import Blocker, Comment, Evidence, Inspection, Measure, Milestone, Plan, Recommendation, Unit
from tracker.models import ProgressUpdate as Update
from tracker.queries.scope import COMMENTS_SEEN, Condition
from tracker.queries.updates import sent_since_agreed

Holds = Callable[[str], Condition]
"""Whether a text holds a word."""


def holds_all(kind: Kind, words: Iterable[str]) -> list[Condition]:
    """That each of the words stands in some text of the item."""
    return [sa.or_(*(holds(word) for holds in _TEXTS[kind].values())) for word in words]


def found_in(kind: Kind, words: Iterable[str]) -> dict[FoundIn, Condition]:
    """For each place of that kind, whether one of the words stands there; nothing where no word is asked for."""
    asked = tuple(words)
    if not asked:
        return {}
    return {
        place: sa.func.coalesce(sa.or_(*(holds(word) for word in asked)), sa.false())
        for place, holds in _TEXTS[kind].items()
    }


def _in(*texts: sa.SQLColumnExpression[Any]) -> Holds:
    return lambda word: sa.or_(*(text.icontains(word, autoescape=True) for text in texts))


def _in_one_of(rows: Condition, *texts: sa.SQLColumnExpression[Any], seen: Condition | None = None) -> Holds:
    """In a text of one of those `rows`, where these may be `seen`."""

    def holds(word: str) -> Condition:
        found = sa.exists().where(rows, _in(*texts)(word))
        return found if seen is None else sa.and_(seen, found)

    return holds


def _in_updates(rows: Condition) -> Holds:
    seen = sa.or_(COMMENTS_SEEN, sent_since_agreed(Plan.id))

    def holds(word: str) -> Condition:
        found = sa.exists().where(rows, _in(Update.narrative)(word), seen)
        return found.correlate(Plan, Milestone, Inspection, Unit)

    return holds


_PLACE = _in(Inspection.title, Unit.name)
_TEXTS: Mapping[Kind, Mapping[FoundIn, Holds]] = {
    Kind.RECOMMENDATION: {
        FoundIn.TITLE: _in(Recommendation.text),
        FoundIn.ADDRESSEE: _in(Recommendation.addressee),
        FoundIn.RESPONSE: _in(Plan.agreed_part, Plan.response_text),
        FoundIn.SUCCESS: _in(Plan.success_measure),
        FoundIn.MEASURE: _in_one_of(Measure.plan_id == Plan.id, Measure.name, Measure.baseline_words, Measure.source),
        FoundIn.UPDATE: _in_updates(sa.and_(Update.plan_id == Plan.id, Update.milestone_id.is_(None))),
        FoundIn.COMMENT: _in_one_of(
            sa.and_(Comment.plan_id == Plan.id, Comment.milestone_id.is_(None)), Comment.text, seen=COMMENTS_SEEN
        ),
        FoundIn.PLACE: _PLACE,
    },
    Kind.MILESTONE: {
        FoundIn.TITLE: _in(Milestone.title),
        FoundIn.EXPECTED: _in(Milestone.evidence_expected),
        FoundIn.ON_BEHALF_OF: _in(Milestone.on_behalf_of),
        FoundIn.BLOCKER: _in_one_of(
            Blocker.milestone_id == Milestone.id, Blocker.what, Blocker.raised_to, Blocker.outcome
        ),
        FoundIn.UPDATE: _in_updates(Update.milestone_id == Milestone.id),
        FoundIn.COMMENT: _in_one_of(Comment.milestone_id == Milestone.id, Comment.text, seen=COMMENTS_SEEN),
        FoundIn.PLACE: _PLACE,
    },
    Kind.EVIDENCE: {
        FoundIn.TITLE: _in(Evidence.title),
        FoundIn.SHOWS: _in(Evidence.shows),
        FoundIn.PLACE: _PLACE,
    },
}
