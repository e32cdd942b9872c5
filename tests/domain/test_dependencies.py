"""No milestone waits for itself, by whatever way round."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.dependencies import in_words, ring

keys = st.integers(1, 6)


def test_without_a_way_back_there_is_no_ring() -> None:
    assert ring({}, 1, []) is None
    assert ring({2: [3], 3: [4]}, 1, [2, 3]) is None
    assert ring({2: [3], 3: [2]}, 1, [4]) is None  # a ring of others is theirs


def test_the_way_back_is_told_step_by_step() -> None:
    assert ring({}, 1, [1]) == (1, 1)
    assert ring({2: [1]}, 1, [2]) == (1, 2, 1)
    assert ring({2: [3], 3: [4], 4: [1]}, 1, [2]) == (1, 2, 3, 4, 1)


@given(waits=st.dictionaries(keys, st.lists(keys, max_size=4)), wanted=st.lists(keys, max_size=4))
def test_a_ring_is_found_exactly_where_one_can_walk_back(waits: dict[int, list[int]], wanted: list[int]) -> None:
    reached, to_walk = set(wanted), list(wanted)
    while to_walk:
        new = set(waits.get(to_walk.pop(), ())) - reached
        reached |= new
        to_walk += new
    way = ring({key: value for key, value in waits.items() if key != 1}, 1, wanted)
    assert (way is not None) == (1 in reached)
    if way is not None:
        assert way[0] == way[-1] == 1
        steps = {1: wanted} | {key: value for key, value in waits.items() if key != 1}
        assert all(after in steps[before] for before, after in pairwise(way))


def test_milestones_are_named_in_their_order_each_once() -> None:
    assert in_words([3]) == "milestone 3"
    assert in_words([5, 2, 5]) == "milestones 2 and 5"
    assert in_words([5, 2, 3]) == "milestones 2, 3 and 5"
