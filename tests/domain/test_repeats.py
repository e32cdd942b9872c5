"""A recommendation repeats one of an earlier inspection of the same unit or region, and never itself by any way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.repeats import Made, refusal

LATER = Made(2, unit_id=7, region_id=3, published_on=date(2026, 2, 3))
EARLIER = replace(LATER, key=1, published_on=date(2023, 5, 1))


def test_an_earlier_one_of_the_same_unit_may_be_repeated() -> None:
    assert refusal(LATER, EARLIER, {}) is None


def test_so_may_one_to_its_region_as_a_whole() -> None:
    assert refusal(LATER, replace(EARLIER, unit_id=None), {}) is None


@pytest.mark.parametrize("published_on", [LATER.published_on, date(2027, 1, 1)])
def test_one_that_is_no_earlier_may_not(published_on: date) -> None:
    assert refusal(LATER, replace(EARLIER, published_on=published_on), {}) is not None


def test_one_to_another_unit_of_the_region_or_to_nobody_in_it_may_not() -> None:
    assert refusal(LATER, replace(EARLIER, unit_id=8), {}) is not None
    assert refusal(LATER, replace(EARLIER, unit_id=None, region_id=4), {}) is not None
    nowhere = replace(LATER, unit_id=None, region_id=None)
    assert refusal(nowhere, replace(EARLIER, unit_id=None, region_id=None), {}) is not None


def test_a_way_that_leads_back_is_a_ring_of_any_length() -> None:
    assert refusal(LATER, EARLIER, {1: 5, 5: 2}) is not None
    assert refusal(LATER, EARLIER, {1: 5, 5: 6, 6: 5}) is None  # not through this one
