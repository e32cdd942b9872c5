"""Judgements and the verdict of a recommendation as its page shows them, and what this person may do now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.lifecycles import RECOMMENDATION
from tracker.domain.outcome import mean_improvement
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.score_gap import Scored, suggested
from tracker.domain.vocabulary import Progress
from tracker.queries import judgements, measures
from tracker.queries.judgements import Given, Judgement
from tracker.queries.recommendation_seen import SeenPlan, SeenRecommendation


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the verified score suggests for the plan, and what was measured for the outcome: None where nothing was."""

    plan: Progress
    outcome: Progress | None


@dataclass(frozen=True, slots=True)
class Judged:
    """`suggested` is None until this inspector has released a judgement of their own and while they write another."""

    judgements: tuple[Judgement, ...]
    verdict: Given | None
    to_release: frozenset[int]
    suggested: Suggested | None
    may_judge: bool
    may_close: bool

    @property
    def is_empty(self) -> bool:
        return not (self.judgements or self.verdict)


def judged(
    session: Session, recommendation: SeenRecommendation, plan: SeenPlan | None, score: Scored | None, actor: Actor
) -> Judged:
    """The judgements of a recommendation already seen, for `actor`. `score` is its plan's.

    One statement, and one more where something is suggested.
    """
    found = judgements.of_recommendation(session, recommendation.id, seen_by=actor)
    own = [each for each in found.judgements if each.inspector_id == actor.person_id]
    waiting = frozenset(each.id for each in own if each.released_at is None)
    is_open = (recommendation.state, "close") in RECOMMENDATION.moves
    return Judged(
        judgements=found.judgements,
        verdict=found.verdict,
        to_release=waiting,
        suggested=_suggested(session, plan, score) if own and not waiting and plan and score else None,
        may_judge=is_open and not waiting and can(actor, Permission.JUDGE_PROGRESS, recommendation),
        may_close=is_open and can(actor, Permission.GIVE_VERDICT, recommendation),
    )


def _suggested(session: Session, plan: SeenPlan, score: Scored) -> Suggested:
    improved = mean_improvement(measures.improvements_of(session, plan.id))
    return Suggested(suggested(score.verified), None if improved is None else suggested(improved))
