"""Other places: what is measured, said, waited for and changed there, and plans that were delivered and assured."""

from __future__ import annotations

from tracker.commands.demo.people import (
    BRYN_HOLLOWAY,
    GRACE_ADEYEMI,
    JUDITH_MARSH,
    LEON_CASTELL,
    MOIRA_KETTLE,
    OWEN_THACKRAY,
    TOMASZ_WILK,
)
from tracker.commands.demo.reports import Report
from tracker.commands.demo.river.changing import Begin, ProposeNew, ProposeOther, give_it_back, submit_it
from tracker.commands.demo.river.measuring import MeasureOwn, Read
from tracker.commands.demo.river.planning import Promised, assure, deliver, sustain
from tracker.commands.demo.river.saying import Say, Update
from tracker.commands.demo.river.stage import Act
from tracker.commands.demo.river.waiting import Block, WaitFor
from tracker.domain.vocabulary import Confidence, Whose

# A school waits for what is due after it; a change of the plan is being written.
ROOMS: tuple[Act, ...] = (
    WaitFor(139, LEON_CASTELL, "schools", ("calendar", "embed")),
    Block(
        30, BRYN_HOLLOWAY, "schools", Whose.ESTATES, "Keys and insurance for three rooms", 9, "The council’s estates"
    ),
    Update(18, LEON_CASTELL, Confidence.AT_RISK, "Two of five schools have agreed."),
    Say(17, JUDITH_MARSH, "@Leon Castell which schools have not answered?", "schools"),
    Begin(6, LEON_CASTELL, "One school has closed, so children there are seen elsewhere."),
    ProposeOther(6, LEON_CASTELL, "schools", {"title": "Agree the use of a room with each school and the library"}),
)

# A change waits for the regional lead.
HEALTH: tuple[Act, ...] = (
    Begin(8, LEON_CASTELL, "The therapist offers to see plans before they are agreed."),
    ProposeNew(
        8,
        LEON_CASTELL,
        Promised("therapist", "Have a therapist read ten plans", BRYN_HOLLOWAY, 45, 5, "What the therapist wrote"),
    ),
    submit_it(5, LEON_CASTELL),
)

# A change was returned.
ENQUIRIES: tuple[Act, ...] = (
    Begin(15, JUDITH_MARSH, "A fourth police force has joined."),
    ProposeNew(
        15,
        JUDITH_MARSH,
        Promised("fourth", "Agree the form with the fourth force", JUDITH_MARSH, 20, 5, "The signed form"),
    ),
    submit_it(14, JUDITH_MARSH),
    give_it_back(9, GRACE_ADEYEMI, "Say how the first three hear of it."),
)

# Delivered before the inspectors came back, and closed by their verdict.
TRAINING: tuple[Act, ...] = (
    MeasureOwn(
        428,
        TOMASZ_WILK,
        "trained",
        "Cases held by somebody trained for them",
        55,
        "Just over half of cases were held by somebody trained for them.",
        90,
        "What we found on staff",
    ),
    Read(214, MOIRA_KETTLE, "trained", (-240, -225), 19, 20, "A reviewer from outside the unit"),
    deliver(210, TOMASZ_WILK),
)

# Delivered, sustained and assured: it awaits the inspectors’ verdict.
CONCERNS: tuple[Act, ...] = (
    MeasureOwn(
        428,
        TOMASZ_WILK,
        "hear",
        "Staff who hear what became of a concern",
        None,
        "Staff did not know what became of a concern.",
        80,
        "What we found on leadership",
    ),
    Read(203, MOIRA_KETTLE, "hear", (-215, -208), 68, 80, "The staff survey"),
    deliver(190, TOMASZ_WILK),
    sustain(185, OWEN_THACKRAY),
    assure(100, OWEN_THACKRAY),
)

PLANS: dict[tuple[Report, int], tuple[Act, ...]] = {
    (Report.ASHCOMBE, 4): ROOMS,
    (Report.ASHCOMBE, 5): HEALTH,
    (Report.NORTHERN_FELLS, 1): ENQUIRIES,
    (Report.SALTMARSH, 1): TRAINING,
    (Report.SALTMARSH, 4): CONCERNS,
}
