"""What a journey is about: the people at their windows, the recommendations that are followed, the files, the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.journeys.cast import CONTRIBUTOR
from tests.journeys.roles.plans import Case, Promised
from tests.journeys.stage import Stage

IN_JUNE = datetime(2031, 6, 2, 9, 0, tzinfo=UTC)
IN_DECEMBER = datetime(2031, 12, 8, 9, 0, tzinfo=UTC)
END_OF_SEPTEMBER = date(2031, 9, 30)
MAY = (date(2031, 5, 1), date(2031, 5, 31))  # six months later, on 1 December, a sample of cases is stale


@dataclass
class Story:
    """What happens once happens to the first, the second or the last; the others are those between."""

    stage: Stage
    cases: list[Case]
    files: tuple[Path, Path]

    @property
    def first(self) -> Case:
        return self.cases[0]

    @property
    def second(self) -> Case:
        return self.cases[1]

    @property
    def last(self) -> Case:
        return self.cases[-1]

    @property
    def late(self) -> list[Case]:
        """Those whose work is begun and not done when its time is over."""
        return [case for case in self.cases if not case.is_delivered]


def whole_life_of(recommendations: Sequence[tuple[str, str]]) -> list[Case]:
    """At least three: the first has a milestone about keeping people safe, the second one that waits for a partner,
    and of the last everything is delivered."""
    cases = [a_case(number, *each) for number, each in enumerate(recommendations, 1)]
    cases[0] = with_safety(cases[0])
    second = cases[1]
    second.audit = _promised(
        "Audit twenty cases, 2", 70, "An audit of 20 cases.", is_embed=True, waits_for=_BRIEF_FIRST
    )
    second.partner = _promised("Agree a form with the police", 10, "The form.")
    cases[-1].is_delivered = True
    return cases


def a_case(number: int, name: str, address: str) -> Case:
    work = _promised(f"Brief every practitioner, {number}", 20, "The list of who was briefed.")
    audit = _promised(f"Audit twenty cases, {number}", 80, "An audit of 20 cases.", is_embed=True)
    return Case(number, name, address, work, audit)


def with_safety(case: Case) -> Case:
    case.audit = _promised(case.audit.title, 50, case.audit.evidence_expected, is_embed=True)
    case.safety = _promised("Review every case of high risk", 30, "The reviews.", keeps_people_safe=True)
    return case


def _promised(
    title: str,
    weight: int,
    evidence: str,
    *,
    is_embed: bool = False,
    keeps_people_safe: bool = False,
    waits_for: str = "",
) -> Promised:
    return Promised(title, CONTRIBUTOR.name, END_OF_SEPTEMBER, weight, evidence, is_embed, keeps_people_safe, waits_for)


_BRIEF_FIRST = "1. Brief every practitioner, 2"
