"""Recommendations of the sample data are made again by a second report on the unit."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor, Held
from tracker.domain.similarity import suggest
from tracker.domain.vocabulary import (
    RecommendationState,
    Role,
    VerdictWord,
)
from tracker.models import (
    Recommendation,
    Verdict,
)
from tracker.queries import recommendations, repeats


def test_one_that_was_not_achieved_is_repeated_and_one_that_was_open_stands_no_more(sample: Session) -> None:
    later = sa.orm.aliased(Recommendation)
    rows = sample.execute(
        sa.select(Recommendation.state, Verdict.verdict, later.state)
        .join(later, later.repeat_of_id == Recommendation.id)
        .outerjoin(Verdict, Verdict.recommendation_id == Recommendation.id)
        .order_by(Recommendation.ordinal)
    )

    assert [tuple(row) for row in rows] == [
        (RecommendationState.CLOSED, VerdictWord.NOT_ACHIEVED, RecommendationState.OPEN),
        (RecommendationState.REPEATED, None, RecommendationState.OPEN),
    ]


def test_what_is_repeated_would_be_suggested_by_its_words(sample: Session) -> None:
    by = Actor(None, "A test", (Held(Role.NATIONAL_LEAD),))
    for later_id in sample.scalars(sa.select(Recommendation.id).where(Recommendation.repeat_of_id.is_not(None))).all():
        later = recommendations.get(sample, later_id, seen_by=by)
        candidates = [(one.id, one.text) for one in repeats.candidates(sample, later, seen_by=by)]
        assert suggest(later.text, candidates)[0].key == later.repeat_of_id
