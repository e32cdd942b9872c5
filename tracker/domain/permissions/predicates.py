"""The questions that the rules are put together from, each over an Actor and the Place of a thing."""

from __future__ import annotations

from collections.abc import Callable

from tracker.domain.lifecycles import UNAGREED
from tracker.domain.permissions.places import Actor, Place
from tracker.domain.vocabulary import Role

Predicate = Callable[[Actor, Place], bool]


def works_in_unit(actor: Actor, place: Place) -> bool:
    return place.unit_id is not None and any(held.unit_id == place.unit_id for held in actor.held)


def heads_unit(actor: Actor, place: Place) -> bool:
    return place.unit_id is not None and any(
        held.role is Role.UNIT_HEAD and held.unit_id == place.unit_id for held in actor.held
    )


def leads_region(actor: Actor, place: Place) -> bool:
    return place.region_id is not None and any(held.region_id == place.region_id for held in actor.held)


def inspects(actor: Actor, place: Place) -> bool:
    return place.inspection_id is not None and any(held.inspection_id == place.inspection_id for held in actor.held)


def leads_nationally(actor: Actor, place: Place) -> bool:
    return actor.has(Role.NATIONAL_LEAD)


def assures(actor: Actor, place: Place) -> bool:
    return actor.has(Role.ASSURANCE_REVIEWER)


def administers(actor: Actor, place: Place) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def owns(actor: Actor, place: Place) -> bool:
    return place.owner_id is not None and place.owner_id == actor.person_id


def owns_milestone(actor: Actor, place: Place) -> bool:
    return place.milestone_owner_id is not None and place.milestone_owner_id == actor.person_id


def is_the_person(actor: Actor, place: Place) -> bool:
    return place.person_id is not None and place.person_id == actor.person_id


def owns_nothing_of_it(actor: Actor, place: Place) -> bool:
    """Nobody reviews, agrees, verifies or closes what they own, or what somebody owns for whom they stand in."""
    return place.owner_id not in actor.answers_for and place.milestone_owner_id not in actor.answers_for


def stands_in(actor: Actor, place: Place) -> bool:
    """The milestone's owner is away and has named this person to stand in."""
    return place.milestone_owner_id in actor.stands_in_for


def uploaded(actor: Actor, place: Place) -> bool:
    return place.uploader_id is not None and place.uploader_id == actor.person_id


def asked(actor: Actor, place: Place) -> bool:
    return place.asker_id is not None and place.asker_id == actor.person_id


def did_not_ask(actor: Actor, place: Place) -> bool:
    """Nobody decides on what they asked for, or somebody for whom they stand in."""
    return place.asker_id not in actor.answers_for


def region_decides(actor: Actor, place: Place) -> bool:
    """It need not go one level up."""
    return not place.needs_nation


def decides_dates(actor: Actor, place: Place) -> bool:
    """Holds a role that decides on date changes, wherever."""
    return actor.has(Role.REGIONAL_LEAD, Role.NATIONAL_LEAD)


def unrestricted(actor: Actor, place: Place) -> bool:
    return not place.is_restricted


def for_subject(actor: Actor, place: Place) -> bool:
    """The plan answers a recommendation to the very unit inspected, not to others named in its report."""
    return place.is_for_subject


def past_draft(actor: Actor, place: Place) -> bool:
    return place.plan_state is not None and place.plan_state not in UNAGREED


def decides(actor: Actor, place: Place) -> bool:
    """Holds a role that reviews or verifies, wherever."""
    return actor.has(*_DECIDING)


_DECIDING = (Role.REGIONAL_LEAD, Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD, Role.INSPECTOR)
