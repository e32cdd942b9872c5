"""Who may take over what somebody else held. The other spelling of queries/owners.py for people already loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.domain.permissions import Actor, At, Permission, Place, can, leads_region
from tracker.domain.vocabulary import MilestoneState, Role

# A milestone stays with somebody until it is verified or cancelled: until then its evidence is owed.
HELD_MILESTONE = frozenset({MilestoneState.PLANNED, MilestoneState.UNDERWAY, MilestoneState.COMPLETED})


def may_take(taker: Actor, place: Place, *, is_milestone: bool) -> bool:
    """Whether `taker`, with the roles they hold today, may own a plan, or a milestone of one, at `place`.

    Whoever works there may, and a milestone of a unit's plan also who leads its region; of what is addressed to others
    than the inspected, whoever could then work on it.
    """
    if _works_at(taker, place) or (is_milestone and leads_region(taker, place)):
        return True
    if place.is_for_subject:
        return False
    if is_milestone:
        theirs = replace(place, milestone_owner_id=taker.person_id)
        return can(taker, Permission.WORK_ON_MILESTONE, At(theirs))
    return can(taker, Permission.RESPOND, At(replace(place, owner_id=taker.person_id)))


def _works_at(taker: Actor, place: Place) -> bool:
    if place.unit_id is not None:
        return any(held.unit_id == place.unit_id for held in taker.held)
    if place.region_id is not None:
        return any(held.region_id == place.region_id for held in taker.held)
    return taker.has(Role.NATIONAL_LEAD)


def in_words(names: Iterable[str]) -> str:
    """“Ann”, “Ann and Bo”, “Ann, Bo and Cy”."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
