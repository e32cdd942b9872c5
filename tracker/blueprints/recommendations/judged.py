"""Judgements and the verdict of a recommendation as its page shows them, and what this person may do now."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.lifecycles import RECOMMENDATION
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.score_gap import Scored, suggested
from tracker.domain.vocabulary import Progress
from tracker.queries.judgements import Given, Judgement, OfRecommendation
from tracker.queries.recommendation_seen import SeenRecommendation


@dataclass(frozen=True, slots=True)
class Judged:
    """`suggested`: what the verified score suggests, once this inspector has recorded their own judgement."""

    judgements: tuple[Judgement, ...]
    verdict: Given | None
    to_release: frozenset[int]
    suggested: Progress | None
    may_judge: bool
    may_close: bool

    @property
    def is_empty(self) -> bool:
        return not (self.judgements or self.verdict or self.may_judge or self.may_close)


def judged(recommendation: SeenRecommendation, found: OfRecommendation, score: Scored | None, actor: Actor) -> Judged:
    """What was found of a recommendation, for `actor`."""
    own = [each for each in found.judgements if each.inspector_id == actor.person_id]
    waiting = frozenset(each.id for each in own if each.released_at is None)
    is_open = (recommendation.state, "close") in RECOMMENDATION.moves
    return Judged(
        judgements=found.judgements,
        verdict=found.verdict,
        to_release=waiting,
        suggested=suggested(score.verified) if own and score is not None else None,
        may_judge=is_open and not waiting and can(actor, Permission.JUDGE_PROGRESS, recommendation),
        may_close=is_open and can(actor, Permission.GIVE_VERDICT, recommendation),
    )
