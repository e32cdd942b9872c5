"""Acts of those who decide: reviews, verification, judgements of progress, verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.orm import Session

from tracker.commands.demo.people import NADIA_FAROUK, SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, Progress, Role, VerdictWord
from tracker.queries import decisions, judgements
from tracker.services.decisions import decide
from tracker.services.judgements import give_verdict, judge, release


@dataclass(frozen=True, slots=True)
class Decide:
    """Upon every file that the decider sees for the milestone that day; an inspector verifies, others review.

    One milestone in three is drawn for a review outside the unit's line, which hangs on its id and so on the day the
    story is told: there the assurance reviewer says what the regional lead would have said.
    """

    ago: int
    by: SamplePerson
    key: str
    outcome: DecisionOutcome
    why: str

    def do(self, stage: Stage) -> None:
        with stage.transactions.read() as session:
            is_drawn = stage.milestone(session, self.key, stage.actor(session)).is_drawn
        in_line = self.by.role in (Role.REGIONAL_LEAD, Role.NATIONAL_LEAD)
        if is_drawn and in_line and self.outcome is DecisionOutcome.SUFFICIENT:
            stage = replace(stage, by=NADIA_FAROUK)
        stage.play(partial(self._decide, stage))

    def _decide(self, stage: Stage, session: Session, by: Actor) -> None:
        milestone = stage.milestone(session, self.key, by)
        is_inspector = stage.by.role is Role.INSPECTOR
        decide(
            session,
            milestone,
            level=DecisionLevel.VERIFICATION if is_inspector else DecisionLevel.REVIEW,
            outcome=self.outcome,
            why=self.why,
            version_ids=[version.id for version in decisions.to_look_at(session, milestone.id, seen_by=by)],
            seen_revision=milestone.revision,
            by=by,
            at=stage.at,
            today=stage.today,
        )


@dataclass(frozen=True, slots=True)
class Judge:
    """Progress on the two axes: the plan delivered, and the outcome improved."""

    ago: int
    by: SamplePerson
    delivered: Progress
    improved: Progress
    why: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            made = judge(
                session,
                stage.recommendation(session, by),
                plan_delivered=self.delivered,
                outcome_improved=self.improved,
                why=self.why,
                by=by,
                at=stage.at,
            )
            stage.props.judgement = made.id

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Release:
    """The inspector's latest judgement is released."""

    ago: int
    by: SamplePerson

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            judgement = judgements.get(session, stage.props.judgement, seen_by=by)
            release(session, judgement, seen_revision=judgement.revision, by=by, at=stage.at)

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Close:
    """The verdict, which closes the recommendation."""

    ago: int
    by: SamplePerson
    verdict: VerdictWord
    why: str
    cites: str = ""

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            recommendation = stage.recommendation(session, by)
            give_verdict(
                session,
                recommendation,
                verdict=self.verdict,
                why=self.why,
                cites=self.cites,
                seen_revision=recommendation.revision,
                by=by,
                at=stage.at,
            )

        stage.play(what)
