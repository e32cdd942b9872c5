"""Northern Fells region: requires improvement. Four months old; its plans are owned by the regional lead."""

from __future__ import annotations

from tracker.commands.demo.layouts import REGION, SAFETY_QUESTIONS, Content, Judged, in_order
from tracker.domain.vocabulary import Rating

LEADERSHIP = Judged(
    Rating.GOOD,
    strengths=(
        "Regional leaders spoke with one voice and were often seen in the units.",
        "The region had chosen four measures of quality, and reported on them openly each month.",
    ),
    improvements=("What the region learned from one unit’s audits seldom reached the others.",),
)
STAFFING = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("A regional academy gave new officers a sound first year.",),
    improvements=(
        "One post in five was vacant, and the vacancies were not where the work was lightest.",
        "Half of the region’s senior probation officers had been in the role for less than a year.",
    ),
)
PUBLIC_PROTECTION = Judged(
    shares=(41, 44, 38, 36),
    questions=SAFETY_QUESTIONS,
    strengths=("Work with the police on stalking was of a high standard.",),
    improvements=(
        "The quality of work to keep other people safe varied more between units than leaders knew.",
        "Domestic abuse enquiries were answered in four days in one unit and in five weeks in another.",
    ),
)
DESISTANCE = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Accommodation support had doubled in two years.",),
    improvements=("Fewer than half of those who started an accredited programme finished it.",),
)
COURT_WORK = Judged(
    Rating.GOOD,
    strengths=("Sentencers trusted the reports they were given, and said that they were clear.",),
    improvements=("Too many reports were written before the answer from children’s services had come.",),
)
UNPAID_WORK = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Projects were useful to the places in which they were done.",),
    improvements=("A quarter of the hours ordered had not been worked a year after the sentence.",),
)
RESETTLEMENT = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=("Work in prisons began early for those with the longest sentences.",),
    improvements=("People with short sentences were often released without a plan that anybody owned.",),
)
VICTIM_WORK = Judged(
    Rating.GOOD,
    strengths=("Victim liaison officers kept in touch through years of waiting, with tact.",),
    improvements=("Letters to victims used words that only the service understands.",),
)

NORTHERN_FELLS = Content(
    layout=REGION,
    name="Northern Fells region",
    region=None,
    serial=105,
    foreword=(
        "This inspection followed our inspections of units in the region. It asks what the region itself does to help "
        "them do good work.",
        "The region is well led, and its work with courts and victims is good. Its greatest weakness is the one that "
        "matters most: in public protection, what happens to a case depends too much on where it is held.",
    ),
    recommendations=(
        (
            "Northern Fells region",
            (
                "within six months, agree one way of asking for and answering domestic abuse enquiries with every "
                "police force in the region, and check each quarter how long answers take",
                "have regional leaders read a sample of casework from every unit each quarter, and share what they "
                "learn with all of them",
                "place staff where the risk of harm is greatest and not only where the vacancies are",
                "make sure that people serving short sentences have a named practitioner and a plan before their "
                "release",
                "bring the hours of unpaid work outstanding after a year below one in ten.",
            ),
        ),
        (
            "HM Prison and Probation Service",
            (
                "give regions a single view of workload that allows for the complexity of cases",
                "support those who are new to the role of senior probation officer for their first 12 months.",
            ),
        ),
    ),
    background=(
        "We conducted fieldwork in Northern Fells region over the period of one week, beginning {fieldwork}. We met "
        "regional leaders, sentencers and partners, and drew on 212 cases from our inspections of units."
    ),
    by_code=in_order(
        REGION, LEADERSHIP, STAFFING, PUBLIC_PROTECTION, DESISTANCE, COURT_WORK, UNPAID_WORK, RESETTLEMENT, VICTIM_WORK
    ),
)
