"""The outcome of a plan: what its measures read against the report's figures and their targets. Integers, half up.

A share is in hundredths of a per cent, so 6250 is 62.5 %. Source: product rules, section 8 (Outcome).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from tracker.domain.errors import RuleBroken
from tracker.domain.frameworks import KEY_QUESTION_BOUNDARIES, key_question_rating
from tracker.domain.vocabulary import Rating

WHOLE = 10_000  # all of it, in hundredths of a per cent
LARGEST_SAMPLE = 1_000_000
_Z = Decimal("1.959963984540054")  # of the normal distribution, 95 % lies within so many standard deviations


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in hundredths of a per cent."""

    low: int
    high: int


def share(numerator: int, denominator: int) -> int:
    """A part of a whole in hundredths of a per cent."""
    return _half_up(numerator * WHOLE, denominator)


def wilson_interval(numerator: int, denominator: int) -> Interval:
    """The 95 % score interval of a proportion, in hundredths of a per cent.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 209-212. It stays within 0 to 100 % and is sound for the small samples of
    practice audits, where the interval of the textbooks is not.
    """
    with localcontext() as context:
        context.prec = 40
        cases, found, square = Decimal(denominator), Decimal(numerator), _Z * _Z
        middle = found + square / 2
        reach = _Z * (found * (cases - found) / cases + square / 4).sqrt()
        low, high = ((side * WHOLE / (cases + square)) for side in (middle - reach, middle + reach))
        whole = [int(max(side, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP)) for side in (low, high)]
    return Interval(whole[0], min(whole[1], WHOLE))


def improvement(baseline: int, target: int, numerator: int, denominator: int) -> int:
    """How much of the way from the report's figure to the target is covered: 0 to 10000, in hundredths of a per cent.

    `baseline` and `target` are in whole per cent and differ; the target may lie below. What went the wrong way is 0,
    what went past the target is all of it.
    """
    covered, way = 100 * numerator - baseline * denominator, (target - baseline) * denominator
    if way < 0:
        covered, way = -covered, -way
    return _half_up(min(max(covered, 0), way) * WHOLE, way)


def mean_improvement(measured: list[int]) -> int | None:
    """The mean of the improvements of a plan's measures; None where nothing is measured."""
    return _half_up(sum(measured), len(measured)) if measured else None


def band(of_share: int) -> Rating:
    """The key-question band that a share lies in. Its whole per cents count: 79.99 % has not reached 80."""
    return key_question_rating(of_share // 100)


def next_target(percentage: int) -> int | None:
    """The target suggested for a key question: at least Good, else the band above, else all; None at 100."""
    above = [boundary for boundary in KEY_QUESTION_BOUNDARIES[1:] if boundary > percentage]
    if percentage == 100:
        return None
    return above[0] if above else 100


def check_measure(baseline: int | None, target: int, baseline_words: str, source: str) -> None:
    """Raises RuleBroken beside the field: a figure is a per cent with its words and source, and has to change."""
    if not 0 <= target <= 100:
        raise RuleBroken("target", "Target must be between 0 and 100")
    if baseline is not None and not 0 <= baseline <= 100:
        raise RuleBroken("baseline", "The report’s figure must be between 0 and 100")
    if baseline == target:
        raise RuleBroken("target", "The target must be another figure than the report’s")
    if not baseline_words:
        raise RuleBroken("baseline_words", "Enter what the report says")
    if not source:
        raise RuleBroken("source", "Enter where in the report that stands")


def check_reading(
    starts_on: date, ends_on: date, numerator: int, denominator: int, checked_by: str, today: date
) -> None:
    """Raises RuleBroken beside the field: a reading counts cases of a period that is over, and somebody checked it."""
    if ends_on < starts_on:
        raise RuleBroken("ends_on", "The last day must be the same as or after the first day")
    if ends_on > today:
        raise RuleBroken("ends_on", "The last day must be today or in the past")
    if not 0 < denominator <= LARGEST_SAMPLE:
        raise RuleBroken("denominator", f"How many were looked at must be between 1 and {LARGEST_SAMPLE:,}")
    if not 0 <= numerator <= denominator:
        raise RuleBroken("numerator", "How many met the measure must be between 0 and how many were looked at")
    if not checked_by:
        raise RuleBroken("checked_by", "Enter who checked the cases")


def unmeasured_from(agreed_on: date | None, last_due_on: date | None, is_measured: bool) -> date | None:
    """The first day on which more than half of a plan's time has gone, from when it was first agreed to its last due
    date, and nothing was read of its outcome. None for a plan that is measured, was never agreed or has no end.

    One without any milestone that stands, as of a recommendation that is not agreed, has no end: there is no time of it
    of which half could be past, nor anything done whose outcome could be read. A plan with work is measured whatever
    the response (product rules, section 8: Outcome)."""
    if is_measured or agreed_on is None or last_due_on is None:
        return None
    return agreed_on + timedelta(days=(last_due_on - agreed_on).days // 2 + 1)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
