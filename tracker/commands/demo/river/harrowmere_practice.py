"""Harrowmere: reviewing and home visits, with whatever can become of evidence and decisions."""

from __future__ import annotations

from tracker.commands.demo.people import (
    DILIP_RAMAN,
    IMOGEN_TARRANT,
    JUDITH_MARSH,
    NADIA_FAROUK,
    PETER_LINDQVIST,
    RAFAEL_OSEI,
)
from tracker.commands.demo.river.changing import Begin, ProposeNew, agree_to_it, submit_it
from tracker.commands.demo.river.judging import Decide, Judge, Release
from tracker.commands.demo.river.moving_dates import Ask, no_longer_ask
from tracker.commands.demo.river.planning import Promised, Write, agree, cancel, complete, reopen, start, submit
from tracker.commands.demo.river.showing import Show, Withdraw
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DecisionOutcome, EvidenceKind, Progress

# Eight milestones, so that the pace counts. Evidence of one goes stale before the inspectors come.
REVIEWING: tuple[Act, ...] = (
    Write(
        138,
        DILIP_RAMAN,
        (
            Promised("triggers", "Write down which changes call for a review", DILIP_RAMAN, -115, 5, "The page", -135),
            Promised("brief", "Brief every team", IMOGEN_TARRANT, -95, 5, "Notes of the briefings", -112),
            Promised("alerts", "Send alerts from the police to the practitioner", RAFAEL_OSEI, -75, 10, "Data", -95),
            Promised("cover", "Cover the cases of whoever is away", DILIP_RAMAN, -45, 10, "Rotas", -75),
            Promised("coach", "Coach the ten who review least", IMOGEN_TARRANT, -20, 5, "Notes", -45),
            Promised("panel", "Read five reviews together each month", IMOGEN_TARRANT, 6, 10, "Minutes", -20),
            Promised("voice", "Ask people on probation what a review was like", RAFAEL_OSEI, 22, 10, "Answers", 5),
            Promised(
                "embed",
                "Check 30 cases for reviews that kept people safe",
                RAFAEL_OSEI,
                40,
                40,
                "The audit",
                -10,
                is_embed=True,
                is_safe=True,
            ),
        ),
    ),
    submit(136, DILIP_RAMAN),
    agree(130, JUDITH_MARSH),
    Show(
        118,
        DILIP_RAMAN,
        "page",
        ("triggers",),
        "When to review",
        EvidenceKind.POLICY,
        "when-to-review.docx",
        ("A new partner.", "A new address.", "An arrest, with or without a charge."),
    ),
    complete(117, DILIP_RAMAN, "triggers", "One page, agreed with every team."),
    Decide(110, JUDITH_MARSH, "triggers", DecisionOutcome.SUFFICIENT, "Short and clear."),
    start(110, IMOGEN_TARRANT, "brief"),
    Show(
        97,
        IMOGEN_TARRANT,
        "briefings",
        ("brief",),
        "Notes of four briefings",
        EvidenceKind.MINUTES,
        "briefings.txt",
        ("Four briefings, 29 of 31 practitioners.", "Two were briefed on their return."),
        period=(-110, -98),
    ),
    complete(96, IMOGEN_TARRANT, "brief", "Everybody has been briefed."),
    Decide(88, JUDITH_MARSH, "brief", DecisionOutcome.SUFFICIENT, "All teams, with names."),
    start(94, RAFAEL_OSEI, "alerts"),
    Show(
        78,
        RAFAEL_OSEI,
        "alerts",
        ("alerts",),
        "Alerts passed on within a day",
        EvidenceKind.DATA,
        "alerts.csv",
        ("Week, Alerts, Within a day", "1, 14, 12", "2, 11, 11", "3, 9, 9"),
        period=(-95, -90),
    ),
    complete(77, RAFAEL_OSEI, "alerts", "32 of 34 alerts were passed on within a day."),
    Decide(70, NADIA_FAROUK, "alerts", DecisionOutcome.SUFFICIENT, "Checked against the log of the police."),
    start(70, DILIP_RAMAN, "cover"),
    Show(
        47,
        DILIP_RAMAN,
        "absence",
        ("cover",),
        "Absence and cover",
        EvidenceKind.OTHER,
        "absence-and-cover.xlsx",
        ("Week, Away, Covered", "1, 4, 4", "2, 5, 4"),
        "Who was away, and who held their cases.",
        (-70, -48),
        is_restricted=True,
    ),
    complete(46, DILIP_RAMAN, "cover", "Cases of whoever is away have a name beside them."),
    start(40, IMOGEN_TARRANT, "coach"),
    complete(18, IMOGEN_TARRANT, "coach", "All ten have been coached."),
    start(15, IMOGEN_TARRANT, "panel"),
    Ask(12, IMOGEN_TARRANT, "panel", 20, "A panel member is away."),
    no_longer_ask(11, IMOGEN_TARRANT, "panel"),
    start(8, RAFAEL_OSEI, "embed"),
    Judge(4, PETER_LINDQVIST, Progress.REASONABLE, Progress.INSUFFICIENT, "Well begun. The cases are still to come."),
)

VISITS: tuple[Act, ...] = (
    Write(
        138,
        DILIP_RAMAN,
        (
            Promised("list", "List the cases that call for a visit", IMOGEN_TARRANT, -100, 10, "The list"),
            Promised("pairs", "Send officers out in pairs", IMOGEN_TARRANT, 5, 10, "The diary"),
            Promised("cars", "Lease two cars for the villages", DILIP_RAMAN, -60, 5, "The lease"),
            Promised("check", "Check that visits were recorded", RAFAEL_OSEI, -30, 15, "15 cases", is_safe=True),
            Promised(
                "embed", "Check 20 cases for visits made", RAFAEL_OSEI, 45, 30, "20 cases", is_embed=True, is_safe=True
            ),
        ),
    ),
    submit(136, DILIP_RAMAN),
    agree(130, JUDITH_MARSH),
    # sufficient, until the file turned out to be another unit's
    Show(
        104,
        IMOGEN_TARRANT,
        "list",
        ("list",),
        "Cases that call for a visit",
        EvidenceKind.OTHER,
        "cases-to-visit.txt",
        ("64 cases call for a visit.",),
    ),
    complete(103, IMOGEN_TARRANT, "list", "64 cases are on the list."),
    Decide(95, JUDITH_MARSH, "list", DecisionOutcome.SUFFICIENT, "Each case has its reason."),
    Withdraw(22, IMOGEN_TARRANT, "cases-to-visit.txt", "It was the list of another office."),
    cancel(70, JUDITH_MARSH, "cars", "The council lends us two of its own."),
    # so that what is left of it counts in the place of what was cancelled
    Begin(52, DILIP_RAMAN, "The council’s cars have to be booked, and no one does that yet."),
    ProposeNew(
        52,
        DILIP_RAMAN,
        Promised("booking", "Book the council’s cars for each week", IMOGEN_TARRANT, 8, 5, "The bookings of a month"),
        instead_of=("cars",),
    ),
    submit_it(51, DILIP_RAMAN),
    agree_to_it(49, JUDITH_MARSH),
    # reported done, insufficient, and so taken up again
    start(80, IMOGEN_TARRANT, "pairs"),
    Show(
        60,
        IMOGEN_TARRANT,
        "diary",
        ("pairs",),
        "Diary of one week",
        EvidenceKind.OTHER,
        "diary.pdf",
        ("Monday: two visits", "Tuesday: none", "Wednesday: one visit"),
        period=(-66, -61),
    ),
    complete(59, IMOGEN_TARRANT, "pairs", "Officers go out in pairs."),
    Decide(52, NADIA_FAROUK, "pairs", DecisionOutcome.INSUFFICIENT, "Three visits in a week, and no names of pairs."),
    reopen(50, IMOGEN_TARRANT, "pairs", "The diary showed that it was done in one team only."),
    # a reviewer found it sufficient, an inspector partly: the inspector's stands
    Show(
        34,
        RAFAEL_OSEI,
        "cases",
        ("check",),
        "Fifteen cases checked",
        EvidenceKind.CASE_SAMPLE,
        "fifteen-cases.csv",
        ("Case, Visit recorded", *(f"{case}, {'no' if case % 5 == 0 else 'yes'}" for case in range(1, 16))),
        period=(-44, -36),
    ),
    complete(33, RAFAEL_OSEI, "check", "Visits were recorded in 12 of 15 cases."),
    Decide(26, NADIA_FAROUK, "check", DecisionOutcome.SUFFICIENT, "Twelve of fifteen, drawn at random."),
    Decide(8, PETER_LINDQVIST, "check", DecisionOutcome.PARTLY, "Recorded, but with little of what was seen."),
    Judge(7, PETER_LINDQVIST, Progress.INSUFFICIENT, Progress.NO_MEANINGFUL, "Visits are still the exception."),
    Release(5, PETER_LINDQVIST),
)

PLANS = {3: REVIEWING, 4: VISITS}
