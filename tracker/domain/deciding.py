"""Who may not decide on a milestone, whatever their role. Product rules, sections 1 and 6.

Nobody reviews or verifies what they own, reported done or uploaded, nor a milestone of a plan that they had a hand in,
by the same rule as agreeing it (queries/agreement.py). What is about keeping other people safe, and one
in three of the others (domain/sampling.py), is found sufficient by nobody in the unit's line.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.permissions import Actor, Place, assures, leads_region, works_in_unit


@dataclass(frozen=True)
class Hands:
    """The ids of those who had a hand in a milestone; `uploaders` of any version of the evidence for it.

    `in_plan`: whether the person who is to decide had a hand in the plan, as one who wrote some of it for instance.
    """

    plan_owner: int
    milestone_owner: int
    completed_by: int | None
    uploaders: frozenset[int] = frozenset()
    in_plan: bool = False


def why_not_independent(person_id: int | None, hands: Hands, stands_in_for: frozenset[int] = frozenset()) -> str | None:
    """In words why this person may not decide, or None. The service itself (no person) never decides."""
    if person_id is None:
        return "Only a person can decide on a milestone."
    if person_id == hands.plan_owner:
        return "You own this plan, so somebody else must decide on its milestones."
    if person_id == hands.milestone_owner:
        return "You own this milestone, so somebody else must decide on it."
    if person_id == hands.completed_by:
        return "You reported this milestone done, so somebody else must decide on it."
    if person_id in hands.uploaders:
        return "You uploaded evidence for this milestone, so somebody else must decide on it."
    if hands.in_plan:
        return "You had a hand in this plan, so somebody else must decide on its milestones."
    if stands_in_for & {hands.plan_owner, hands.milestone_owner, hands.completed_by, *hands.uploaders}:
        return "You stand in for somebody who had a hand in this milestone, so somebody else must decide on it."
    return None


def outside_because(keeps_people_safe: bool, is_drawn: bool | None) -> str | None:
    """In words why only somebody outside the unit's line, or an inspector, may find it sufficient; or None."""
    if keeps_people_safe:
        return "This milestone is about keeping other people safe"
    return "This milestone was drawn for a review outside the unit’s line" if is_drawn else None


def why_not_sufficient(actor: Actor, place: Place, keeps_people_safe: bool, is_drawn: bool | None) -> str | None:
    """In words why a review by this person cannot find the milestone sufficient, or None."""
    because = outside_because(keeps_people_safe, is_drawn)
    if because is None or is_outside_the_line(actor, place):
        return None
    return f"{because}, so only an assurance reviewer outside the unit’s line or an inspector can find it sufficient"


def is_outside_the_line(actor: Actor, place: Place) -> bool:
    """An assurance reviewer who neither works in the unit nor leads its region."""
    return assures(actor, place) and not works_in_unit(actor, place) and not leads_region(actor, place)
