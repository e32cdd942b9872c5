"""What a sample report says, and the layouts of rated reports it is set in: by framework, as the inspectorate does."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.domain.frameworks import (
    PDU_2021,
    PDU_2023,
    REGION_2023,
    YOUTH_JUSTICE_2018,
    Framework,
    key_question_rating,
)
from tracker.domain.vocabulary import Rating


@dataclass(frozen=True, slots=True)
class Judged:
    """A standard as it was judged, or a section that is no standard.

    `shares` are the percentages of the key questions: `questions`, or else those of the framework. Where no `given`
    rating is printed the lowest share decides, as it does in the inspectorate's own rules.
    """

    given: Rating | None = None
    strengths: tuple[str, ...] = ()
    improvements: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def rating(self) -> Rating:
        return self.given or key_question_rating(min(self.shares))


@dataclass(frozen=True, slots=True)
class Layout:
    """How reports of one framework are set. `domains` are (prefix of the codes, heading); numbering `runs_on` across
    addressees or begins anew; `note` stands below the ratings.
    """

    framework: Framework
    title: str
    running: str
    quality: str
    domains: tuple[tuple[str, str], ...]
    runs_on: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a rated report. `by_code` holds every standard of the layout's framework.

    `serial` is what differs in its ISBN. `recommendations` are (addressee, items); "{in_nine_months}" in an item
    becomes a month and a year. `sections` are what stands after a domain and is no standard.
    """

    layout: Layout
    name: str
    region: str | None
    serial: int
    foreword: tuple[str, ...]
    recommendations: tuple[tuple[str, tuple[str, ...]], ...]
    background: str
    by_code: dict[str, Judged]
    sections: dict[str, tuple[tuple[str, Judged], ...]] = field(default_factory=dict)


PDU_FROM_2023 = Layout(
    PDU_2023,
    "An inspection of probation services in:",
    "Inspection of probation services",
    "probation services",
    (("P 1", "1. Organisational arrangements and activity"), ("P 2", "2. Service delivery")),
)
PDU_TO_2023 = Layout(
    PDU_2021,
    "An inspection of probation services in:",
    "Inspection of probation services",
    "probation services",
    (("1", "1. Organisational delivery"), ("2", "2. Court disposals")),
    runs_on=False,
)
REGION = Layout(
    REGION_2023,
    "An inspection of probation services in:",
    "Inspection of probation services",
    "probation services",
    (("R 1", "1. Regional organisational arrangements and delivery"), ("R 2", "2. Regional service delivery")),
)
YOUTH_JUSTICE = Layout(
    YOUTH_JUSTICE_2018,
    "An inspection of youth justice services in:",
    "Inspection of youth justice services",
    "youth justice services",
    (
        ("1", "Domain one: Organisational delivery"),
        ("2", "Domain two: Court disposals"),
        ("3", "Domain three: Out-of-court disposals"),
        ("4", "4. Resettlement"),
    ),
    runs_on=False,
    note="1 The resettlement standard does not contribute to the overall rating for the YJS.",
)

# What the inspectorate asks about keeping other people safe, a question for each standard of casework.
SAFETY_QUESTIONS = tuple(standard.key_questions[2] for standard in PDU_2023.standards if standard.key_questions)


def in_order(layout: Layout, *judged: Judged) -> dict[str, Judged]:
    """What was judged of each standard of a layout's framework, given in the framework's order."""
    return {standard.code: one for standard, one in zip(layout.framework.standards, judged, strict=True)}
