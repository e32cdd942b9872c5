"""Who may do what: one table of rules over an Actor and the Place of a thing. Every road asks here.

Source: product rules, section 1 (people). Rights are computed at each request from the assignments that hold
today, so they end the moment an assignment ends.
"""

from __future__ import annotations

from tracker.domain.errors import NotPermitted
from tracker.domain.permissions.places import NATIONAL_ROLES, NOWHERE, Actor, At, Held, Place, Placed, scope_ids
from tracker.domain.permissions.predicates import assures, heads_unit, inspects, leads_region, works_in_unit
from tracker.domain.permissions.rules import ONLY_PEOPLE, RULES
from tracker.domain.permissions.words import Permission
from tracker.domain.vocabulary import PlanState

__all__ = [
    "NATIONAL_ROLES",
    "Actor",
    "At",
    "Held",
    "Permission",
    "Place",
    "Placed",
    "assures",
    "can",
    "heads_unit",
    "inspects",
    "leads_region",
    "may_ever",
    "require",
    "scope_ids",
    "works_in_unit",
]


def can(actor: Actor, permission: Permission, subject: Placed | None = None) -> bool:
    """Whether `actor` may do `permission` to `subject` (or to the service as a whole where there is none)."""
    if permission is Permission.PUBLIC:
        return True
    if permission is Permission.SIGNED_IN:
        return True
    if actor.is_service:
        return permission not in ONLY_PEOPLE
    place = subject.place if subject is not None else NOWHERE
    return any(all(predicate(actor, place) for predicate in row) for row in RULES[permission])


def require(actor: Actor, permission: Permission, subject: Placed | None = None) -> None:
    """Raises NotPermitted, in words, where `can` says no."""
    if not can(actor, permission, subject):
        raise NotPermitted(f"You cannot {permission.value}.")


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Whether some thing could exist to which `actor` may do this: what decides which links a page offers."""
    places = [
        Place(
            unit_id=held.unit_id,
            region_id=held.region_id,
            inspection_id=held.inspection_id,
            owner_id=mine,
            person_id=mine,
            plan_state=PlanState.AGREED,
            is_for_subject=True,
            milestone_owner_id=mine,
            uploader_id=mine,
            asker_id=mine,
        )
        for held in actor.held
        for mine in (actor.person_id, None)
    ]
    return any(
        all(predicate(actor, place) for predicate in row)
        for place in (*places, NOWHERE)
        for row in RULES.get(permission, ())
    )
