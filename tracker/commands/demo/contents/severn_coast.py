"""A dynamic inspection of public protection: a web page without ratings, day of publication or ISBN, to be checked."""

from __future__ import annotations

from tracker.commands.demo.layouts import SAFETY_QUESTIONS, Judged
from tracker.commands.demo.unrated_reports import Dynamic

SEVERN_COAST = Dynamic(
    subject="Severn Coast region",
    judgement=(
        "Severn Coast has put public protection first in what it says. In the cases we looked at, it had not yet done "
        "so in what it does: in fewer than half were other people kept as safe as they should have been.",
        "There is much to build on. Information from the police now reaches practitioners within days. What they do "
        "with it is the next step.",
    ),
    background=(
        "HM Inspectorate of Probation conducted fieldwork in Severn Coast region in the week beginning {fieldwork}. We "
        "looked at 60 cases in which people had been sentenced or released in the seven months before."
    ),
    recommendations=(
        (
            "Severn Coast region",
            (
                "make sure that practitioners analyse the information they receive about domestic abuse, and say in "
                "the assessment what it means",
                "within three months, check the quality of a sample of assessments from every team, and share the "
                "results with staff",
                "make child safeguarding enquiries before a person is released to live with children.",
            ),
            1,
        ),
        (
            "HM Prison and Probation Service",
            ("give practitioners training in talking to people about violence in the home by {in_nine_months}.",),
            5,
        ),
    ),
    findings=(
        (
            "Assessment",
            Judged(
                shares=(42,),
                questions=SAFETY_QUESTIONS[:1],
                strengths=("Information from the police arrived within five days in most cases.",),
                improvements=(
                    "Information was collected and not analysed.",
                    "Few practitioners spoke with people about violence in the home.",
                ),
            ),
        ),
        (
            "Planning",
            Judged(
                shares=(47,),
                questions=SAFETY_QUESTIONS[1:2],
                strengths=("Plans were shared with prisons before release.",),
                improvements=("Plans relied on conditions of a licence that nobody checked.",),
            ),
        ),
        ("Culture and confidence", Judged(observations=("Staff said that they could speak up, and gave examples.",))),
    ),
)
