"""What can go wrong by the rules, in words a person can read. The web turns each into a page or a field's error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class TrackerError(Exception):
    """The root: a message in plain words, safe to show."""


class NotFound(TrackerError):
    """There is no such thing, or this person may not know of it. The two are never told apart."""


class NotPermitted(TrackerError):
    """This person may know of the thing but may not do this to it."""


class InvalidMove(TrackerError):
    """The thing is in a state from which this move is not possible."""


class RuleBroken(TrackerError):
    """A value breaks a rule. `field` names the form field (snake case) beside which the message is shown."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Difference:
    """One field of a conflict: what stands now and what this person wanted, both as text."""

    label: str
    theirs: str
    mine: str


class Conflict(TrackerError):
    """Somebody else changed the thing since this person's form was opened."""

    def __init__(self, message: str, current: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.current = dict(current or {})


class UnreadableReport(TrackerError):
    """A file that is no inspection report we can read: one sentence, what is wrong and what to do."""
