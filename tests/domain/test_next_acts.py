"""What somebody may do next for a recommendation, by where it stands; and with whom it is meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.next_acts import NOT_AWAITED, Act, Standing, Waits, acts, awaited, waiting
from tracker.domain.vocabulary import PlanChangeState, PlanState, RecommendationState

EVERYTHING = frozenset(Act)
NAMES = Waits(
    owner="Dilip Raman", lead="Judith Marsh", since=date(2026, 3, 3), due_on=date(2026, 4, 1), until=date(2026, 9, 1)
)

TABLE = [
    (Standing(is_owned=False), [Act.NAME_OWNER]),
    (Standing(plan=PlanState.DRAFT, is_answered=False, is_complete=False), [Act.RESPOND, Act.COMPLETE]),
    (Standing(plan=PlanState.DRAFT, is_complete=False), [Act.COMPLETE]),
    (Standing(plan=PlanState.DRAFT), [Act.SUBMIT]),
    (Standing(plan=PlanState.RETURNED), [Act.SUBMIT]),
    (Standing(plan=PlanState.SUBMITTED), [Act.AGREE, Act.RETURN]),
    (Standing(plan=PlanState.AGREED), []),
    (Standing(plan=PlanState.AGREED, to_work_on=2), [Act.WORK]),
    (Standing(plan=PlanState.AGREED, to_verify=1, to_review=2, dates=1), [Act.DECIDE_DATES, Act.VERIFY, Act.REVIEW]),
    (Standing(plan=PlanState.AGREED, is_settled=True), [Act.DELIVER]),
    (Standing(plan=PlanState.AGREED, is_settled=True, is_measured=False), [Act.MEASURE]),
    (Standing(plan=PlanState.CHANGING, change=PlanChangeState.WRITING), [Act.WRITE_CHANGE]),
    (Standing(plan=PlanState.CHANGING, change=PlanChangeState.RETURNED), [Act.WRITE_CHANGE]),
    (Standing(plan=PlanState.CHANGING, change=PlanChangeState.SUBMITTED), [Act.DECIDE_CHANGE]),
    (Standing(plan=PlanState.DELIVERED), [Act.SUSTAIN]),
    (Standing(plan=PlanState.SUSTAINING), []),
    (Standing(plan=PlanState.SUSTAINING, is_sustained=True), [Act.ASSURE]),
    (Standing(plan=PlanState.ASSURED, recommendation=RecommendationState.ASSURED), []),
    (Standing(plan=PlanState.AGREED, to_release=1), [Act.RELEASE]),
    (Standing(plan=PlanState.SUBMITTED, recommendation=RecommendationState.CLOSED), []),
    (Standing(plan=PlanState.DRAFT, recommendation=RecommendationState.REPEATED), []),
]


@pytest.mark.parametrize(("standing", "expected"), TABLE)
def test_each_state_asks_for_its_own_acts_in_their_order(standing: Standing, expected: list[Act]) -> None:
    assert acts(standing, EVERYTHING - NOT_AWAITED) == expected


@pytest.mark.parametrize(("standing", "expected"), TABLE)
def test_nobody_is_offered_what_they_have_no_right_to(standing: Standing, expected: list[Act]) -> None:
    assert acts(standing, frozenset()) == []
    for act in expected:
        assert act not in acts(standing, EVERYTHING - {act})


def test_judging_and_closing_are_offered_whenever_they_may_be_done() -> None:
    assert acts(Standing(), NOT_AWAITED) == [Act.JUDGE, Act.CLOSE]


def test_until_its_plan_is_agreed_nobody_waits_for_work_on_it() -> None:
    assert awaited([Act.WORK, Act.JUDGE], Standing(plan=PlanState.SUBMITTED)) == []
    assert awaited([Act.WORK, Act.JUDGE], Standing(plan=PlanState.AGREED)) == [Act.WORK]


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(is_owned=False), "Waits for an administrator to name its owner."),
        (Standing(), ""),
        (Standing(plan=PlanState.DRAFT), "With Dilip Raman, who writes the plan. It is due on 1 April 2026."),
        (Standing(plan=PlanState.RETURNED), "With Dilip Raman since 3 March 2026, to change the plan."),
        (Standing(plan=PlanState.SUBMITTED), "With Judith Marsh since 3 March 2026, to be agreed or returned."),
        (
            Standing(plan=PlanState.AGREED),
            "With Dilip Raman and the owners of the milestones, who work on the plan.",
        ),
        (
            Standing(plan=PlanState.AGREED, to_decide=1),
            "1 milestone waits for somebody independent to look at the evidence.",
        ),
        (
            Standing(plan=PlanState.CHANGING, to_decide=2),
            "2 milestones wait for somebody independent to look at the evidence.",
        ),
        (Standing(plan=PlanState.AGREED, is_settled=True), "With Dilip Raman, to say that the plan is delivered."),
        (
            Standing(plan=PlanState.CHANGING, change=PlanChangeState.SUBMITTED),
            "A change of the plan is with Judith Marsh, to be agreed or returned.",
        ),
        (
            Standing(plan=PlanState.DELIVERED),
            "Waits for somebody independent of the plan to begin its sustain period.",
        ),
        (Standing(plan=PlanState.SUSTAINING), "The sustain period runs until 1 September 2026. Readings go on."),
        (
            Standing(plan=PlanState.SUSTAINING, is_sustained=True),
            "Its sustain period is over. Waits for somebody independent of the plan to assure it.",
        ),
        (
            Standing(plan=PlanState.ASSURED, recommendation=RecommendationState.ASSURED),
            "The plan is assured and awaits inspection. Readings go on.",
        ),
        (
            Standing(plan=PlanState.AGREED, recommendation=RecommendationState.CLOSED),
            "Nothing. This recommendation is closed.",
        ),
        (Standing(recommendation=RecommendationState.SUPERSEDED), "Nothing. This recommendation was superseded."),
        (
            Standing(recommendation=RecommendationState.REPEATED),
            "Nothing. It was repeated in a later report: the work goes on there.",
        ),
    ],
)
def test_each_state_says_in_one_sentence_with_whom_it_is(standing: Standing, words: str) -> None:
    assert waiting(standing, NAMES) == words


def test_where_no_one_lead_is_the_one_the_sentence_names_the_post() -> None:
    said = waiting(Standing(plan=PlanState.SUBMITTED), replace(NAMES, lead=None))
    assert said == "With the regional or national lead since 3 March 2026, to be agreed or returned."


@pytest.mark.parametrize("state", PlanState)
def test_every_state_of_a_plan_has_its_sentence(state: PlanState) -> None:
    assert waiting(Standing(plan=state), Waits(owner="Dilip Raman"))
