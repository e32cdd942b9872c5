"""The inspectorate's frameworks as data, and the sums that follow from them.

Points and bands are derived from published results (product rules, section 5), not quoted from a standard: points
are Inadequate 0, Requires improvement 1, Good 2, Outstanding 3, summed over the standards that count. A computed
rating is a check on what was published and never takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tracker.domain.vocabulary import Rating

RATINGS = (Rating.INADEQUATE, Rating.REQUIRES_IMPROVEMENT, Rating.GOOD, Rating.OUTSTANDING)
MOST_POINTS = len(RATINGS) - 1
KEY_QUESTION_BOUNDARIES = (50, 65, 80)


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard as its framework prints it. `key_questions` are empty where it is judged on other evidence."""

    code: str
    name: str
    counted: bool = True
    key_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """The standards a kind of service is inspected against. An inspection stores the `key`."""

    key: str
    name: str
    standards: tuple[Standard, ...]

    @property
    def counted(self) -> tuple[Standard, ...]:
        return tuple(standard for standard in self.standards if standard.counted)

    @property
    def max_points(self) -> int:
        """The most points to be had; a small service with fewer counted standards has its own, lower maximum."""
        return MOST_POINTS * len(self.counted)

    def standard(self, code: str) -> Standard | None:
        return next((standard for standard in self.standards if standard.code == code), None)


def _organisation(*names: str, prefix: str = "") -> tuple[Standard, ...]:
    return tuple(Standard(f"{prefix}1.{place}", name) for place, name in enumerate(names, start=1))


_CASEWORK = ("Assessment", "Planning", "Implementation and delivery", "Reviewing")
_PROBATION_QUESTIONS = (
    (
        "Does assessment focus sufficiently on engaging the person on probation?",
        "Does assessment focus sufficiently on the factors linked to offending and desistance?",
        "Does assessment focus sufficiently on keeping other people safe?",
    ),
    (
        "Does planning focus sufficiently on engaging the person on probation?",
        "Does planning focus sufficiently on reducing reoffending and supporting desistance?",
        "Does planning focus sufficiently on keeping other people safe?",
    ),
    (
        "Is the sentence or post-custody period implemented effectively with a focus on engaging the person on "
        "probation?",
        "Does the implementation and delivery of services effectively support desistance?",
        "Does the implementation and delivery of services effectively support the safety of other people?",
    ),
    (
        "Does reviewing focus sufficiently on supporting the compliance and engagement of the person on probation?",
        "Does reviewing focus sufficiently on supporting desistance?",
        "Does reviewing focus sufficiently on keeping other people safe?",
    ),
)


def _casework(prefix: str = "2") -> tuple[Standard, ...]:
    pairs = zip(_CASEWORK, _PROBATION_QUESTIONS, strict=True)
    return tuple(Standard(f"{prefix}.{n}", name, True, asked) for n, (name, asked) in enumerate(pairs, start=1))


PDU_2023 = Framework(
    "pdu_2023",
    "Probation Delivery Unit, from October 2023",
    _organisation("Leadership", "Staffing", "Services", prefix="P ") + _casework("P 2"),
)
REGION_2023 = Framework(
    "region_2023",
    "Probation region, from October 2023",
    (
        *_organisation("Leadership", "Staffing", prefix="R "),
        Standard("R 2.1", "Public protection"),
        Standard("R 2.2", "Desistance"),
        Standard("R 2.3", "Court work"),
        Standard("R 2.4", "Unpaid work"),
        Standard("R 2.5", "Resettlement"),
        Standard("R 2.6", "Statutory victim work"),
    ),
)
PDU_2021 = Framework(
    "pdu_2021",
    "Probation Delivery Unit, 2021 to 2023",
    (
        *_organisation("Leadership", "Staff", "Services", "Information and facilities"),
        *_casework(),
        Standard("2.5", "Outcomes"),
    ),
)
NPS_2018 = Framework(
    "nps_2018",
    "National Probation Service division, 2018 to 2021",
    (
        *_organisation("Leadership", "Staff", "Services", "Information and facilities"),
        *_casework(),
        Standard("3.1", "Court reports and case allocation"),
        Standard("3.2", "Statutory victim work"),
    ),
)
CRC_2018 = Framework(
    "crc_2018",
    "Community rehabilitation company, 2018 to 2021",
    (
        *_organisation("Leadership", "Staff", "Services", "Information and facilities"),
        *_casework(),
        Standard("4.1", "Unpaid work"),
        Standard("4.2", "Through the Gate"),
    ),
)
YOUTH_JUSTICE_2018 = Framework(
    "youth_justice_2018",
    "Youth justice service, 2018 to 2024",
    (
        *_organisation("Governance and leadership", "Staff", "Partnerships and services", "Information and facilities"),
        *(Standard(f"2.{place}", name) for place, name in enumerate(_CASEWORK, start=1)),
        *(Standard(f"3.{place}", name) for place, name in enumerate(_CASEWORK[:3], start=1)),
        Standard("3.4", "Out-of-court disposal policy and provision"),
        Standard("4.1", "Resettlement policy and provision", counted=False),
    ),
)
FRAMEWORKS = {
    framework.key: framework for framework in (PDU_2023, REGION_2023, PDU_2021, NPS_2018, CRC_2018, YOUTH_JUSTICE_2018)
}


def points(rating: Rating) -> int:
    """0 to 3."""
    return RATINGS.index(rating)


def overall_rating(points: int, max_points: int) -> Rating:
    """The band of a score, by the mean points per counted standard: up to 0.5, up to 1.5, up to 2.5, above.

    `max_points` is three for each counted standard and belongs to the inspection. Raises ValueError for a maximum
    that is no positive multiple of three or points outside 0 to the maximum.
    """
    if max_points <= 0 or max_points % MOST_POINTS:
        raise ValueError(f"a maximum of {max_points} points is not three for each standard")
    if not 0 <= points <= max_points:
        raise ValueError(f"{points} points are not between 0 and {max_points}")
    standards = max_points // MOST_POINTS
    return RATINGS[sum(2 * points > odd * standards for odd in (1, 3, 5))]


def key_question_rating(percentage: int) -> Rating:
    """The band of a key question: below 50 % Inadequate, from 50, 65 and 80 the next. ValueError outside 0 to 100."""
    if not 0 <= percentage <= 100:
        raise ValueError(f"{percentage} is not a percentage")
    return RATINGS[sum(percentage >= boundary for boundary in KEY_QUESTION_BOUNDARIES)]


def near_boundary(percentage: int) -> bool:
    """Whether a percentage lies less than five points from a boundary, where the inspectorate uses discretion."""
    return any(abs(percentage - boundary) < 5 for boundary in KEY_QUESTION_BOUNDARIES)


class Named(Protocol):
    """Anything with the code and the name of a standard, as printed."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


def framework_for(standards: Iterable[Named]) -> Framework | None:
    """The framework these standards of a report belong to; None where fewer than half of them fit any.

    A code that fits with its name counts twice as much as the code alone, because three frameworks print "1.1".
    Of frameworks that fit equally well the one with the fewest standards missing is meant; a tie is None.
    """
    printed = {standard.code: _letters(standard.name) for standard in standards}
    ranked = sorted((_fit(framework, printed) for framework in FRAMEWORKS.values()), reverse=True)
    best, second = ranked[0], ranked[1]
    if not printed or best[0] < len(printed) or best[:2] == second[:2]:
        return None
    return FRAMEWORKS[best[2]]


def _fit(framework: Framework, printed: dict[str, str]) -> tuple[int, int, str]:
    known = {standard.code: _letters(standard.name) for standard in framework.standards}
    both = printed.keys() & known.keys()
    named = sum(printed[code] == known[code] for code in both)
    return len(both) + named, -len(known.keys() - both), framework.key


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name)).lower()
