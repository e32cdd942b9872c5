"""Each word of each vocabulary has words and a colour of its own, though other vocabularies share its spelling."""

from __future__ import annotations

from enum import Enum

import pytest

from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeLevel,
    EvidenceKind,
    MilestoneState,
    PlanState,
    RecommendationState,
    ResponseReason,
    SubjectKind,
    Whose,
)
from tracker.web.labels import SAID, label, tag
from tracker.web.labels.picture import FILLS


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (RecommendationState.OPEN, "Open"),
        (BlockerState.OPEN, "Blocked"),
        (EvidenceKind.OTHER, "Other document"),
        (SubjectKind.OTHER, "Other"),
        (Whose.OTHER, "Somebody else"),
        (SubjectKind.REGION, "Probation region"),
        (DateChangeLevel.REGION, "Regional lead"),
        (ResponseReason.POLICY, "Policy"),
        (EvidenceKind.POLICY, "Policy or guidance"),
    ],
)
def test_words_of_the_same_spelling_are_told_apart(value: Enum, words: str) -> None:
    assert label(value) == words


def test_every_member_of_a_vocabulary_that_has_words_has_its_own() -> None:
    named = [(type(one.member), one.member.name) for one in SAID]
    assert len(set(named)) == len(named)
    for vocabulary in {type(one.member) for one in SAID}:
        assert {(vocabulary, member.name) for member in vocabulary} <= set(named)


def test_each_part_of_the_picture_of_a_plan_has_its_fill() -> None:
    assert set(FILLS) == set(MilestoneState)


def test_a_member_without_a_colour_of_its_own_is_grey_and_takes_none_from_another() -> None:
    assert tag(PlanState.ASSURED) == "govuk-tag govuk-tag--purple"
    assert tag(BlockerState.OPEN) == "govuk-tag govuk-tag--orange"
    assert tag(RecommendationState.OPEN) == "govuk-tag govuk-tag--grey"
