"""The outcome of a plan as its page shows it: each measure with its figures in words, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.outcome import band, improvement, share, wilson_interval
from tracker.domain.vocabulary import Rating
from tracker.models import Measure, Reading
from tracker.queries.measures import Measured
from tracker.web.measure_picture import MeasurePicture, measure_picture
from tracker.web.per_cent import between, per_cent


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading and, in words, its share and its 95 % interval."""

    reading: Reading
    share: str
    interval: str
    band: Rating | None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A measure. `improvement` is how much of the way to the target is covered, in words; None where not known.

    The bands are those of the key question that the measure was made from; None where it was made from none.
    """

    measure: Measure
    latest: ReadingLine | None
    readings: tuple[ReadingLine, ...]
    corrected: tuple[ReadingLine, ...]
    baseline_band: Rating | None
    target_band: Rating | None
    improvement: str | None
    picture: MeasurePicture | None


def outcome_line(measured: Measured) -> OutcomeLine:
    measure = measured.measure
    in_bands = measure.key_question_result_id is not None
    lines = tuple(_line(reading, in_bands) for reading in measured.standing)
    return OutcomeLine(
        measure=measure,
        latest=lines[-1] if lines else None,
        readings=lines[::-1],
        corrected=tuple(_line(reading, in_bands) for reading in measured.corrected)[::-1],
        baseline_band=band(measure.baseline * 100) if in_bands and measure.baseline is not None else None,
        target_band=band(measure.target * 100) if in_bands else None,
        improvement=_improvement(measure, measured.latest),
        picture=measure_picture(measure.name, measure.baseline, measure.target, measured.standing, in_bands=in_bands),
    )


def _line(reading: Reading, in_bands: bool) -> ReadingLine:
    found = share(reading.numerator, reading.denominator)
    interval = wilson_interval(reading.numerator, reading.denominator)
    return ReadingLine(reading, per_cent(found), between(interval), band(found) if in_bands else None)


def _improvement(measure: Measure, latest: Reading | None) -> str | None:
    if latest is None or measure.baseline is None:
        return None
    return per_cent(improvement(measure.baseline, measure.target, latest.numerator, latest.denominator))
