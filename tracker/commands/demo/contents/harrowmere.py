"""Harrowmere PDU: requires improvement. Eight months old, and every recommendation has its response."""

from __future__ import annotations

from tracker.commands.demo.layouts import PDU_FROM_2023, Content, Judged, in_order
from tracker.domain.vocabulary import Rating

LEADERSHIP = Judged(
    Rating.GOOD,
    strengths=(
        "The head of the PDU had set three priorities for the year. Staff in every team could name them and say what "
        "they had changed in their own work.",
        "Leaders used what people on probation told them. The reporting times of two offices had been changed after a "
        "survey, and missed appointments had fallen.",
        "Relationships with the police and with both local authorities were frank and well kept.",
    ),
    improvements=(
        "Leaders checked whether tasks had been done more often than whether they had been done well.",
        "Learning from serious further offences was sent out by email and was not followed into casework.",
    ),
)
STAFFING = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=(
        "Newly qualified officers had protected caseloads and spoke warmly of their mentors.",
        "Sickness absence had fallen by a third in a year and was managed with care.",
    ),
    improvements=(
        "Senior probation officers each supervised 11 practitioners or more, and had little time to look at casework.",
        "Management oversight was recorded in most cases, but it had improved the work in fewer than half.",
        "Only a third of practitioners had finished the training on domestic abuse that their role calls for.",
    ),
)
SERVICES = Judged(
    Rating.GOOD,
    strengths=(
        "Accommodation support was at hand in both main offices, and workers met people before their release.",
        "A women’s centre gave people a place to report that was safe and well used.",
    ),
    improvements=("People waited 14 weeks on average for help with their mental health.",),
)
ASSESSMENT = Judged(
    shares=(74, 69, 57),
    observations=(
        "Practitioners took trouble to understand people’s lives, and three in four had involved them in the work.",
        "Information from the police about domestic abuse was asked for in most cases. It was analysed in too few.",
        "Where there were children, practitioners did not always find out who they were or where they lived.",
    ),
)
PLANNING = Judged(
    shares=(78, 73, 68),
    observations=(
        "Plans were written in words that people on probation could use, and most set out what would happen first.",
        "Contingency plans said who to call, and seldom said what signs to look for.",
    ),
)
IMPLEMENTATION = Judged(
    shares=(67, 61, 58),
    observations=(
        "People were seen often enough in most cases, and practitioners kept at it when life got in the way.",
        "Home visits were made in fewer than half of the cases that called for them.",
        "Help with alcohol and drugs began quickly and was kept up.",
    ),
)
REVIEWING = Judged(
    shares=(66, 52, 43),
    observations=(
        "Reviews were often written to a date and not because something had changed.",
        "New information from other agencies was filed without a fresh look at the risk of harm.",
        "In 19 of 44 cases a change that mattered did not lead to a review at all.",
    ),
)

HARROWMERE = Content(
    layout=PDU_FROM_2023,
    name="Harrowmere PDU",
    region="Northern Fells",
    serial=104,
    foreword=(
        "Harrowmere is a PDU that knows where it is going. Its leaders are trusted, its staff are settled, and people "
        "on probation are listened to. In a service that has been short of people for years that is no small thing.",
        "The casework is not yet as good as the intentions. Work to engage people was sound at every stage. Work to "
        "keep other people safe was weaker, and it grew weaker the longer a sentence ran: when something changed, too "
        "little was done about it.",
        "We have rated Harrowmere as ‘Requires improvement’. Managers who have the time to look closely at casework, "
        "and the confidence to challenge it, would make the greatest difference.",
    ),
    recommendations=(
        (
            "Harrowmere PDU",
            (
                "within six months, give senior probation officers the time to observe practice and to review the "
                "quality of casework with each practitioner every month",
                "make sure that information from the police and from children’s services is analysed, and not only "
                "asked for, in every case where there are concerns about domestic abuse or the safety of a child",
                "review the assessment and the plan promptly whenever something changes that bears on the safety of "
                "other people",
                "carry out home visits in every case where the assessment calls for one",
                "have every practitioner complete the mandatory training on domestic abuse by the end of "
                "{in_nine_months}",
                "reduce the wait for mental health support to four weeks.",
            ),
        ),
        (
            "Northern Fells region",
            ("bring the number of practitioners that each senior probation officer supervises to eight or fewer.",),
        ),
        (
            "HM Prison and Probation Service",
            ("allow the domestic abuse training to be taken in parts that fit around a full caseload.",),
        ),
    ),
    background=(
        "We conducted fieldwork in Harrowmere PDU over the period of two weeks, beginning {fieldwork}. We inspected 44 "
        "cases of people who had been sentenced or released some seven months before, and interviewed 31 "
        "practitioners. The PDU covers a market town, its villages and a stretch of coast, and supervised about "
        "1,150 people on probation at the time."
    ),
    by_code=in_order(PDU_FROM_2023, LEADERSHIP, STAFFING, SERVICES, ASSESSMENT, PLANNING, IMPLEMENTATION, REVIEWING),
    sections={
        "P 1": (
            (
                "Diversity and inclusion",
                Judged(
                    strengths=("Interpreters were booked early, and letters were sent in the languages people read.",),
                    improvements=(
                        "Nobody had looked at whether people from minority ethnic groups were recalled more often "
                        "than others.",
                    ),
                ),
            ),
        ),
        "P 2": (
            (
                "Outcomes",
                Judged(
                    strengths=(
                        "Three in four of those who needed a home had one at the end of the period we looked at.",
                    ),
                    improvements=("The factors most closely linked to harm had improved in only four cases in ten.",),
                ),
            ),
        ),
    },
)
