"""Harrowmere: what depends on others. One plan is off track, one not agreed to, one waits for the national lead."""

from __future__ import annotations

from tracker.commands.demo.people import (
    CALLUM_REID,
    DILIP_RAMAN,
    FERN_OAKLEY,
    IMOGEN_TARRANT,
    JUDITH_MARSH,
    NADIA_FAROUK,
    RAFAEL_OSEI,
)
from tracker.commands.demo.river.judging import Decide
from tracker.commands.demo.river.planning import Promised, Write, agree, complete, give_back, start, submit
from tracker.commands.demo.river.showing import Renew, Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DecisionOutcome, EvidenceKind

_MINUTES = ("The police will answer within five working days.", "Children’s services will name a contact.")
# Returned, handed over, agreed late. A milestone is weeks overdue, and its owner has left.
POLICE: tuple[Act, ...] = (
    Write(
        138,
        CALLUM_REID,
        (
            Promised("terms", "Agree how enquiries are answered", DILIP_RAMAN, -90, 10, "Minutes", behalf="The police"),
            Promised("ask", "Ask in every case at the start", IMOGEN_TARRANT, -40, 20, "Data of a month", is_safe=True),
            Promised("brief", "Brief all teams on analysis", FERN_OAKLEY, -16, 10, "Notes of the briefings"),
        ),
    ),
    start(134, DILIP_RAMAN, "terms"),
    Show(
        95,
        IMOGEN_TARRANT,
        "minutes",
        ("terms",),
        "Minutes of the meeting with the police",
        EvidenceKind.MINUTES,
        "meeting-with-the-police.txt",
        _MINUTES,
        period=(-98, -98),
    ),
    Show(
        94,
        DILIP_RAMAN,
        "again",
        ("terms",),
        "Minutes",
        EvidenceKind.MINUTES,
        "the-same-minutes.txt",
        _MINUTES,
    ),
    complete(92, DILIP_RAMAN, "terms", "Terms are agreed with both police forces."),
    Decide(84, JUDITH_MARSH, "terms", DecisionOutcome.PARTLY, "Children’s services have not named a contact."),
    Decide(70, NADIA_FAROUK, "terms", DecisionOutcome.SUFFICIENT, "The contact is named in the minutes."),
    Write(
        61,
        DILIP_RAMAN,
        (
            Promised(
                "embed",
                "Check 20 cases for information that was analysed",
                RAFAEL_OSEI,
                35,
                40,
                "The audit",
                is_embed=True,
                is_safe=True,
            ),
        ),
    ),
    submit(60, DILIP_RAMAN),
    give_back(57, JUDITH_MARSH, "Say how you will know that information is analysed and not only asked for."),
    submit(54, DILIP_RAMAN),
    agree(52, JUDITH_MARSH),
    start(50, IMOGEN_TARRANT, "ask"),
    Show(
        43,
        IMOGEN_TARRANT,
        "enquiries",
        ("ask",),
        "Enquiries made and answered",
        EvidenceKind.DATA,
        "enquiries.csv",
        ("Week, New cases, Asked, Answered", "1, 12, 11, 9", "2, 10, 10, 10"),
        period=(-55, -44),
    ),
    complete(42, IMOGEN_TARRANT, "ask", "Asked in 95% of new cases."),
    Decide(32, NADIA_FAROUK, "ask", DecisionOutcome.SUFFICIENT, "Checked against the cases themselves."),
    start(28, FERN_OAKLEY, "brief"),
    Renew(6, IMOGEN_TARRANT, "enquiries", "enquiries-2.csv", ("Week, New cases, Asked", "3, 9, 9", "4, 13, 13")),
)

# Not agreed to; what was still to be done does not fit that.
HEALTH: tuple[Act, ...] = (
    Write(
        138,
        DILIP_RAMAN,
        (
            Promised(
                "ask",
                "Ask the health board to look at its contract",
                DILIP_RAMAN,
                30,
                10,
                "The answer",
                behalf="The health board",
                is_embed=True,
            ),
        ),
    ),
    submit(136, DILIP_RAMAN),
    agree(130, JUDITH_MARSH),
)

SPANS: tuple[Act, ...] = (
    Write(
        12,
        JUDITH_MARSH,
        (
            Promised("post", "Appoint two managers", DILIP_RAMAN, 40, 10, "Letters", behalf="Northern Fells region"),
            Promised(
                "embed", "Show that no manager has more than eight", DILIP_RAMAN, 60, 10, "The list", is_embed=True
            ),
        ),
    ),
    submit(6, JUDITH_MARSH),
)

PLANS = {2: POLICE, 6: HEALTH, 7: SPANS}
