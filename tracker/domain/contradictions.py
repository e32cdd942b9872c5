"""What a plan says that does not fit together, each with the way to mend it. Product rules, section 8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.vocabulary import MilestoneState, Response

LAST_WEEK = timedelta(days=7)


class Part(StrEnum):
    """What of the plan is to be mended."""

    RESPONSE = "response"
    PLAN_OWNER = "plan owner"
    DATES = "dates"
    MILESTONE_OWNER = "milestone owner"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Contradiction:
    """`what` does not fit, and `mend`: what to do about it, in which part. `ordinal` says in which milestone."""

    what: str
    mend: str
    part: Part
    ordinal: int | None = None


@dataclass(frozen=True)
class Work:
    """A milestone. `owner_has_left`: its owner works there no more. `waits_for`: the ordinals of others."""

    ordinal: int
    state: MilestoneState
    due_on: date
    owner: str
    owner_has_left: bool
    waits_for: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proof:
    """A piece of evidence with an available version: when its first was uploaded, and the end of its period."""

    title: str
    uploaded_on: date
    period_to: date | None


@dataclass(frozen=True)
class Said:
    """What a plan says. `to_be_done_by`: the date that the recommendation itself sets; `sufficient`: how many
    milestones stand as sufficient; `owner_who_left`: who owns the plan, where they work there no more, else empty.
    """

    response: Response
    published_on: date
    to_be_done_by: date | None
    sufficient: int
    milestones: Sequence[Work]
    evidence: Sequence[Proof]
    owner_who_left: str = ""


def contradictions(said: Said, today: date) -> list[Contradiction]:
    """All of them, the most telling first; an empty list where everything fits."""
    return [*_of_evidence(said, today), *_of_plan(said), *_of_milestones(said)]


def _of_evidence(said: Said, today: date) -> Iterator[Contradiction]:
    kept = [work for work in said.milestones if work.state is not MilestoneState.CANCELLED]
    if kept and not said.sufficient and not any(work.state in OPEN_MILESTONE for work in kept):
        yield Contradiction(
            "Everything is reported done and no evidence has been found sufficient.",
            "Add evidence to each milestone, and ask for it to be reviewed.",
            Part.EVIDENCE,
        )
    if said.evidence and all(proof.uploaded_on > today - LAST_WEEK for proof in said.evidence):
        yield Contradiction(
            "All the evidence was added in the last week.",
            "Add evidence from the time when the work was done.",
            Part.EVIDENCE,
        )
    for proof in said.evidence:
        if proof.period_to is not None and proof.period_to < said.published_on:
            yield Contradiction(
                f"“{proof.title}” is older than the report, so it cannot show a change since.",
                "Add evidence from after the report was published.",
                Part.EVIDENCE,
            )


def _of_plan(said: Said) -> Iterator[Contradiction]:
    if said.owner_who_left:
        yield Contradiction(
            f"The plan is owned by {said.owner_who_left}, who has left.", "Give the plan a new owner.", Part.PLAN_OWNER
        )
    unfinished = any(work.state in OPEN_MILESTONE for work in said.milestones)
    if unfinished and said.response is Response.NOT_AGREED:
        yield Contradiction(
            "The recommendation is not agreed and there is work still to do.",
            "Change the response, or cancel the milestones.",
            Part.RESPONSE,
        )


def _of_milestones(said: Said) -> Iterator[Contradiction]:
    unfinished = [work for work in said.milestones if work.state in OPEN_MILESTONE]
    for work in unfinished:
        if said.to_be_done_by is not None and work.due_on > said.to_be_done_by:
            yield Contradiction(
                f"Milestone {work.ordinal} is due after the date that the recommendation sets.",
                "Bring the milestone forward, or ask for a new date.",
                Part.DATES,
                work.ordinal,
            )
        for other in unfinished:
            if other.ordinal in work.waits_for and other.due_on > work.due_on:
                yield Contradiction(
                    f"Milestone {work.ordinal} waits for milestone {other.ordinal}, which is due later.",
                    f"Bring milestone {other.ordinal} forward, ask for a later date for milestone {work.ordinal}, or "
                    "edit it so that it waits no more.",
                    Part.DATES,
                    work.ordinal,
                )
        if work.owner_has_left:
            yield Contradiction(
                f"Milestone {work.ordinal} is owned by {work.owner}, who has left.",
                "Give the milestone a new owner.",
                Part.MILESTONE_OWNER,
                work.ordinal,
            )
