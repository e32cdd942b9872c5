"""Ashcombe and Thornley Youth Justice Service: good, with a resettlement standard that does not count."""

from __future__ import annotations

from tracker.commands.demo.layouts import YOUTH_JUSTICE, Content, Judged
from tracker.domain.vocabulary import Rating


def _questions(stage: str) -> tuple[str, ...]:
    aims = ("support the child’s desistance", "keep the child safe", "keep other people safe")
    return tuple(f"Does {stage} sufficiently {aim}?" for aim in aims)


ASSESSING = _questions("assessment analyse how to")
PLANNING = _questions("planning set out how to")
DELIVERING = _questions("the work that is done")
REVIEWING = _questions("reviewing help to")

ASHCOMBE = Content(
    layout=YOUTH_JUSTICE,
    name="Ashcombe and Thornley",
    region=None,
    serial=103,
    foreword=(
        "Ashcombe and Thornley Youth Justice Service (YJS) puts children first and means it. Its staff know the "
        "children they work with, and children told us that they felt heard.",
        "The board has grown in confidence. It must now make sure that each of its members speaks for children in "
        "their own agency, and that work outside court is as careful as work inside it.",
        "We have rated the service as ‘Good’.",
    ),
    recommendations=(
        (
            "The Ashcombe and Thornley Youth Justice Service Management Board",
            (
                "make sure that its members report at every meeting what their own agency has done for children",
                "review the policy for out-of-court disposals within three months, and publish it.",
            ),
        ),
        (
            "The Ashcombe and Thornley Youth Justice Service",
            (
                "improve the planning of out-of-court work to keep other people safe",
                "find rooms in which children can be seen that are not part of a council office",
                "record what is known of each child’s speech, language and health needs, and use it in the plan.",
            ),
        ),
        (
            "The Northern Fells police",
            ("within six months, tell the service of every child who is released under investigation.",),
        ),
    ),
    background=(
        "Fieldwork for this inspection began on {fieldwork}. We inspected 22 court disposals and 31 out-of-court "
        "disposals, and met children, parents and carers. The service works with about 140 children in a year."
    ),
    by_code={
        "1.1": Judged(
            Rating.GOOD,
            strengths=("The chair of the board visits the service each month and talks to children.",),
            improvements=("Health and education were missing from one board meeting in three.",),
        ),
        "1.2": Judged(
            Rating.OUTSTANDING,
            strengths=(
                "Staff were skilled, settled and proud of what they did.",
                "Supervision was frequent and helped people to think.",
            ),
        ),
        "1.3": Judged(
            Rating.GOOD,
            strengths=("A speech and language therapist saw every child in the first fortnight.",),
            improvements=("Children who were out of school waited too long for a place.",),
        ),
        "1.4": Judged(
            Rating.REQUIRES_IMPROVEMENT,
            strengths=("Managers used data about reoffending to ask good questions.",),
            improvements=("Children were seen in a council office, past a counter where adults pay fines.",),
        ),
        "2.1": Judged(shares=(84, 76, 70), questions=ASSESSING, observations=("Assessments were full of the child.",)),
        "2.2": Judged(shares=(86, 78, 71), questions=PLANNING, observations=("Plans were made with families.",)),
        "2.3": Judged(
            shares=(92, 88, 86), questions=DELIVERING, observations=("Workers stayed with children for years.",)
        ),
        "2.4": Judged(
            shares=(85, 79, 73),
            questions=REVIEWING,
            observations=("Reviews followed what happened in a child’s life.",),
        ),
        "3.1": Judged(
            shares=(83, 75, 70), questions=ASSESSING, observations=("Assessments were made before the panel.",)
        ),
        "3.2": Judged(
            shares=(78, 70, 57),
            questions=PLANNING,
            observations=("Plans said little about those who had been harmed.",),
        ),
        "3.3": Judged(
            shares=(88, 80, 72), questions=DELIVERING, observations=("The work fitted around school and family.",)
        ),
        "3.4": Judged(
            Rating.REQUIRES_IMPROVEMENT,
            strengths=("A panel with the police met each week.",),
            improvements=("The policy was four years old, and did not say when a disposal should be escalated.",),
        ),
        "4.1": Judged(
            Rating.GOOD,
            strengths=("The two children in custody were visited often, and had a home to go to.",),
            improvements=("The policy did not cover children on remand.",),
        ),
    },
    sections={
        "1": (
            (
                "Diversity",
                Judged(
                    strengths=("Staff asked every child who they are and what matters to them.",),
                    improvements=("The service did not know why girls were referred to it so late.",),
                ),
            ),
        ),
    },
)
