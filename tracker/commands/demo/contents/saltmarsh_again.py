"""Saltmarsh and Wickhaven PDU, inspected again after three years: better, and two recommendations are made anew."""

from __future__ import annotations

from dataclasses import replace

from tracker.commands.demo.layouts import PDU_FROM_2023, Content, Judged, in_order
from tracker.domain.vocabulary import Rating

LEADERSHIP = Judged(
    Rating.GOOD,
    strengths=(
        "Leaders had followed each recommendation of our last inspection, and could say what had come of it.",
        "Staff told us that they hear back when they raise a concern.",
    ),
    improvements=("Leaders knew that people were seen by telephone too often, and had not asked why.",),
)
STAFFING = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Practitioners held the kinds of case that they had been trained for.",),
    improvements=("Caseloads had come down by a tenth in three years and were still well above the level planned.",),
)
SERVICES = Judged(
    Rating.GOOD,
    strengths=("A second office had made journeys shorter for half of the people who report.",),
    improvements=("Help with debt could only be had in one of the two towns.",),
)
ASSESSMENT = Judged(
    shares=(71, 68, 66),
    observations=("Assessments now said what might happen next, and what would be a sign of it.",),
)
PLANNING = Judged(
    shares=(74, 70, 67),
    observations=("Plans were made in time and were shared with the people they were about.",),
)
IMPLEMENTATION = Judged(
    shares=(64, 58, 51),
    observations=(
        "A third of the people who posed a high risk of harm were seen by telephone when they should have been seen "
        "in person.",
    ),
)
REVIEWING = Judged(
    shares=(68, 62, 57),
    observations=("Reviews were made in most cases. What they found changed the plan in half of them.",),
)

SALTMARSH_AGAIN = Content(
    layout=PDU_FROM_2023,
    name="Saltmarsh and Wickhaven PDU",
    region="Severn Coast",
    serial=108,
    foreword=(
        "When we came three years ago two services had just become one. It is one service now, and a better one.",
        "Two things that we asked for then have not come about. People are not always seen in person when the risk of "
        "harm calls for it, and caseloads are still too high. We make both recommendations again.",
        "We have rated the PDU as ‘Requires improvement’, and it is close to ‘Good’.",
    ),
    recommendations=(
        (
            "Saltmarsh and Wickhaven PDU",
            (
                "see people in person wherever the risk of harm calls for it, and check each month that it is done",
                "within 60 days, make sure that what a review finds changes the plan of the case",
                "check each month that people are seen in person.",
            ),
        ),
        ("The Severn Coast region", ("bring caseloads down to the level planned.",)),
    ),
    background=(
        "We conducted fieldwork in Saltmarsh and Wickhaven PDU over the period of two weeks, beginning {fieldwork}. We "
        "inspected 41 cases and spoke to 24 people on probation."
    ),
    by_code=in_order(PDU_FROM_2023, LEADERSHIP, STAFFING, SERVICES, ASSESSMENT, PLANNING, IMPLEMENTATION, REVIEWING),
)

# The third recommendation says what the first does, and the inspectorate took it out.
SALTMARSH_CORRECTED = replace(
    SALTMARSH_AGAIN,
    recommendations=tuple((addressee, items[:2]) for addressee, items in SALTMARSH_AGAIN.recommendations),
)
