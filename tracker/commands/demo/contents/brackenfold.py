"""Brackenfold PDU: good. Published a week ago, and nobody has answered it yet."""

from __future__ import annotations

from tracker.commands.demo.layouts import PDU_FROM_2023, Content, Judged, in_order
from tracker.domain.vocabulary import Rating

LEADERSHIP = Judged(
    Rating.GOOD,
    strengths=(
        "Leaders looked at casework themselves each month, spoke to the practitioner afterwards, and wrote down what "
        "they had learned.",
        "The vision of the PDU had been written with staff and people on probation, and both groups recognised it.",
        "Feedback from an earlier audit had led to a change of practice that could be seen in the cases we inspected.",
    ),
    improvements=("The plan for the year had no measure of whether people were safer because of it.",),
)
STAFFING = Judged(
    Rating.GOOD,
    strengths=(
        "Vacancies had been filled, and nine in ten practitioners said that their caseload could be managed.",
        "Supervision was regular, reflective and valued.",
        "Managers’ oversight had improved the work in two cases out of three.",
    ),
    improvements=("Case workers had fewer opportunities to learn than officers, and had asked for more.",),
)
SERVICES = Judged(
    Rating.GOOD,
    strengths=(
        "A community hub brought housing, debt advice and health together on one day each week.",
        "Group work for young adults was well attended and well run.",
    ),
    improvements=("People in the rural west of the area had to travel for two hours to use most services.",),
)
ASSESSMENT = Judged(
    shares=(83, 79, 71),
    observations=(
        "Assessments drew on what the person said and on what others knew, and weighed the two.",
        "Checks with children’s services were made at the start. They were not repeated when families moved.",
    ),
)
PLANNING = Judged(
    shares=(85, 81, 72),
    observations=(
        "People on probation had written parts of their own plans.",
        "Plans to keep others safe were shared with the agencies that had a part in them.",
    ),
)
IMPLEMENTATION = Judged(
    shares=(80, 74, 70),
    observations=(
        "Practitioners stayed with people through setbacks, and used enforcement fairly.",
        "Home visits were part of the work and not an exception.",
    ),
)
REVIEWING = Judged(
    shares=(75, 70, 58),
    observations=(
        "Progress was noticed and marked with the person.",
        "When information came in that raised concern, the response was quick but was not always written down, so that "
        "the next practitioner could not know of it.",
    ),
)

BRACKENFOLD = Content(
    layout=PDU_FROM_2023,
    name="Brackenfold PDU",
    region="Severn Coast",
    serial=107,
    foreword=(
        "It is a pleasure to report on good work. Brackenfold is a steady, thoughtful PDU whose leaders look at "
        "casework themselves and whose staff feel supported to do it well.",
        "Work to engage people and to help them move away from crime was strong at every stage. Work to keep other "
        "people safe was good until something changed: reviewing was the one part that fell short.",
        "The PDU now has the chance to become outstanding. It should look hardest at what happens to the information "
        "that arrives in the middle of a sentence.",
    ),
    recommendations=(
        (
            "Brackenfold PDU",
            (
                "make sure that every change that bears on the safety of other people leads to a written review "
                "within ten working days of the change",
                "repeat the checks with children’s services whenever the make-up of a household changes",
                "within six months, bring services to people in the rural west of the area",
                "give case workers the same access to learning as probation officers.",
            ),
        ),
        (
            "Severn Coast region",
            ("within 12 weeks, agree with the police how new information about domestic abuse is shared.",),
        ),
    ),
    background=(
        "We conducted fieldwork in Brackenfold PDU over the period of two weeks, beginning {fieldwork}. We inspected "
        "39 cases, met 24 people on probation and interviewed 22 practitioners. The PDU covers three market "
        "towns and a large rural area, and supervised about 870 people on probation."
    ),
    by_code=in_order(PDU_FROM_2023, LEADERSHIP, STAFFING, SERVICES, ASSESSMENT, PLANNING, IMPLEMENTATION, REVIEWING),
    sections={
        "P 1": (
            (
                "Diversity and inclusion",
                Judged(
                    strengths=("Staff came from the communities they served, and knew them well.",),
                    improvements=("Adjustments for disability were made, and then lost when a case was transferred.",),
                ),
            ),
        ),
    },
)
