"""The service itself decides nothing: no job and no operator agrees, reviews, verifies, judges or closes."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.permissions import Actor, Held, Permission, Place, can
from tracker.domain.vocabulary import PlanState, Role

KEYS = st.none() | st.integers(1, 2)
ANSWERED_FOR = (
    "agree or return a plan",
    "review a milestone",
    "verify a milestone",
    "decide on a milestone",
    "decide on a date change",
    "judge progress",
    "give a verdict",
)


@dataclass(frozen=True)
class Thing:
    place: Place


places = st.builds(
    Place,
    unit_id=KEYS,
    region_id=KEYS,
    inspection_id=KEYS,
    owner_id=KEYS,
    plan_state=st.none() | st.sampled_from(PlanState),
    milestone_owner_id=KEYS,
)
held = st.builds(Held, st.sampled_from(Role), unit_id=KEYS, region_id=KEYS, inspection_id=KEYS)


@given(places, st.lists(held, max_size=5), st.sampled_from(ANSWERED_FOR))
def test_the_service_decides_nothing_wherever_and_whatever_it_holds(place: Place, roles: list[Held], what: str) -> None:
    assert not can(Actor(None, "The service", tuple(roles)), Permission(what), Thing(place))


@given(places, st.lists(held, max_size=5))
def test_an_owner_decides_on_nothing_of_their_own(place: Place, roles: list[Held]) -> None:
    owning = {place.owner_id, place.milestone_owner_id} - {None}
    for person_id in owning:
        actor = Actor(person_id, "Somebody", tuple(roles))
        for what in (each for each in ANSWERED_FOR if each != "judge progress"):
            assert not can(actor, Permission(what), Thing(place))
