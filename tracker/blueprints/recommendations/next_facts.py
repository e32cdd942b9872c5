"""What a recommendation's page has loaded, as the rules of what comes next ask for it (domain/next_acts.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.blueprints.recommendations.decided import DecidedLine
from tracker.blueprints.recommendations.judged import Judged
from tracker.blueprints.recommendations.work import Work
from tracker.domain.lifecycles import OPEN_MILESTONE, STILL_ASKED
from tracker.domain.london import london_date
from tracker.domain.next_acts import Act, Standing, Waits
from tracker.domain.permissions import Actor, At, Permission, can
from tracker.domain.plan_delivery import SETTLED
from tracker.domain.vocabulary import DateChangeLevel, DecisionLevel, MilestoneState
from tracker.queries.plan_delivery import sustained_until
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.recommendations import RecommendationWithPlan

_RIGHTS = {
    Act.RESPOND: Permission.RESPOND,
    Act.COMPLETE: Permission.SUBMIT_PLAN,
    Act.SUBMIT: Permission.SUBMIT_PLAN,
    Act.WRITE_CHANGE: Permission.CHANGE_PLAN,
    Act.MEASURE: Permission.ADD_READING,
    Act.DELIVER: Permission.DELIVER_PLAN,
}
_DECIDED_BY = {Act.AGREE: Permission.AGREE_PLAN, Act.RETURN: Permission.AGREE_PLAN}
_DECIDED_BY |= {Act.DECIDE_CHANGE: Permission.AGREE_PLAN}
_DECIDED_BY |= {Act.SUSTAIN: Permission.ASSURE_PLAN, Act.ASSURE: Permission.ASSURE_PLAN}
"""By somebody who had no hand in the plan."""
_COUNTED = frozenset({Act.DECIDE_DATES, Act.VERIFY, Act.REVIEW, Act.WORK, Act.RELEASE})
"""Only what this person may do is counted."""


@dataclass(frozen=True)
class Found:
    """What the page has loaded, as the rules ask for it."""

    found: RecommendationWithPlan
    work: Work | None
    decided: Sequence[DecidedLine]
    judged: Judged
    actor: Actor
    today: date

    @property
    def _milestones(self) -> list[PlanMilestone]:
        return [line.milestone for line in self.work.lines] if self.work else []

    @property
    def _is_asked(self) -> bool:
        return self.found.recommendation.state in STILL_ASKED

    def to_decide(self, verb: str) -> list[PlanMilestone]:
        """Those that wait for this person to verify or to review, by that verb."""
        return [line.milestone for line in self.decided if line.verb == verb and _waits(line)]

    def dates(self) -> list[int]:
        """The ids of the date changes that this person may decide on."""
        plan = self.found.plan
        if plan is None or not self._is_asked:
            return []
        return [
            one.asked_id
            for one in self._milestones
            if one.asked_id is not None and can(self.actor, Permission.DECIDE_DATE_CHANGE, _asked_at(plan, one))
        ]

    def to_work_on(self) -> list[PlanMilestone]:
        """The open ones of this person and of those for whom they stand in."""
        mine = self.actor.answers_for if self._is_asked else frozenset()
        return [one for one in self._milestones if one.owner_id in mine and one.state in OPEN_MILESTONE]

    def standing(self) -> Standing:
        """All of it that the acts depend on."""
        plan, recommendation, beside = self.found.plan, self.found.recommendation, self.found.beside
        states = [one.state for one in self._milestones]
        until = sustained_until(plan) if plan else None
        return Standing(
            recommendation=recommendation.state,
            plan=plan.state if plan else None,
            change=self.found.change,
            is_owned=self.found.owner is not None,
            is_answered=plan is not None and plan.is_answered,
            is_complete=not (self.work and self.work.gaps),
            is_settled=MilestoneState.VERIFIED in states and SETTLED.issuperset(states),
            is_measured=bool(beside.measures and beside.readings),
            is_sustained=until is not None and until <= self.today,
            to_verify=len(self.to_decide("Verify")),
            to_review=len(self.to_decide("Review")),
            to_decide=sum(bool(line.made.waiting) for line in self.decided),
            to_work_on=len(self.to_work_on()),
            dates=len(self.dates()),
            to_release=len(self.judged.to_release),
        )

    def may(self) -> frozenset[Act]:
        """The acts that this person has the right to, whether or not there is anything to do."""
        plan, recommendation = self.found.plan, self.found.recommendation
        own = {Act.JUDGE: self.judged.may_judge, Act.CLOSE: self.judged.may_close}
        own[Act.NAME_OWNER] = can(self.actor, Permission.NAME_OWNER, recommendation)
        if plan is not None:
            own |= {act: can(self.actor, right, plan) for act, right in _RIGHTS.items()}
            if not self.found.had_a_hand:
                own |= {act: can(self.actor, right, plan) for act, right in _DECIDED_BY.items()}
        return frozenset(act for act, is_right in own.items() if is_right) | _COUNTED

    def names(self) -> Waits:
        """Who has the plan, and since when."""
        plan, moved = self.found.plan, self.found.moved
        return Waits(
            owner=self.found.owner or "",
            lead=self.found.lead,
            since=london_date(moved.at) if moved else None,
            due_on=plan.deadline.due_on if plan else None,
            until=sustained_until(plan) if plan else None,
        )


def _waits(line: DecidedLine) -> bool:
    """As the queue has it (queries/review_queue.py): inspectors look at what only reviewers have, too."""
    decisions = line.made.decisions
    unverified = not any(one.level is DecisionLevel.VERIFICATION for one in decisions)
    return bool(line.made.waiting) or (line.verb == "Verify" and bool(decisions) and unverified)


def _asked_at(plan: SeenPlan, milestone: PlanMilestone) -> At:
    """Where the milestone's waiting date change belongs, as its own place says (models/date_change.py)."""
    return At(
        replace(
            plan.place,
            milestone_owner_id=milestone.owner_id,
            asker_id=milestone.asked_by_id,
            needs_nation=milestone.asked_level is DateChangeLevel.NATION,
        )
    )
