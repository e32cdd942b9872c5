"""Whether a recommendation may be said to repeat another: one of an earlier inspection of the same unit or region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Made:
    """A recommendation: its key, the unit or region inspected, and when that was published."""

    key: int
    unit_id: int | None
    region_id: int | None
    published_on: date


def refusal(later: Made, earlier: Made, repeats: Mapping[int, int]) -> str | None:
    """Why `later` cannot repeat `earlier`, in words; None where it can. `repeats` holds the links there are, later to
    earlier, so that no way round leads back."""
    if earlier.published_on >= later.published_on:
        return "Select a recommendation of an earlier inspection"
    same_unit = earlier.unit_id is not None and earlier.unit_id == later.unit_id
    of_region = earlier.unit_id is None and earlier.region_id is not None and earlier.region_id == later.region_id
    if not (same_unit or of_region):
        return "Select a recommendation to the same unit or region"
    key: int | None = earlier.key
    seen = set()
    while key is not None and key not in seen:
        if key == later.key:
            return "That recommendation repeats this one, so this cannot repeat it"
        seen.add(key)
        key = repeats.get(key)
    return None
