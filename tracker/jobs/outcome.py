"""What a job answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Counts by what was counted, the same however often the job ran for its date; and what failed, in words."""

    counts: Mapping[str, int]
    faults: tuple[str, ...] = ()
