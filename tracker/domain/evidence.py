"""What is said of a piece of evidence, and the rules for saying it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import EvidenceKind


@dataclass(frozen=True)
class About:
    """What a person says of evidence: its title, what it shows, for which milestones, and of which time."""

    title: str
    kind: EvidenceKind
    milestone_ids: frozenset[int]
    shows: str = ""
    period_from: date | None = None
    period_to: date | None = None
    is_restricted: bool = False


def whole(about: About, *, today: date) -> About:
    """`about`, once nothing is missing and its dates make sense. Raises RuleBroken beside the field."""
    if not about.title:
        raise RuleBroken("title", "Enter a title")
    if not about.milestone_ids:
        raise RuleBroken("milestones", "Select at least one milestone that this evidence is for")
    if (about.period_from is None) != (about.period_to is None):
        missing = "period_from" if about.period_from is None else "period_to"
        raise RuleBroken(missing, "Enter both dates of the period, or leave both empty")
    if about.period_from is not None and about.period_to is not None:
        if about.period_to < about.period_from:
            raise RuleBroken("period_to", "The period must end on or after the day it starts")
        if about.period_to > today:
            raise RuleBroken("period_to", "The period must not end in the future")
    return about
