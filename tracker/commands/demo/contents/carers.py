"""A thematic inspection: no unit, no ratings, and recommendations to others, whom the service must find owners for."""

from __future__ import annotations

from tracker.commands.demo.layouts import Judged
from tracker.commands.demo.unrated_reports import Thematic

CARERS = Thematic(
    title="A thematic inspection of work with people on probation who care for others",
    running="People on probation who care for others",
    serial=102,
    foreword=(
        "Many people on probation look after somebody: a parent, a partner, a child with a disability. Some are "
        "children themselves in all but age. What they do is seldom asked about and almost never planned for.",
        "We found practitioners who bent rules with kindness, and a service that did not know how many carers it "
        "supervised. Where caring was noticed, people kept their appointments and their homes. Where it was not, they "
        "were taken back to court for being late.",
    ),
    methodology=(
        "Fieldwork for this inspection took place in six regions, beginning {fieldwork}. We read 118 cases, held 14 "
        "focus groups with practitioners and spoke to 63 people on probation who care for somebody."
    ),
    recommendations=(
        (
            "HM Prison and Probation Service",
            (
                "within 12 months, write guidance on supervising people who care for others, and train practitioners "
                "in its use",
                "record at the start of every sentence whether a person cares for somebody, and publish the figures "
                "each year",
                "make reporting times and places fit around caring, in the rules as well as in practice.",
            ),
        ),
        (
            "The Ministry of Justice",
            (
                "make sure that advice to courts says what a sentence would mean for those the person looks after",
                "by the end of {in_nine_months}, pay for respite care where an order cannot be completed without it.",
            ),
        ),
        (
            "Probation regions",
            ("name a lead for carers within 28 days.",),
        ),
    ),
    chapters=(
        (
            "1. Policy and leadership",
            Judged(
                strengths=("Two regions had a plan for carers, written with carers’ organisations.",),
                improvements=(
                    "There was no national policy, and leaders disagreed about whether one was needed.",
                    "Nobody could say how many people on probation care for others.",
                ),
            ),
        ),
        (
            "2. Work with individuals",
            Judged(
                strengths=(
                    "In one case in four the practitioner had asked about caring, and had planned around it with care.",
                    "Home visits gave practitioners a true picture of what people did each day.",
                ),
                improvements=(
                    "Caring was noted as a problem for attendance, and not as a strength or a responsibility.",
                    "Young adult carers were not referred to the services that are meant for them.",
                ),
            ),
        ),
        (
            "3. Courts and enforcement",
            Judged(
                strengths=("Where reports explained a person’s caring role, sentencers took account of it.",),
                improvements=("Enforcement began in 21 cases in which the absence was due to caring.",),
            ),
        ),
    ),
)
