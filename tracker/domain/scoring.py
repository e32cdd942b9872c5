"""The two progress scores of a plan and its status: reported done, verified, the gap between, and why.

Method 1, product rules, section 8. Figures are integers in hundredths of a point, 0 to 10000, half up; the other
spelling, in SQL, is queries/score_inputs.py, and one test asks both about the same plans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from tracker.domain.blockers import is_past_answer
from tracker.domain.credit import REPORTED_DONE, WHOLE, Credit, Gap, credit
from tracker.domain.deadlines import Window
from tracker.domain.earned_schedule import Pace, pace
from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.outcome import unmeasured_from
from tracker.domain.score_facts import Day, MilestoneFacts, PlanFacts
from tracker.domain.vocabulary import MilestoneState, PlanStatus

METHOD = 1
FULL = 10_000
NEAR_DAYS = 90
LEAST_MILESTONES = 8
WIDE_GAP = 30 * WHOLE // 100  # 30 points, in twentieths of the weight


@dataclass(frozen=True)
class Totals:
    """Sums over a plan's milestones. `reported`, `verified` and the gaps are in twentieths of weight.

    `weight` counts the cancelled too, unless another took their place: scope removed stays in the denominator.
    `long_overdue` are among the overdue.
    `blocked`: answers that milestones wait for and that are late.
    """

    milestones: int = 0
    planned: int = 0
    underway: int = 0
    done: int = 0
    cancelled: int = 0
    sufficient: int = 0
    overdue: int = 0
    long_overdue: int = 0
    blocked: int = 0
    weight: int = 0
    weight_removed: int = 0
    reported: int = 0
    verified: int = 0
    gap_waiting: int = 0
    gap_judged: int = 0
    gap_unshown: int = 0
    gap_underway: int = 0


@dataclass(frozen=True)
class Figures:
    """A score of a day. `parts` is stored with it: the totals, and a line for each milestone (see `parts_of`)."""

    reported: int
    verified: int
    status: PlanStatus
    parts: dict[str, Any]


def score(plan: PlanFacts, day: Day) -> Figures:
    """The plan's figures on that day."""
    credited = [credit(milestone, day.today) for milestone in plan.milestones]
    sums = totals(plan, credited, day)
    reported = share(sums.reported, sums.weight)
    status = status_of(sums, plan, day)
    if has_pace(status, sums.milestones, sums.planned + sums.underway):
        status = slowed(status, pace(plan.agreed, reported, day.today))
    status = watched(status, _unmeasured_from(plan), day.today)
    return Figures(reported, share(sums.verified, sums.weight), status, parts_of(sums, credited))


def share(twentieths: int, weight: int) -> int:
    """`twentieths` of a whole of `weight`, in hundredths of a point, half up. 0 where there is no weight."""
    return (2 * twentieths * FULL // WHOLE + weight) // (2 * weight) if weight else 0


def totals(plan: PlanFacts, credited: Sequence[Credit], day: Day) -> Totals:
    """The sums over the plan's milestones and their credits, in the same order."""
    milestones = plan.milestones
    open_due = [each.due_on for each in milestones if each.state in OPEN_MILESTONE]

    def count(of: Callable[[MilestoneFacts], bool]) -> int:
        return sum(map(of, milestones))

    def missing(gap: Gap) -> int:
        return sum(each.weight * (each.reported - each.verified) for each in credited if each.gap is gap)

    return Totals(
        milestones=len(milestones),
        planned=count(lambda each: each.state is MilestoneState.PLANNED),
        underway=count(lambda each: each.state is MilestoneState.UNDERWAY),
        done=count(lambda each: each.state in REPORTED_DONE),
        cancelled=count(lambda each: each.state is MilestoneState.CANCELLED),
        sufficient=sum(each.is_sufficient for each in credited),
        overdue=sum(due < day.today for due in open_due),
        long_overdue=sum(due < day.long_overdue_before for due in open_due),
        blocked=sum(is_past_answer(due, None, day.today) for due in plan.waits_until),
        weight=sum(each.weight for each in credited),
        weight_removed=sum(
            counted.weight
            for each, counted in zip(milestones, credited, strict=True)
            if each.state is MilestoneState.CANCELLED
        ),
        reported=sum(each.weight * each.reported for each in credited),
        verified=sum(each.weight * each.verified for each in credited),
        gap_waiting=missing(Gap.WAITING),
        gap_judged=missing(Gap.JUDGED),
        gap_unshown=missing(Gap.UNSHOWN),
        gap_underway=missing(Gap.UNDERWAY),
    )


def parts_of(sums: Totals, credited: Sequence[Credit]) -> dict[str, Any]:
    """What is stored: the totals by name, and `by_milestone`, in the plan's order, one list each:

    ordinal, weight, reported and verified in twentieths, why it is verified for less, stale evidence's id or 0.
    """
    lines = [
        [each.ordinal, each.weight, each.reported, each.verified, each.gap.value, each.stale_evidence]
        for each in sorted(credited, key=lambda each: each.ordinal)
    ]
    return asdict(sums) | {"by_milestone": lines}


def status_of(sums: Totals, plan: PlanFacts, day: Day) -> PlanStatus:
    """The first that holds of: delivered, off track, at risk, not started, on track. Without the pace and the outcome:
    see `slowed` and `watched`.

    A late dependency is one of the overdue: milestones wait only for others of their plan (domain/dependencies.py).
    """
    plan_due = None if plan.was_submitted else plan.plan_due
    if sums.sufficient and sums.sufficient == sums.milestones - sums.cancelled:
        return PlanStatus.DELIVERED
    if sums.long_overdue or (plan_due and plan_due < day.long_overdue_before):
        return PlanStatus.OFF_TRACK
    if sums.overdue or sums.blocked or (plan_due and plan_due < day.today):
        return PlanStatus.AT_RISK
    if near_reinspection(plan.window, day.today) and unsupported(sums) > WIDE_GAP * sums.weight:
        return PlanStatus.AT_RISK
    return PlanStatus.ON_TRACK if sums.underway or sums.done else PlanStatus.NOT_STARTED


def has_pace(status: PlanStatus, milestones: int, to_do: int) -> bool:
    """Whether the pace can still lower the status: eight milestones or more, and some planned or underway."""
    lowest = status in (PlanStatus.DELIVERED, PlanStatus.OFF_TRACK)
    return milestones >= LEAST_MILESTONES and to_do > 0 and not lowest


def slowed(status: PlanStatus, at_pace: Pace | None) -> PlanStatus:
    """The status of a plan that has a pace: off track under SPI(t) 0.80, at risk under 0.95."""
    if at_pace and at_pace.is_off_track:
        return PlanStatus.OFF_TRACK
    return PlanStatus.AT_RISK if at_pace and at_pace.is_at_risk else status


def watched(status: PlanStatus, unmeasured: date | None, today: date) -> PlanStatus:
    """At risk in place of anything better, from the day on which a plan ought to have been measured and is not."""
    is_better = status in (PlanStatus.NOT_STARTED, PlanStatus.ON_TRACK)
    return PlanStatus.AT_RISK if is_better and unmeasured is not None and unmeasured <= today else status


def _unmeasured_from(plan: PlanFacts) -> date | None:
    dues = [each.due_on for each in plan.milestones if each.state is not MilestoneState.CANCELLED]
    agreed_on = plan.agreed.began_on if plan.agreed else None
    return unmeasured_from(agreed_on, max(dues, default=None), plan.is_measured)


def unsupported(sums: Totals) -> int:
    """What is reported done above what is verified, without what waits for a reviewer. In twentieths of weight."""
    return sums.gap_judged + sums.gap_unshown + sums.gap_underway


def near_reinspection(window: Window | None, today: date) -> bool:
    """From ninety days before the reinspection window opens until it closes."""
    return window is not None and window.earliest - timedelta(days=NEAR_DAYS) <= today <= window.latest
