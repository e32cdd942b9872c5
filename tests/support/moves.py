"""Who tries a move, and what comes of it: shared by the tests that try every (state, move, role).

A cell is the state afterwards, "not now" where the state has no such move, or "may not".
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.domain.errors import InvalidMove, NotPermitted
from tracker.domain.permissions import Actor, Held, Place
from tracker.domain.vocabulary import Role

FOLDER = Path(__file__).parents[1] / "services" / "moves"
ROLES = ("head", "contributor", "lead", "lead elsewhere", "reviewer", "inspector", "national", "administrator", "job")
# what Lifecycle.move says where a state has no words of its own
NO_WORDS = "This cannot be done now."


def lines_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def actor(role: str, people: dict[str, int], place: Place) -> Actor:
    """Somebody who holds that role at the place and nothing else; `people` gives a person's id to each role."""
    held = {
        "head": Held(Role.UNIT_HEAD, unit_id=place.unit_id),
        "contributor": Held(Role.CONTRIBUTOR, unit_id=place.unit_id),
        "lead": Held(Role.REGIONAL_LEAD, region_id=place.region_id),
        "lead elsewhere": Held(Role.REGIONAL_LEAD, region_id=999),
        "reviewer": Held(Role.ASSURANCE_REVIEWER),
        "inspector": Held(Role.INSPECTOR, inspection_id=place.inspection_id),
        "national": Held(Role.NATIONAL_LEAD),
        "administrator": Held(Role.ADMINISTRATOR),
    }
    return OPERATOR if role == "job" else Actor(people[role], role, (held[role],))


def outcome(session: Session, move: Callable[[], object], state: Callable[[], StrEnum]) -> str:
    """What comes of the move; whatever it did is undone, so that the next one finds things as they were."""
    try:
        move()
        return state().value
    except NotPermitted as refused:
        return "may not" if str(refused) else "no words"
    except InvalidMove as refused:
        return "no words of its own" if str(refused) == NO_WORDS else "not now"
    finally:
        session.expunge_all()
        session.rollback()


def table(states: type[StrEnum], moves: list[str], find: Callable[[Any, str, str], str]) -> list[dict[str, str]]:
    """The table as it is found to be, in the order of its file."""
    return [
        {"state": state.value, "move": move} | {role: find(state, move, role) for role in ROLES}
        for state in states
        for move in moves
    ]
