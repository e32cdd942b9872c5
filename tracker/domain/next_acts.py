"""What one person may do next for a recommendation and its plan, and for whom it waits where nothing waits for them.

Source: product rules, section 6 (lifecycles) and 10 (pages by person).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.deadlines import in_full
from tracker.domain.lifecycles import FULFILLED, PLAN, STILL_ASKED, UNAGREED
from tracker.domain.vocabulary import PlanChangeState, PlanState, RecommendationState


class Act(StrEnum):
    """In the order in which they are offered."""

    NAME_OWNER = "name owner"
    RESPOND = "respond"
    COMPLETE = "complete"
    SUBMIT = "submit"
    AGREE = "agree"
    RETURN = "return"
    DECIDE_CHANGE = "decide change"
    WRITE_CHANGE = "write change"
    DECIDE_DATES = "decide dates"
    VERIFY = "verify"
    REVIEW = "review"
    MEASURE = "measure"
    DELIVER = "deliver"
    SUSTAIN = "sustain"
    ASSURE = "assure"
    WORK = "work"
    RELEASE = "release"
    JUDGE = "judge"
    CLOSE = "close"


NOT_AWAITED = frozenset({Act.JUDGE, Act.CLOSE})
"""What somebody may do at any time, so that nobody waits for it: of a revisit, not of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a recommendation. `plan` is the state of its plan, None where there is none or it may not be
    seen; `change` that of an open change of it. `is_complete`: nothing is missing before it can be submitted;
    `is_settled`: every milestone is verified or cancelled; `is_sustained`: its sustain period is over.

    So many milestones wait for this person: `to_verify`, `to_review`, `to_work_on`; so many date changes, `dates`; and
    so many judgements of theirs are not released, `to_release`. `to_decide`: milestones that anybody may decide on.
    """

    recommendation: RecommendationState = RecommendationState.OPEN
    plan: PlanState | None = None
    change: PlanChangeState | None = None
    is_owned: bool = True
    is_answered: bool = True
    is_complete: bool = True
    is_settled: bool = False
    is_measured: bool = True
    is_sustained: bool = False
    to_verify: int = 0
    to_review: int = 0
    to_decide: int = 0
    to_work_on: int = 0
    dates: int = 0
    to_release: int = 0


def acts(standing: Standing, may: frozenset[Act]) -> list[Act]:
    """What of `may`, the acts that this person has the right to, there is to do now; the first one comes first."""
    return [act for act in Act if act in may and _IS_DUE[act](standing)]


def awaited(due: Sequence[Act], standing: Standing) -> list[Act]:
    """Those of the acts due for which the recommendation waits: until its plan is agreed, not for work on it."""
    before = frozenset({Act.WORK}) if standing.plan in UNAGREED else frozenset()
    return [act for act in due if act not in NOT_AWAITED | before]


def _moves(standing: Standing, move: str) -> bool:
    return standing.plan is not None and (standing.plan, move) in PLAN.moves and standing.recommendation in STILL_ASKED


def _is_written(standing: Standing) -> bool:
    return _moves(standing, "submit")


def _is_delivering(standing: Standing) -> bool:
    return _moves(standing, "deliver") and standing.is_settled


_IS_DUE: Mapping[Act, Callable[[Standing], bool]] = {
    Act.NAME_OWNER: lambda it: not it.is_owned and it.recommendation is RecommendationState.OPEN,
    Act.RESPOND: lambda it: _is_written(it) and not it.is_answered,
    Act.COMPLETE: lambda it: _is_written(it) and not it.is_complete,
    Act.SUBMIT: lambda it: _is_written(it) and it.is_answered and it.is_complete,
    Act.AGREE: lambda it: _moves(it, "agree"),
    Act.RETURN: lambda it: _moves(it, "return"),
    Act.DECIDE_CHANGE: lambda it: it.plan is PlanState.CHANGING and it.change is PlanChangeState.SUBMITTED,
    Act.WRITE_CHANGE: lambda it: it.plan is PlanState.CHANGING and it.change is not PlanChangeState.SUBMITTED,
    Act.DECIDE_DATES: lambda it: it.dates > 0,
    Act.VERIFY: lambda it: it.to_verify > 0,
    Act.REVIEW: lambda it: it.to_review > 0,
    Act.MEASURE: lambda it: _is_delivering(it) and not it.is_measured,
    Act.DELIVER: lambda it: _is_delivering(it) and it.is_measured,
    Act.SUSTAIN: lambda it: _moves(it, "sustain"),
    Act.ASSURE: lambda it: _moves(it, "assure") and it.is_sustained,
    Act.WORK: lambda it: it.to_work_on > 0,
    Act.RELEASE: lambda it: it.to_release > 0,
    Act.JUDGE: lambda _: True,
    Act.CLOSE: lambda _: True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Who has what, in names: the owner of the plan, the one lead who may agree it if there is one, since when it was
    submitted or returned, when its action plan is due, and until when its sustain period runs."""

    owner: str = ""
    lead: str | None = None
    since: date | None = None
    due_on: date | None = None
    until: date | None = None

    @property
    def agrees(self) -> str:
        return self.lead or "the regional or national lead"


def waiting(standing: Standing, names: Waits) -> str:
    """For whom it waits and since when, in one sentence. Empty where nothing is known of it: the plan is not seen."""
    if standing.recommendation not in STILL_ASKED:
        return f"Nothing. {_OVER[standing.recommendation]}"
    if not standing.is_owned:
        return "Waits for an administrator to name its owner."
    if standing.plan is None:
        return ""
    if standing.plan in UNAGREED:
        return _before_agreement(standing.plan, names)
    return _of_fulfilled(standing, names) if standing.plan in FULFILLED else _of_the_work(standing, names)


def _before_agreement(plan: PlanState, names: Waits) -> str:
    since = f" since {in_full(names.since)}" if names.since else ""
    if plan is PlanState.SUBMITTED:
        return f"With {names.agrees}{since}, to be agreed or returned."
    if plan is PlanState.RETURNED:
        return f"With {names.owner}{since}, to change the plan."
    due = f" It is due on {in_full(names.due_on)}." if names.due_on else ""
    return f"With {names.owner}, who writes the plan.{due}"


def _of_the_work(standing: Standing, names: Waits) -> str:
    if standing.change is PlanChangeState.SUBMITTED:
        return f"A change of the plan is with {names.agrees}, to be agreed or returned."
    if standing.to_decide:
        waits = "1 milestone waits" if standing.to_decide == 1 else f"{standing.to_decide} milestones wait"
        return f"{waits} for somebody independent to look at the evidence."
    if standing.is_settled:
        return f"With {names.owner}, to say that the plan is delivered."
    return f"With {names.owner} and the owners of the milestones, who work on the plan."


def _of_fulfilled(standing: Standing, names: Waits) -> str:
    if standing.plan is PlanState.DELIVERED:
        return "Waits for somebody independent of the plan to begin its sustain period."
    if standing.plan is PlanState.ASSURED:
        return "The plan is assured and awaits inspection. Readings go on."
    if standing.is_sustained:
        return "Its sustain period is over. Waits for somebody independent of the plan to assure it."
    until = f" until {in_full(names.until)}" if names.until else ""
    return f"The sustain period runs{until}. Readings go on."


_OVER: Mapping[RecommendationState, str] = {
    RecommendationState.CLOSED: "This recommendation is closed.",
    RecommendationState.SUPERSEDED: "This recommendation was superseded.",
    RecommendationState.REPEATED: "It was repeated in a later report: the work goes on there.",
}
