"""The two scores of a plan, which decision stands and what lies in the gap, by rules a reader can check by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.score_builders import FRESH, STALE, TODAY, decided, decision, milestone, scored
from tracker.domain.credit import Gap, credit, standing_decision, waiting
from tracker.domain.score_facts import DecisionFacts, LookedAt, MilestoneFacts, Shown
from tracker.domain.score_gap import GapSplit, gap_split, scope_removed
from tracker.domain.scoring import share
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, MilestoneState

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


def test_cancelled_work_whose_place_was_taken_counts_no_longer_and_is_no_scope_removed() -> None:
    replaced = milestone("cancelled", 30, is_replaced=True)
    figures = scored(replaced, milestone("completed", 10), milestone("cancelled", 10))
    assert (figures.reported, scope_removed(figures)) == (5000, 5000)
    assert [line[1] for line in figures.parts["by_milestone"]] == [0, 10, 10]


def test_a_decision_counts_only_while_the_work_is_reported_done() -> None:
    for state in ("planned", "underway", "cancelled"):
        assert credit(replace(decided("sufficient"), state=MilestoneState(state)), TODAY).verified == 0


# --- which decision stands -----------------------------------------------------------------------------------------


def standing(*decisions: DecisionFacts, measure_revision: int = 1) -> int | None:
    found = standing_decision(milestone("completed", decisions=decisions, measure_revision=measure_revision))
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
