"""The reports that make the journeys: a real one where it lies beside this checkout, else an invented one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from tests.factories.readings import REAL_REPORT, SAMPLES


@dataclass(frozen=True)
class Report:
    """`plans`: how many of its recommendations are addressed to the unit inspected; `followed`: how many of those a
    journey takes to their end."""

    file: Path
    unit: str
    region: str
    plans: int
    followed: int
    published_on: date


INVENTED = Report(SAMPLES / "marlow_vale_pdu_2024.txt", "Marlow Vale", "Westmarch", 3, 3, date(2024, 3, 12))
REAL = Report(REAL_REPORT, "Cambridgeshire and Peterborough", "East of England", 4, 4, date(2024, 7, 26))
# The real report where it lies beside this checkout, else the invented one: each run takes minutes.
LIVED, WHAT = (REAL, "the real report") if REAL_REPORT.exists() else (INVENTED, "an invented report")
# The values are (report, hands); the hands are those of the fixture `stage`.
RUNS = [pytest.param(LIVED, hands, id=f"{WHAT}, {hands}") for hands in ("with JavaScript", "without JavaScript")]
BY_KEYBOARD = [pytest.param(replace(INVENTED, followed=1), "by keyboard", id="an invented report, by keyboard")]
