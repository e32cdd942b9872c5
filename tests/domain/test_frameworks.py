"""Frameworks, points and bands, checked against what the inspectorate published."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.frameworks import (
    FRAMEWORKS,
    framework_for,
    key_question_rating,
    near_boundary,
    overall_rating,
    points,
)
from tracker.domain.vocabulary import Rating

INADEQUATE, REQUIRES, GOOD, OUTSTANDING = Rating
PUBLISHED = Path(__file__).parents[2].parent / "shared/data/youth-justice-ratings.csv"


@dataclass(frozen=True)
class Printed:
    code: str
    name: str


@pytest.mark.parametrize(
    ("key", "counted", "first_of_each_band"),
    [
        ("pdu_2023", 7, (0, 4, 11, 18)),
        ("region_2023", 8, (0, 5, 13, 21)),
        ("pdu_2021", 9, (0, 5, 14, 23)),
        ("nps_2018", 10, (0, 6, 16, 26)),
        ("crc_2018", 10, (0, 6, 16, 26)),
        ("youth_justice_2018", 12, (0, 7, 19, 31)),
    ],
)
def test_the_bands_of_a_framework_are_those_of_the_published_results(
    key: str, counted: int, first_of_each_band: tuple[int, ...]
) -> None:
    framework = FRAMEWORKS[key]
    assert len(framework.counted) == counted
    assert framework.max_points == 3 * counted
    bands = [overall_rating(score, framework.max_points) for score in range(framework.max_points + 1)]
    assert tuple(bands.index(rating) for rating in Rating) == first_of_each_band
    assert bands == sorted(bands, key=points)


def test_every_published_youth_justice_rating_is_the_band_of_its_score() -> None:
    """The scores are percentages of the points to be had: 36, or fewer where a small service has fewer standards."""
    if not PUBLISHED.exists():
        pytest.skip(f"the published ratings are not here: {PUBLISHED}")
    rows = list(csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines()))
    damaged = {row["service"] for row in rows if row["overall_rating"].capitalize() not in list(Rating)}
    # One row holds a footnote where its rating should stand; what its score gives is all that can be said of it.
    assert damaged == {"Portsmouth"}
    assert overall_rating(22, 36) is GOOD
    # One score, 4.17 %, is no whole number of 36 points: the service was small, and it is 1 of 24.
    small = {row["service"] for row in rows if _points_of(row["score_percent"], 36) is None}
    assert small == {"Ceredigion"}
    assert (_points_of("4.17", 24), overall_rating(1, 24)) == (1, INADEQUATE)
    checked = [row for row in rows if row["service"] not in damaged | small]
    assert len(checked) == 40
    for row in checked:
        score = _points_of(row["score_percent"], 36)
        assert score is not None
        assert overall_rating(score, 36) == row["overall_rating"].capitalize(), row


def _points_of(percentage: str, most: int) -> int | None:
    """The whole points that a percentage printed with two decimals stands for, or None."""
    score = round(float(percentage) * most / 100)
    return score if abs(100 * score / most - float(percentage)) < 0.0051 else None


@pytest.mark.parametrize(("score", "most"), [(-1, 21), (22, 21), (1, 0), (0, -3), (1, 20), (5, 22)])
def test_a_score_that_cannot_be_is_refused(score: int, most: int) -> None:
    with pytest.raises(ValueError, match="points"):
        overall_rating(score, most)


@given(st.integers(1, 40), st.data())
def test_a_mean_of_half_a_point_on_either_side_of_a_rating_is_still_that_rating(
    standards: int, data: st.DataObject
) -> None:
    rating = data.draw(st.sampled_from(Rating))
    half = standards // 2
    score = points(rating) * standards + data.draw(st.integers(-((standards - 1) // 2), half))
    if 0 <= score <= 3 * standards:
        assert overall_rating(score, 3 * standards) is rating


def test_points_run_from_inadequate_to_outstanding() -> None:
    assert [points(rating) for rating in Rating] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("percentage", "rating"),
    [
        (0, INADEQUATE),
        (49, INADEQUATE),
        (50, REQUIRES),
        (64, REQUIRES),
        (65, GOOD),
        (79, GOOD),
        (80, OUTSTANDING),
        (100, OUTSTANDING),
    ],
)
def test_the_band_of_a_key_question(percentage: int, rating: Rating) -> None:
    assert key_question_rating(percentage) is rating


@pytest.mark.parametrize("percentage", [-1, 101])
def test_a_share_outside_nought_to_a_hundred_is_refused(percentage: int) -> None:
    with pytest.raises(ValueError, match="percentage"):
        key_question_rating(percentage)


def test_less_than_five_points_from_a_boundary_the_inspectorate_may_use_discretion() -> None:
    assert [percentage for percentage in range(101) if near_boundary(percentage)] == [
        *range(46, 55),
        *range(61, 70),
        *range(76, 85),
    ]


@pytest.mark.parametrize("key", FRAMEWORKS)
def test_a_framework_is_known_by_its_own_standards(key: str) -> None:
    found = framework_for(FRAMEWORKS[key].standards)
    assert found is FRAMEWORKS[key]


def test_codes_that_several_frameworks_print_are_told_apart_by_their_names() -> None:
    youth = [Printed("1.1", "Governance and Leadership"), Printed("1.3", "Partnerships and services")]
    found = framework_for([*youth, Printed("2.1", "Assessment")])
    assert found is not None
    assert found.key == "youth_justice_2018"


def test_standards_of_no_framework_and_a_tie_are_not_guessed_at() -> None:
    assert framework_for([]) is None
    assert framework_for([Printed("X 9", "Something"), Printed("7.7", "Else")]) is None
    assert framework_for([Printed("3.9", "New"), Printed("5.1", "New"), Printed("1.1", "Leadership")]) is None


def test_the_three_key_questions_of_each_case_standard_are_known() -> None:
    asked = {standard.code: len(standard.key_questions) for standard in FRAMEWORKS["pdu_2023"].standards}
    assert asked == {"P 1.1": 0, "P 1.2": 0, "P 1.3": 0, "P 2.1": 3, "P 2.2": 3, "P 2.3": 3, "P 2.4": 3}


def test_the_resettlement_standard_of_youth_justice_does_not_count() -> None:
    uncounted = [s.code for s in FRAMEWORKS["youth_justice_2018"].standards if not s.counted]
    assert uncounted == ["4.1"]
