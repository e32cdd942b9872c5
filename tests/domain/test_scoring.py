"""The two scores of a plan and its status, by rules a reader can check by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.adapters import bank_holidays
from tracker.domain.credit import Gap, credit, standing_decision, waiting
from tracker.domain.deadlines import Window
from tracker.domain.score_facts import DecisionFacts, LookedAt, MilestoneFacts, PlanFacts, Shown, day_of
from tracker.domain.score_gap import GapSplit, gap_split, scope_removed, suggested
from tracker.domain.scoring import Figures, score, share
from tracker.domain.vocabulary import (
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    MilestoneState,
    PlanStatus,
    Progress,
)

TODAY = date(2026, 6, 3)  # a Wednesday
DAY = day_of(TODAY, bank_holidays.calendar())
FRESH = LookedAt(1, 1, EvidenceKind.PRACTICE_AUDIT, TODAY, False)
STALE = LookedAt(2, 12, EvidenceKind.PRACTICE_AUDIT, TODAY - timedelta(days=200), False)
_ordinals = iter(range(1, 10_000))


def milestone(state: str, weight: int = 1, **more: Any) -> MilestoneFacts:
    due = {"due_on": TODAY + timedelta(days=30)}
    return MilestoneFacts(next(_ordinals), weight, MilestoneState(state), **(due | more))


def decision(outcome: str, *looked_at: LookedAt, **more: Any) -> DecisionFacts:
    values: dict[str, Any] = {"id": 1, "level": DecisionLevel.REVIEW, "measure_revision": 1} | more
    return DecisionFacts(outcome=DecisionOutcome(outcome), looked_at=looked_at, **values)


def decided(outcome: str, *looked_at: LookedAt, weight: int = 1) -> MilestoneFacts:
    return milestone("completed", weight, decisions=(decision(outcome, *(looked_at or (FRESH,))),))


def plan(*milestones: MilestoneFacts, **more: Any) -> PlanFacts:
    values: dict[str, Any] = {"is_answered": True, "answer_due": TODAY} | more
    return PlanFacts(milestones, **values)


def scored(*milestones: MilestoneFacts, **more: Any) -> Figures:
    return score(plan(*milestones, **more), DAY)


# --- reported done and verified ------------------------------------------------------------------------------------


def test_work_underway_counts_three_tenths_as_reported_done_and_nothing_as_verified() -> None:
    figures = scored(milestone("planned"), milestone("underway"), milestone("completed"), milestone("verified"))
    assert (figures.reported, figures.verified) == (5750, 0)


def test_weights_count() -> None:
    assert scored(milestone("completed", 3), milestone("planned", 1)).reported == 7500


@pytest.mark.parametrize(
    ("outcome", "evidence", "verified"),
    [
        ("sufficient", FRESH, 10_000),
        ("partly", FRESH, 5_000),
        ("insufficient", FRESH, 0),
        ("sufficient", STALE, 5_000),
        ("partly", STALE, 2_500),
        ("insufficient", STALE, 0),
    ],
)
def test_a_decision_counts_by_its_words_and_half_on_stale_evidence(
    outcome: str, evidence: LookedAt, verified: int
) -> None:
    assert scored(decided(outcome, evidence)).verified == verified


def test_one_stale_piece_among_several_halves_what_rests_on_them_all() -> None:
    assert credit(decided("sufficient", FRESH, STALE), TODAY).verified == 10
    assert credit(decided("sufficient", FRESH, STALE), TODAY).stale_evidence == 12


def test_half_a_hundredth_is_rounded_up() -> None:
    assert share(20, 3) == 3333
    assert share(2 * 20, 3) == 6667
    assert share(1, 1000) == 1  # 0.5 of a hundredth
    assert share(0, 0) == 0


def test_cancelled_work_stays_in_the_denominator_and_is_shown_as_scope_removed() -> None:
    figures = scored(milestone("completed"), milestone("cancelled"))
    assert (figures.reported, scope_removed(figures)) == (5000, 5000)


def test_a_decision_counts_only_while_the_work_is_reported_done() -> None:
    for state in ("planned", "underway", "cancelled"):
        assert credit(replace(decided("sufficient"), state=MilestoneState(state)), TODAY).verified == 0


# --- which decision stands -----------------------------------------------------------------------------------------


def standing(*decisions: DecisionFacts, **more: Any) -> int | None:
    found = standing_decision(milestone("completed", decisions=decisions, **more))
    return found.id if found else None


def test_the_latest_inspector_s_decision_stands_else_the_latest_reviewer_s() -> None:
    first, second = decision("insufficient", id=1), decision("sufficient", id=2)
    inspector = decision("partly", id=3, level=DecisionLevel.VERIFICATION)
    later = decision("sufficient", id=4)
    assert standing(second, first) == 2
    assert standing(first, second, inspector, later) == 3
    assert standing() is None


def test_a_change_of_the_measure_leaves_every_earlier_decision_behind() -> None:
    inspector = decision("sufficient", id=1, level=DecisionLevel.VERIFICATION)
    again = decision("partly", id=2, measure_revision=2)
    assert standing(inspector, measure_revision=2) is None
    assert standing(inspector, again, measure_revision=2) == 2


def test_credit_goes_when_anything_that_was_looked_at_is_withdrawn() -> None:
    gone = replace(FRESH, version_id=9, is_withdrawn=True)
    assert standing(decision("sufficient", FRESH, gone)) is None


def test_withdrawing_what_an_unwelcome_decision_looked_at_brings_no_older_credit_back() -> None:
    gone = replace(FRESH, version_id=9, is_withdrawn=True)
    kind, unkind = decision("sufficient", FRESH, id=1), decision("insufficient", gone, id=2)
    assert standing(kind, unkind) is None
    assert standing(kind, replace(unkind, level=DecisionLevel.VERIFICATION)) is None


def test_a_newer_version_waits_without_taking_credit() -> None:
    newer = Shown(evidence_id=1, version_id=7, number=2)
    facts = replace(decided("sufficient"), shown=(newer,))
    assert waiting(facts) == [newer]
    assert credit(facts, TODAY).verified == 20
    assert waiting(replace(facts, shown=(Shown(1, FRESH.version_id, 1),))) == []


# --- the gap -------------------------------------------------------------------------------------------------------


def test_the_gap_is_split_by_whose_move_it_is() -> None:
    shown = (Shown(5, 50, 1),)
    figures = scored(
        milestone("completed", shown=shown),
        milestone("completed"),
        decided("partly"),
        decided("insufficient"),
        milestone("underway"),
    )
    assert gap_split(figures) == GapSplit(waiting=2000, judged=3000, unshown=2000, underway=600)
    assert figures.reported - figures.verified == 7600


def test_newer_evidence_after_an_insufficient_decision_waits_for_a_reviewer() -> None:
    facts = replace(decided("insufficient"), shown=(Shown(5, 50, 1),))
    assert credit(facts, TODAY).gap is Gap.WAITING


ANY_MILESTONE = st.builds(
    MilestoneFacts,
    ordinal=st.integers(1, 99),
    weight=st.integers(1, 100),
    state=st.sampled_from(MilestoneState),
    due_on=st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=30)),
    decisions=st.lists(
        st.builds(
            DecisionFacts,
            id=st.integers(1, 9),
            level=st.sampled_from(DecisionLevel),
            outcome=st.sampled_from(DecisionOutcome),
            measure_revision=st.integers(1, 2),
            looked_at=st.lists(
                st.sampled_from([FRESH, STALE, replace(FRESH, version_id=9, is_withdrawn=True)]), max_size=2
            ).map(tuple),
        ),
        max_size=3,
        unique_by=lambda each: each.id,
    ).map(tuple),
    shown=st.sampled_from([(), (Shown(1, 1, 1),), (Shown(5, 50, 1),)]),
)
ANY_MILESTONES = st.lists(ANY_MILESTONE, max_size=12, unique_by=lambda each: each.ordinal)


@given(ANY_MILESTONES)
def test_whatever_the_plan_the_gap_sums_exactly_and_nothing_is_verified_that_is_not_reported(
    milestones: list[MilestoneFacts],
) -> None:
    figures = scored(*milestones)
    split = gap_split(figures)
    assert sum(split) == figures.reported - figures.verified
    assert min(split) >= 0
    assert 0 <= figures.verified <= figures.reported <= 10_000


@given(ANY_MILESTONES, st.integers(1, 50))
def test_withdrawing_evidence_never_adds_credit(milestones: list[MilestoneFacts], version_id: int) -> None:
    def withdrawn(looked_at: LookedAt) -> LookedAt:
        return replace(looked_at, is_withdrawn=looked_at.is_withdrawn or looked_at.version_id == version_id)

    after = [
        replace(
            each,
            decisions=tuple(replace(d, looked_at=tuple(map(withdrawn, d.looked_at))) for d in each.decisions),
            shown=tuple(shown for shown in each.shown if shown.version_id != version_id),
        )
        for each in milestones
    ]
    assert scored(*after).verified <= scored(*milestones).verified


# --- status --------------------------------------------------------------------------------------------------------


def overdue(working_days: int) -> MilestoneFacts:
    return milestone("planned", due_on=bank_holidays.calendar().add_working_days(TODAY, -working_days))


def test_statuses_come_in_their_order() -> None:
    assert scored(decided("sufficient"), milestone("cancelled")).status is PlanStatus.DELIVERED
    assert scored(overdue(11)).status is PlanStatus.OFF_TRACK
    assert scored(overdue(10)).status is PlanStatus.AT_RISK
    assert scored(overdue(1)).status is PlanStatus.AT_RISK
    assert scored(milestone("planned", due_on=TODAY)).status is PlanStatus.NOT_STARTED
    assert scored(milestone("underway")).status is PlanStatus.ON_TRACK
    assert scored().status is PlanStatus.NOT_STARTED
    assert scored(milestone("cancelled")).status is PlanStatus.NOT_STARTED


def test_a_recommendation_without_its_response_is_overdue_too() -> None:
    late = TODAY - timedelta(days=1)
    assert scored(milestone("underway"), is_answered=False, answer_due=late).status is PlanStatus.AT_RISK
    assert scored(milestone("underway"), is_answered=True, answer_due=late).status is PlanStatus.ON_TRACK


@pytest.mark.parametrize(("days_until", "status"), [(91, "on_track"), (90, "at_risk"), (-10, "at_risk")])
def test_near_the_reinspection_what_is_reported_must_be_shown(days_until: int, status: str) -> None:
    opens = TODAY + timedelta(days=days_until)
    near = Window(opens, opens + timedelta(days=14))
    assert scored(milestone("completed"), window=near).status == status


def test_reviews_that_wait_put_no_plan_at_risk() -> None:
    near = Window(TODAY, TODAY)
    assert scored(milestone("completed", shown=(Shown(5, 50, 1),)), window=near).status is PlanStatus.ON_TRACK
    assert scored(milestone("underway"), window=near).status is PlanStatus.ON_TRACK  # exactly 30 points


def test_the_suggested_judgement_is_one_of_the_four_words() -> None:
    assert [suggested(share) for share in (0, 1_999, 2_000, 5_000, 8_000, 10_000)] == [
        Progress.NO_MEANINGFUL,
        Progress.NO_MEANINGFUL,
        Progress.INSUFFICIENT,
        Progress.REASONABLE,
        Progress.GOOD,
        Progress.GOOD,
    ]
