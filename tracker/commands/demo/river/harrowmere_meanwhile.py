"""Harrowmere: what is measured, said, waited for, changed and handed over while its plans are worked."""

from __future__ import annotations

from tracker.commands.demo.people import (
    DILIP_RAMAN,
    FERN_OAKLEY,
    GRACE_ADEYEMI,
    IMOGEN_TARRANT,
    JUDITH_MARSH,
    NADIA_FAROUK,
    PETER_LINDQVIST,
    RAFAEL_OSEI,
)
from tracker.commands.demo.river.changing import (
    Begin,
    ProposeOther,
    agree_to_it,
    give_it_up,
    submit_it,
)
from tracker.commands.demo.river.handing import Accept, HandOver
from tracker.commands.demo.river.judging import Judge, Release
from tracker.commands.demo.river.measuring import Correct, MeasureOwn, MeasureQuestion, Read
from tracker.commands.demo.river.planning import deliver, sustain
from tracker.commands.demo.river.saying import PutAway, Say, Update
from tracker.commands.demo.river.stage import Act
from tracker.commands.demo.river.waiting import Block, Clear, WaitFor
from tracker.domain.vocabulary import Confidence, Progress, Whose

# Past half of its time, and nothing was read of its measure. It was changed once, and the change was agreed.
MANAGERS: tuple[Act, ...] = (
    MeasureOwn(
        137,
        DILIP_RAMAN,
        "oversight",
        "Management oversight improved the work",
        None,
        "Oversight seldom improved the work.",
        90,
        "What we found on staffing",
    ),
    Begin(98, DILIP_RAMAN, "Two managers left, so more have to be trained."),
    ProposeOther(97, DILIP_RAMAN, "train", {"evidence_expected": "Who was there, and who is still to come"}),
    submit_it(96, DILIP_RAMAN),
    agree_to_it(93, JUDITH_MARSH),
    Update(90, DILIP_RAMAN, Confidence.ON_TRACK, "The free day is kept. Observing has begun."),
    Block(86, IMOGEN_TARRANT, "watch", Whose.COURTS, "The court has to let us observe its officers", -70),
    Clear(74, IMOGEN_TARRANT, "watch", "The court agreed to two mornings a week."),
    Update(12, DILIP_RAMAN, Confidence.AT_RISK, "The training runs late. The audit will be tight."),
    Block(18, IMOGEN_TARRANT, "train", Whose.RECRUITMENT, "Two managers are to be appointed and trained", 4),
)

# An answer came, and another is long overdue. What was read of its key question got worse.
POLICE: tuple[Act, ...] = (
    MeasureQuestion(51, DILIP_RAMAN, "question"),
    Block(49, IMOGEN_TARRANT, "ask", Whose.POLICE, "Which desk answers enquiries", -46),
    Clear(47, IMOGEN_TARRANT, "ask", "Both forces named a desk."),
    Block(27, FERN_OAKLEY, "brief", Whose.CHILDRENS_SERVICES, "A speaker for the briefings", -12),
    Read(20, RAFAEL_OSEI, "question", (-41, -22), 5, 25, "Two managers of another unit"),
    Update(16, DILIP_RAMAN, Confidence.OFF_TRACK, "Nobody leads the briefings, and answers are slower than before."),
    Say(8, JUDITH_MARSH, "@Dilip Raman who briefs the teams now? The milestone needs an owner."),
)

# A reading was corrected, and the outcome improves. One handover waits to be accepted.
REVIEWING: tuple[Act, ...] = (
    MeasureQuestion(128, DILIP_RAMAN, "question"),
    WaitFor(127, DILIP_RAMAN, "embed", ("panel", "voice")),
    WaitFor(126, DILIP_RAMAN, "panel", ("coach",)),
    Read(84, RAFAEL_OSEI, "question", (-108, -90), 21, 30, "The audit group"),
    Correct(Read(80, RAFAEL_OSEI, "question", (-108, -90), 12, 30, "The audit group"), "Met and not met were swapped."),
    Update(66, DILIP_RAMAN, Confidence.AT_RISK, "Reviews are made, and not yet better."),
    Say(64, NADIA_FAROUK, "@Rafael Osei which cases were drawn for the reading?"),
    Say(63, RAFAEL_OSEI, "Every third case with a change in the last month. The list is kept."),
    PutAway(63, RAFAEL_OSEI),
    Read(24, RAFAEL_OSEI, "question", (-45, -27), 19, 32, "The audit group, with a reader from Skelbeck"),
    Update(20, DILIP_RAMAN, Confidence.ON_TRACK, "Three in five reviews are sufficient now."),
    Say(10, JUDITH_MARSH, "@Imogen Tarrant @Rafael Osei please show the panel’s first minutes.", "panel"),
    Update(14, RAFAEL_OSEI, Confidence.AT_RISK, "The questions are agreed. What people answer on is missing.", "voice"),
    Block(9, RAFAEL_OSEI, "voice", Whose.IT, "Tablets on which people answer", 6),
    HandOver(4, DILIP_RAMAN, "voice", RAFAEL_OSEI, IMOGEN_TARRANT, "Rafael leads the audit until the inspectors come."),
)

# What it measures got worse. A change was begun and given up.
VISITS: tuple[Act, ...] = (
    MeasureOwn(
        128,
        DILIP_RAMAN,
        "missing",
        "Cases that called for a home visit and had none",
        57,
        "Home visits were missing in 57% of the cases that called for one.",
        20,
        "What we found on implementation",
    ),
    Read(90, RAFAEL_OSEI, "missing", (-110, -95), 12, 25, "Two managers"),
    Begin(49, DILIP_RAMAN, "Pairs may not be possible in the villages."),
    give_it_up(47, DILIP_RAMAN),
    Block(
        40,
        IMOGEN_TARRANT,
        "pairs",
        Whose.OTHER,
        "Whether volunteers may go along with officers",
        -5,
        "The head of operations of the region",
    ),
    Read(21, RAFAEL_OSEI, "missing", (-44, -25), 16, 25, "Two managers"),
    Update(19, DILIP_RAMAN, Confidence.OFF_TRACK, "Visits fell again while two officers were away."),
)

# Delivered, measured, and being sustained.
TRAINING: tuple[Act, ...] = (
    MeasureOwn(
        129,
        DILIP_RAMAN,
        "finished",
        "Practitioners who have finished the training",
        33,
        "Only a third had finished it.",
        100,
        "What we found on staffing",
    ),
    Read(33, IMOGEN_TARRANT, "finished", (-40, -34), 31, 31, "The training department"),
    Say(31, IMOGEN_TARRANT, "@judith.marsh@fells.example the list is complete, with dates.", "finish"),
    deliver(14, DILIP_RAMAN),
    sustain(12, JUDITH_MARSH),
)

HEALTH: tuple[Act, ...] = (
    Block(60, DILIP_RAMAN, "ask", Whose.COMMISSIONING, "The health board’s answer about its contract", 12),
    HandOver(40, JUDITH_MARSH, "ask", DILIP_RAMAN, RAFAEL_OSEI, "The contact of the health board works with Rafael."),
    Accept(38, RAFAEL_OSEI),
    Judge(7, PETER_LINDQVIST, Progress.NO_MEANINGFUL, Progress.NO_MEANINGFUL, "The health board has not answered."),
    Release(5, PETER_LINDQVIST),
)

SPANS: tuple[Act, ...] = (Say(5, GRACE_ADEYEMI, "@Judith Marsh who else has posts to fill in this round?"),)

PLANS = {1: MANAGERS, 2: POLICE, 3: REVIEWING, 4: VISITS, 5: TRAINING, 6: HEALTH, 7: SPANS}
