"""Who asks and where a thing belongs: all that the rules look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tracker.domain.vocabulary import PlanState, Role

NATIONAL_ROLES = frozenset({Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment that holds today: the role and the id of its one scope (none for a national role)."""

    role: Role
    unit_id: int | None = None
    region_id: int | None = None
    inspection_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `person_id` is None for the service itself: a job, or an operator at the command line.

    `stands_in_for`: the ids of those who are away today and whose deputy this is.
    """

    person_id: int | None
    name: str
    held: tuple[Held, ...] = ()
    stands_in_for: frozenset[int] = frozenset()

    @property
    def answers_for(self) -> frozenset[int]:
        """This person and those for whom they stand in: on what any of these has a part in they never decide."""
        return self.stands_in_for if self.person_id is None else self.stands_in_for | {self.person_id}

    @property
    def is_service(self) -> bool:
        return self.person_id is None

    def has(self, *roles: Role) -> bool:
        return any(held.role in roles for held in self.held)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing belongs: what the rules need to know of it, and nothing else."""

    unit_id: int | None = None
    region_id: int | None = None
    inspection_id: int | None = None
    owner_id: int | None = None
    person_id: int | None = None
    plan_state: PlanState | None = None
    is_for_subject: bool = False
    milestone_owner_id: int | None = None
    uploader_id: int | None = None
    is_restricted: bool = False
    asker_id: int | None = None
    needs_nation: bool = False


class Placed(Protocol):
    """Anything that says where it belongs."""

    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, slots=True)
class At:
    """Something of which only its place is known: enough for the rules."""

    place: Place


NOWHERE = Place()


def scope_ids(actor: Actor, roles: Iterable[Role], scope: str) -> tuple[int, ...]:
    """The ids of one scope ("unit_id", "region_id", "inspection_id") in which `actor` holds one of `roles`."""
    wanted = frozenset(roles)
    return tuple(sorted({getattr(h, scope) for h in actor.held if h.role in wanted and getattr(h, scope) is not None}))
