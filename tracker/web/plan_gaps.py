"""Where each thing that a plan lacks is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from tracker.domain.plan_gaps import Gap, Mend


@dataclass(frozen=True, slots=True)
class LinkedGap:
    words: str
    href: str


def linked(gaps: Iterable[Gap], plan_id: int) -> list[LinkedGap]:
    """The gaps of a plan, each with the address of the page that closes it."""
    return [LinkedGap(gap.words, _address(gap, plan_id)) for gap in gaps]


def _address(gap: Gap, plan_id: int) -> str:
    if gap.milestone_id is not None:
        return url_for("milestones.edit", milestone_id=gap.milestone_id)
    return url_for(_PAGES[gap.mend], plan_id=plan_id)


_PAGES = {Mend.RESPOND: "plans.respond", Mend.SAY_SUCCESS: "plans.edit", Mend.ADD_MILESTONE: "milestones.add"}
