"""Absences: from a day to a day, with a deputy who is there, and never two of a person at a time. Product rules,
section 1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from tracker.domain.errors import RuleBroken

Days = TypeVar("Days", bound="Span")


class Span(Protocol):
    """Both days are included."""

    @property
    def from_on(self) -> date: ...
    @property
    def to_on(self) -> date: ...


def overlapping(from_on: date, to_on: date, others: Iterable[Days]) -> Days | None:
    """The first of `others` that has a day in common with these."""
    return next((other for other in others if other.from_on <= to_on and from_on <= other.to_on), None)


def check_days(from_on: date | None, to_on: date | None, *, today: date) -> tuple[date, date]:
    """The two days. RuleBroken, naming the field, where they cannot be those of an absence that is still to come."""
    if from_on is None:
        raise RuleBroken("from_on", "Enter the first day away")
    if to_on is None:
        raise RuleBroken("to_on", "Enter the last day away")
    if to_on < from_on:
        raise RuleBroken("to_on", "Last day away must be the same as or after the first")
    if to_on < today:
        raise RuleBroken("to_on", "Last day away must be today or in the future")
    return from_on, to_on
