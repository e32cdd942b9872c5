"""What this person may do next on a recommendation's page, each with its address: domain/next_acts.py over what it
has loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.blueprints.recommendations.decided import DecidedLine
from tracker.blueprints.recommendations.judged import Judged
from tracker.blueprints.recommendations.next_facts import Found
from tracker.blueprints.recommendations.work import Work
from tracker.domain.next_acts import Act, acts, awaited, waiting
from tracker.domain.permissions import Actor
from tracker.queries.agreement import Move
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.recommendations import RecommendationWithPlan
from tracker.web.plan_gaps import LinkedGap


@dataclass(frozen=True, slots=True)
class NextAct:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """`first` is the button, where one is due, and `others` are links. `lacks`: what is missing before the plan can be
    submitted; with addresses for who may mend it, and for other readers without. `waits` says with whom it is, where
    nothing waits for this person; `returned` who asked for what change."""

    first: NextAct | None
    others: tuple[NextAct, ...]
    lacks: Sequence[LinkedGap]
    may_mend: bool
    waits: str
    returned: Move | None


def next_steps(
    found: RecommendationWithPlan,
    work: Work | None,
    decided: Sequence[DecidedLine],
    judged: Judged,
    actor: Actor,
    *,
    today: date,
) -> NextSteps:
    """The block right under the recommendation's text. No statement."""
    at = Found(found, work, decided, judged, actor, today)
    standing = at.standing()
    due = acts(standing, at.may())
    mine = awaited(due, standing)
    button = mine[0] if mine and mine[0] not in _NEVER_A_BUTTON else None
    linked: dict[Act, NextAct] = {act: _linked(at, act) for act in due if act is not Act.COMPLETE}
    gaps = (work.gaps or []) if work else []
    return NextSteps(
        first=linked.get(button) if button else None,
        others=tuple(one for act, one in linked.items() if act is not button),
        lacks=[gap for gap in gaps if Act.RESPOND not in due or gap.href != linked[Act.RESPOND].href],
        may_mend=Act.COMPLETE in due,
        waits="" if mine else waiting(standing, at.names()),
        returned=found.returned,
    )


_NEVER_A_BUTTON = frozenset({Act.COMPLETE, Act.WORK, Act.RELEASE})
"""They lead to a list, or further down the page."""


def _linked(at: Found, act: Act) -> NextAct:
    """The act in words, with the address of its form; of several at once, of where they stand on this page."""
    match act:
        case Act.VERIFY | Act.REVIEW:
            verb = "Verify" if act is Act.VERIFY else "Review"
            return _of_milestones(verb, at.to_decide(verb), "decisions.decide", "#decisions")
        case Act.WORK:
            mine = at.to_work_on()
            where = f"#milestone-{mine[0].id}" if len(mine) == 1 else "#milestones"
            return NextAct(f"Report on your {_count(len(mine), 'open milestone')}", where)
        case Act.DECIDE_DATES:
            asked = at.dates()
            href = url_for("date_changes.decide", change_id=asked[0])
            if len(asked) == 1:
                return NextAct("Decide on the date that is asked for", href)
            return NextAct(f"Decide on {len(asked)} dates that are asked for", url_for("date_changes.queue"))
        case Act.RELEASE:
            return NextAct("Release your judgement", "#judgements")
    words, endpoint = _PAGES[act]
    if endpoint in _OF_RECOMMENDATION:
        return NextAct(words, url_for(endpoint, recommendation_id=at.found.recommendation.id))
    return NextAct(words, url_for(endpoint, plan_id=at.found.plan and at.found.plan.id))


_PAGES = {
    Act.NAME_OWNER: ("Name its owner", "recommendations.owner"),
    Act.RESPOND: ("Respond to this recommendation", "plans.respond"),
    Act.SUBMIT: ("Submit the plan", "agreement.submit"),
    Act.AGREE: ("Agree the plan", "agreement.agree"),
    Act.RETURN: ("Return the plan", "agreement.give_back"),
    Act.DECIDE_CHANGE: ("Agree or return the change of the plan", "plan_changes.show"),
    Act.WRITE_CHANGE: ("Finish the change of the plan", "plan_changes.show"),
    Act.MEASURE: ("Measure the outcome, so that the plan can be delivered", "measures.index"),
    Act.DELIVER: ("Say that the plan is delivered", "delivery.show"),
    Act.SUSTAIN: ("Begin the sustain period", "delivery.show"),
    Act.ASSURE: ("Assure the plan", "delivery.show"),
    Act.JUDGE: ("Judge progress", "judgements.judge"),
    Act.CLOSE: ("Close with a verdict", "judgements.verdict"),
}
_OF_RECOMMENDATION = frozenset({"recommendations.owner", "judgements.judge", "judgements.verdict"})


def _of_milestones(verb: str, milestones: Sequence[PlanMilestone], endpoint: str, several: str) -> NextAct:
    if len(milestones) == 1:
        one = milestones[0]
        return NextAct(f"{verb} milestone {one.ordinal}", url_for(endpoint, milestone_id=one.id))
    return NextAct(f"{verb} {len(milestones)} milestones", several)


def _count(number: int, thing: str) -> str:
    return thing if number == 1 else f"{number} {thing}s"
