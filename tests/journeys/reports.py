"""The reports that make the journeys: an invented one always, a real one where it lies beside this checkout."""

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
WITHOUT_IT = pytest.mark.skipif(not REAL_REPORT.exists(), reason=f"there is no report at {REAL_REPORT}")
# The values are (report, hands); the hands are those of the fixture `stage`.
RUNS = [
    pytest.param(INVENTED, "without JavaScript", id="an invented report, without JavaScript"),
    pytest.param(REAL, "with JavaScript", id="the real report, with JavaScript", marks=WITHOUT_IT),
    pytest.param(REAL, "without JavaScript", id="the real report, without JavaScript", marks=WITHOUT_IT),
]
BY_KEYBOARD = [pytest.param(replace(INVENTED, followed=1), "by keyboard", id="an invented report, by keyboard")]
