"""One act upon several things: each is checked and recorded by itself, and what fails does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Thing]):
    """Those it was done to, and those it was not, each with why not in words."""

    done: tuple[Thing, ...]
    refused: tuple[tuple[Thing, str], ...]


def each(things: Iterable[Thing], act: Callable[[Thing], object]) -> Outcome[Thing]:
    """Does `act` to each in turn. It is a verb that refuses before it changes anything, so a refusal leaves nothing."""
    done: list[Thing] = []
    refused: list[tuple[Thing, str]] = []
    for thing in things:
        try:
            act(thing)
        except (Conflict, InvalidMove, NotPermitted, RuleBroken) as error:
            refused.append((thing, str(error)))
        else:
            done.append(thing)
    return Outcome(tuple(done), tuple(refused))
