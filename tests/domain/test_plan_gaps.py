"""What a plan lacks is said one by one, in the order one would mend it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.plan_gaps import EMBED_SHARE, Mend, gaps
from tracker.domain.vocabulary import MilestoneState, Response

AT_WORK = {1, 2}


@dataclass(frozen=True)
class Plan:
    response: Response = Response.AGREED


@dataclass(frozen=True)
class Promised:
    id: int = 1
    title: str = "Audit cases"
    owner_id: int = 1
    weight: int = 40
    evidence_expected: str = "An audit of 20 cases."
    is_embed: bool = False
    state: MilestoneState = MilestoneState.PLANNED


EMBED, OTHER = Promised(is_embed=True), Promised(2, "Brief staff", weight=60)


def words(plan: Plan, *milestones: Promised, says_success: bool = True) -> list[str]:
    return [gap.words for gap in gaps(plan, milestones, at_work=AT_WORK, says_success=says_success)]


def test_a_whole_plan_lacks_nothing() -> None:
    assert words(Plan(), EMBED, OTHER) == []


def test_a_plan_without_anything_lacks_its_response_first() -> None:
    assert words(Plan(Response.NONE)) == ["Respond to the recommendation"]


@pytest.mark.parametrize("response", [Response.AGREED, Response.PARTLY_AGREED])
def test_what_is_agreed_even_in_part_needs_a_milestone(response: Response) -> None:
    assert words(Plan(response)) == ["Add at least one milestone"]


@pytest.mark.parametrize("response", [Response.AGREED, Response.PARTLY_AGREED])
def test_it_says_what_success_is_too(response: Response) -> None:
    [gap] = gaps(Plan(response), [EMBED], at_work=AT_WORK, says_success=False)
    assert (gap.words, gap.mend) == ("Say what success is, in words or by a measure", Mend.SAY_SUCCESS)


def test_what_is_not_agreed_needs_no_milestone_and_no_success() -> None:
    assert words(Plan(Response.NOT_AGREED), says_success=False) == []


def test_a_plan_without_an_embed_milestone_is_told_what_that_is() -> None:
    assert words(Plan(), OTHER) == [
        "Add an embed milestone, with at least 40% of the weight: cases checked to show the change"
    ]


@pytest.mark.parametrize(("weight", "is_enough"), [(60, True), (61, False)])
def test_the_embed_milestone_has_at_least_forty_per_cent(weight: int, is_enough: bool) -> None:
    found = gaps(Plan(), [EMBED, Promised(2, "Brief staff", weight=weight)], at_work=AT_WORK, says_success=True)
    assert (found == []) is is_enough
    if found:
        assert (found[0].mend, found[0].milestone_id) == (Mend.EDIT_MILESTONE, EMBED.id)
        assert found[0].words == "Give the embed milestone ‘Audit cases’ at least 40% of the weight: it has 40 of 101"


def test_expected_evidence_and_an_owner_at_work_are_asked_of_each_milestone() -> None:
    found = gaps(
        Plan(),
        [EMBED, Promised(2, "Brief staff", owner_id=9, evidence_expected="")],
        at_work=AT_WORK,
        says_success=True,
    )
    assert [(gap.words, gap.milestone_id) for gap in found] == [
        ("Say what evidence is expected of ‘Brief staff’", 2),
        ("Choose a new owner for ‘Brief staff’, whose owner no longer works here", 2),
    ]


def test_a_cancelled_milestone_counts_for_nothing() -> None:
    gone = Promised(3, weight=100, owner_id=9, evidence_expected="", state=MilestoneState.CANCELLED)
    assert words(Plan(), EMBED, OTHER, gone) == []
    only_gone = Promised(1, is_embed=True, state=MilestoneState.CANCELLED)
    assert words(Plan(), only_gone) == ["Add at least one milestone"]


@given(st.lists(st.builds(Promised, weight=st.integers(1, 100), is_embed=st.booleans()), min_size=1))
def test_a_plan_passes_exactly_when_one_embed_milestone_has_its_share(milestones: list[Promised]) -> None:
    total = sum(each.weight for each in milestones)
    has_share = any(each.is_embed and each.weight / total >= EMBED_SHARE / 100 for each in milestones)
    assert (gaps(Plan(), milestones, at_work=AT_WORK, says_success=True) == []) is has_share
