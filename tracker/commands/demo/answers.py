"""What heads of PDU and regional leads have answered, and what they have written into their plans since."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.commands.demo.people import (
    CALLUM_REID,
    DILIP_RAMAN,
    ESTHER_QUILL,
    FERN_OAKLEY,
    GRACE_ADEYEMI,
    GWEN_PARFITT,
    JUDITH_MARSH,
    LEON_CASTELL,
    OWEN_THACKRAY,
    SUNITA_BEDI,
    TOMASZ_WILK,
    SamplePerson,
)
from tracker.commands.demo.reports import Report
from tracker.domain.vocabulary import Response, ResponseReason

AGREED, PARTLY, NOT_AGREED = Response.AGREED, Response.PARTLY_AGREED, Response.NOT_AGREED


@dataclass(frozen=True, slots=True)
class Answer:
    """A response to a report's recommendation (by its place, from 1), some working days after publication."""

    report: Report
    place: int
    by: SamplePerson
    after: int
    response: Response
    text: str = ""
    agreed_part: str = ""
    reason: ResponseReason | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan that was edited: who owns it from then on, and what success is. `months_ago` counts from today."""

    report: Report
    place: int
    by: SamplePerson
    owner: SamplePerson
    measure: str
    after: int = 0
    months_ago: int | None = None


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """A recommendation to others, for which an administrator named an owner."""

    report: Report
    place: int
    owner: SamplePerson
    after: int


@dataclass(frozen=True, slots=True)
class Window:
    """When the next inspection is expected, in weeks from today; said some working days ago."""

    report: Report
    ago: int
    earliest: int
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What a recommendation answers: standards by their codes, with the third key question of each where `questions`
    (keeping other people safe), and findings by their opening words.
    """

    place: int
    standards: tuple[str, ...]
    findings: tuple[str, ...] = ()
    questions: bool = False


ANSWERS = (
    *(Answer(Report.SALTMARSH, place, GWEN_PARFITT, 12, AGREED) for place in (1, 2, 3, 4)),
    Answer(Report.SALTMARSH, 5, OWEN_THACKRAY, 9, AGREED),
    *(Answer(Report.SALTMARSH_AGAIN, place, TOMASZ_WILK, 9, AGREED) for place in (1, 2)),
    Answer(
        Report.CARERS,
        1,
        GRACE_ADEYEMI,
        15,
        PARTLY,
        "Guidance will be written with carers’ organisations. Training has to wait for the new induction.",
        "We will write the guidance within 12 months.",
        ResponseReason.OPERATIONAL,
    ),
    *(Answer(Report.ASHCOMBE, place, LEON_CASTELL, 9, AGREED) for place in (3, 5)),
    Answer(
        Report.ASHCOMBE,
        4,
        LEON_CASTELL,
        16,
        PARTLY,
        "The council has no other building with rooms to spare before its lease ends.",
        "We will see children at school or at home wherever that is safe.",
        ResponseReason.AFFORDABILITY,
    ),
    Answer(
        Report.HARROWMERE,
        1,
        DILIP_RAMAN,
        8,
        AGREED,
        "Each manager will have one day a week for quality, kept free of meetings.",
    ),
    Answer(Report.HARROWMERE, 2, DILIP_RAMAN, 8, AGREED),
    Answer(Report.HARROWMERE, 3, DILIP_RAMAN, 10, AGREED),
    Answer(
        Report.HARROWMERE,
        4,
        DILIP_RAMAN,
        15,
        PARTLY,
        "Two officers are needed for some visits, and the villages are an hour’s drive away.",
        "We will visit in every case with a high or very high risk of serious harm, and wherever children live.",
        ResponseReason.OPERATIONAL,
    ),
    Answer(Report.HARROWMERE, 5, DILIP_RAMAN, 10, AGREED),
    Answer(
        Report.HARROWMERE,
        6,
        DILIP_RAMAN,
        19,
        NOT_AGREED,
        "The service is bought by the health board under a contract that runs for two more years. We have asked for a "
        "review of it.",
        "",
        ResponseReason.COMMISSIONING,
    ),
    Answer(
        Report.HARROWMERE, 7, JUDITH_MARSH, 18, AGREED, "Two more managers will be appointed in each of two rounds."
    ),
    *(Answer(Report.NORTHERN_FELLS, place, JUDITH_MARSH, 14, AGREED) for place in (1, 2, 4)),
    Answer(
        Report.NORTHERN_FELLS,
        3,
        JUDITH_MARSH,
        18,
        NOT_AGREED,
        "Staff choose the office they apply to. National policy does not let a region move them.",
        "",
        ResponseReason.POLICY,
    ),
    Answer(Report.MARLOW_VALE, 1, ESTHER_QUILL, 6, AGREED, "The review has begun with the cases of highest risk."),
    *(Answer(Report.MARLOW_VALE, place, ESTHER_QUILL, 9, AGREED) for place in (2, 3)),
    Answer(
        Report.MARLOW_VALE,
        5,
        ESTHER_QUILL,
        11,
        PARTLY,
        "With a third of posts vacant, ten working days cannot be kept in every case.",
        "Everyone with a high or very high risk of serious harm will have a named practitioner within five.",
        ResponseReason.OPERATIONAL,
    ),
)

CHANGES = (
    *(PlanChange(Report.SALTMARSH, place, GWEN_PARFITT, TOMASZ_WILK, "", months_ago=22) for place in (1, 2, 3, 4)),
    PlanChange(
        Report.HARROWMERE,
        1,
        DILIP_RAMAN,
        DILIP_RAMAN,
        "Nine in ten cases dip-sampled each month show oversight that improved the work.",
        after=12,
    ),
    PlanChange(
        Report.HARROWMERE,
        2,
        DILIP_RAMAN,
        CALLUM_REID,
        "In 8 of 10 cases sampled, what the police and children’s services know is analysed in the assessment.",
        after=12,
    ),
    PlanChange(
        Report.HARROWMERE,
        2,
        DILIP_RAMAN,
        DILIP_RAMAN,
        "In 8 of 10 cases sampled, what the police and children’s services know is analysed in the assessment.",
        months_ago=3,
    ),
    PlanChange(
        Report.HARROWMERE,
        3,
        DILIP_RAMAN,
        DILIP_RAMAN,
        "Reviewing to keep other people safe is sufficient in two cases out of three, from 43% at the inspection.",
        after=13,
    ),
    PlanChange(Report.HARROWMERE, 6, DILIP_RAMAN, FERN_OAKLEY, "Nobody waits longer than four weeks.", after=20),
    PlanChange(
        Report.MARLOW_VALE,
        1,
        ESTHER_QUILL,
        SUNITA_BEDI,
        "Every case on the list is reviewed, and a second reader agrees with nine in ten of the reviews.",
        after=7,
    ),
)

NAMED_OWNERS = (
    NamedOwner(Report.SALTMARSH, 5, OWEN_THACKRAY, 7),
    NamedOwner(Report.CARERS, 1, GRACE_ADEYEMI, 6),
    NamedOwner(Report.HARROWMERE, 7, JUDITH_MARSH, 5),
)

# Harrowmere's has been near for some weeks; before that it was expected later. Ashcombe's is far, with a day alone.
WINDOWS = (
    Window(Report.HARROWMERE, 100, 20, 30),
    Window(Report.HARROWMERE, 30, 9, 13),
    Window(Report.ASHCOMBE, 60, 48),
)

# What the head of Harrowmere said its recommendations answer, nine working days after publication.
LINKED, LINKED_BY, LINKED_AFTER = Report.HARROWMERE, DILIP_RAMAN, 9
LINKS = (
    Links(1, ("P 1.2",), ("Senior probation officers", "Management oversight")),
    Links(2, ("P 2.1",), ("Information from the police", "Where there were children"), questions=True),
    Links(3, ("P 2.4",), ("Reviews were often", "New information", "In 19 of 44"), questions=True),
    Links(4, ("P 2.3",), ("Home visits",), questions=True),
    Links(5, ("P 1.2",), ("Only a third",)),
    Links(6, ("P 1.3",), ("People waited",)),
)
