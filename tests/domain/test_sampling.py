"""One milestone in three is drawn, by a lot that hangs on its id alone."""

from __future__ import annotations

from tracker.domain.sampling import is_drawn


def test_about_one_in_three_is_drawn_in_every_thousand() -> None:
    for first in range(1, 30_000, 1_000):
        drawn = sum(is_drawn(key) for key in range(first, first + 1_000))
        assert 270 <= drawn <= 400


def test_the_lot_of_an_id_is_the_same_for_ever() -> None:
    assert [key for key in range(1, 21) if is_drawn(key)] == [1, 2, 4, 11, 13, 16, 17, 18]


def test_no_pattern_of_ids_escapes_the_lot() -> None:
    """Who adds milestones in pairs, or throws away every third, meets it as often."""
    for step in range(2, 8):
        for first in range(step):
            assert any(is_drawn(key) for key in range(first + 1, 60, step))
