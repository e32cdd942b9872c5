"""Saltmarsh and Wickhaven PDU: requires improvement, by the framework of 2021 to 2023. Three years old."""

from __future__ import annotations

from tracker.commands.demo.layouts import PDU_TO_2023, Content, Judged, in_order
from tracker.domain.vocabulary import Rating

LEADERSHIP = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Leaders were open about a difficult year in which two services had become one.",),
    improvements=(
        "Communication ran downwards. Staff did not know how to raise a concern or what became of it.",
        "Plans for the new unit did not say who would do what.",
    ),
)
STAFF = Judged(
    Rating.INADEQUATE,
    strengths=("Teams helped one another through long periods of absence.",),
    improvements=(
        "Practitioners held twice the number of cases that the service had planned for.",
        "Staff moved from one former service to the other had been asked to manage cases they had no training for.",
    ),
)
SERVICES = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Unpaid work had restarted in both towns.",),
    improvements=("Referrals to new providers took up to ten weeks, and many were sent back for want of a form.",),
)
INFORMATION = Judged(
    Rating.GOOD,
    strengths=(
        "Offices were accessible and safe, and people on probation were seen in private.",
        "Managers used data on timeliness well.",
    ),
    improvements=("The two former case systems still had to be searched apart from each other.",),
)
ASSESSMENT = Judged(
    shares=(58, 51, 42),
    observations=("Assessments described the past well and said too little about what might happen next.",),
)
PLANNING = Judged(
    shares=(63, 60, 56),
    observations=("Plans were short and clear. They were not always made in time.",),
)
IMPLEMENTATION = Judged(
    shares=(57, 48, 44),
    observations=("Appointments were kept by telephone long after the need for that had passed.",),
)
REVIEWING = Judged(
    shares=(54, 46, 38),
    observations=("Reviews were missing in half of the cases in which one was called for.",),
)
OUTCOMES = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Most people had not been charged with a new offence in the first months of their sentence.",),
    improvements=("Few had made progress with the two needs that mattered most in their case.",),
)

SALTMARSH = Content(
    layout=PDU_TO_2023,
    name="Saltmarsh and Wickhaven PDU",
    region="Severn Coast",
    serial=101,
    foreword=(
        "Saltmarsh and Wickhaven was put together from two services with different habits, in the middle of a hard "
        "year. That it worked at all is to the credit of its staff.",
        "The joins still show. Practitioners hold too many cases and have not had the training for some of them. Work "
        "to keep other people safe was sufficient in fewer than half of the cases we inspected at three of the four "
        "stages.",
        "We have rated the PDU as ‘Requires improvement’. The direction is right; the pace must quicken.",
    ),
    recommendations=(
        (
            "Saltmarsh and Wickhaven PDU",
            (
                "train every practitioner for the kinds of case that they hold",
                "review the risk of harm in every case that was transferred between the two former services",
                "see people in person wherever the risk of harm calls for it",
                "tell staff what has become of each concern that they raise.",
            ),
        ),
        (
            "The Severn Coast region",
            (
                "bring caseloads down to the level planned within 12 months",
                "simplify referrals to contracted services.",
            ),
        ),
        (
            "HM Prison and Probation Service",
            ("give practitioners a single place in which to find what is known of a case.",),
        ),
    ),
    background=(
        "We conducted fieldwork in Saltmarsh and Wickhaven PDU over the period of two weeks, beginning {fieldwork}. We "
        "inspected 46 cases and spoke to 28 people on probation. Two ports and the marshes between them make up an "
        "area with long journeys and little work in winter."
    ),
    by_code=in_order(
        PDU_TO_2023, LEADERSHIP, STAFF, SERVICES, INFORMATION, ASSESSMENT, PLANNING, IMPLEMENTATION, REVIEWING, OUTCOMES
    ),
    sections={
        "1": (
            (
                "Diversity and inclusion",
                Judged(
                    strengths=("Staff with lived experience of the justice system were valued members of teams.",),
                    improvements=("Women had no space of their own in either office.",),
                ),
            ),
        ),
    },
)
