"""Marlow Vale PDU: inadequate. Five weeks old: all but one of the responses are in, and that one is late."""

from __future__ import annotations

from tracker.commands.demo.layouts import PDU_FROM_2023, Content, Judged, in_order
from tracker.domain.vocabulary import Rating

LEADERSHIP = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=(
        "A new head of the PDU had been open with staff about how much had to change.",
        "Partners spoke well of the way in which the PDU took part in multi-agency public protection meetings.",
    ),
    improvements=(
        "The delivery plan had 46 actions. Staff could not say which of them mattered most.",
        "Actions from two internal audits were marked as complete, though nobody had checked for a change in practice.",
        "The risk register did not hold the risk that worried staff most, which was the number of cases without an "
        "allocated practitioner.",
    ),
)
STAFFING = Judged(
    Rating.INADEQUATE,
    strengths=("Administrators and case workers were skilled, and held teams together.",),
    improvements=(
        "A third of probation officer posts were vacant, and caseloads stood at more than half above what was planned.",
        "Senior probation officers carried cases of their own and countersigned assessments that they had not had the "
        "time to read.",
        "Staff who were new to the work held cases of a high risk of serious harm without the support they needed.",
        "Absence was high, and meetings to help people back to work were not held.",
    ),
)
SERVICES = Judged(
    Rating.REQUIRES_IMPROVEMENT,
    strengths=(
        "The co-located drug and alcohol service saw people within a week.",
        "A peer mentoring scheme helped people through their first month after release.",
    ),
    improvements=(
        "Programmes for men who had been violent to their partners had a waiting list of nine months.",
        "Practitioners did not know which services they could refer people to, and referred few.",
    ),
)
ASSESSMENT = Judged(
    shares=(52, 47, 31),
    observations=(
        "Information was collected and not used. What the police knew was on file in 30 cases and analysed in 12.",
        "Enquiries with children’s services were not made, or not followed up, in more than half of such cases.",
        "Assessments understated the risk of harm in one case in three.",
    ),
)
PLANNING = Judged(
    shares=(55, 51, 36),
    observations=(
        "Plans followed from assessments that were not good enough, and repeated what they had missed.",
        "Few plans said how actual and potential victims would be kept safe.",
    ),
)
IMPLEMENTATION = Judged(
    shares=(48, 40, 34),
    observations=(
        "People on probation had had four practitioners or more in the first half of their sentence in nine cases.",
        "Contact was by telephone where the risk called for meetings in person.",
        "Where a practitioner had stayed the same, people had begun to make real changes.",
    ),
)
REVIEWING = Judged(
    shares=(46, 41, 29),
    observations=(
        "Arrests, new relationships and moves of home did not lead to a review in most cases.",
        "When work went wrong, managers’ decisions were not written down.",
    ),
)

MARLOW_VALE = Content(
    layout=PDU_FROM_2023,
    name="Marlow Vale PDU",
    region="Northern Fells",
    serial=106,
    foreword=(
        "Marlow Vale has lost too many of its staff, and too much of its grip. We found practitioners who care deeply "
        "about the people they work with and who do not have the time, the support or the direction to keep other "
        "people safe.",
        "In fewer than one in three of the cases we inspected was the assessment good enough about the safety of "
        "others. What other agencies knew was too often left unread. Oversight by managers did not put this right, "
        "because managers were doing the work of the posts that stood empty.",
        "The new head of the PDU has been honest about the task. She has our confidence, and she will need help: much "
        "of what has to change is in the hands of the region and of the national service.",
    ),
    recommendations=(
        (
            "Marlow Vale PDU",
            (
                "within three months of publication, review every case in which there are concerns about domestic "
                "abuse or the safety of a child, and put right what was missed",
                "make sure that information from the police and from children’s services is asked for at the start of "
                "every sentence and is analysed in the assessment",
                "make oversight by managers effective in keeping other people safe, and check that it is by looking at "
                "casework",
                "stop managers from countersigning assessments that they have not read",
                "allocate every person on probation to a named practitioner within ten working days of their sentence "
                "or release",
            ),
        ),
        (
            "Northern Fells region",
            (
                "within six months, fill the vacant posts of the PDU, or move staff to it until they are filled",
                "cut the wait for programmes for men who have been violent to their partners to three months.",
            ),
        ),
        (
            "HM Prison and Probation Service",
            ("give PDUs with a third of their posts vacant a way to lower what is asked of them.",),
        ),
    ),
    background=(
        "We conducted fieldwork in Marlow Vale PDU over the period of two weeks, beginning {fieldwork}. We inspected "
        "42 cases and interviewed 27 practitioners and all the managers. The PDU serves two former mill towns and the "
        "valley between them, and supervised about 1,400 people on probation. It was formed when two smaller units "
        "were joined."
    ),
    by_code=in_order(PDU_FROM_2023, LEADERSHIP, STAFFING, SERVICES, ASSESSMENT, PLANNING, IMPLEMENTATION, REVIEWING),
    sections={
        "P 1": (
            (
                "Diversity and inclusion",
                Judged(
                    strengths=("Women could report at a women’s centre in one of the two towns.",),
                    improvements=(
                        "Reports to court said little about a person’s heritage, faith or disability and what they "
                        "meant for the sentence.",
                    ),
                ),
            ),
        ),
    },
)
