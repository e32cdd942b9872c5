"""Harrowmere: time for managers, which is late, and training, which is delivered."""

from __future__ import annotations

from tracker.commands.demo.people import (
    DILIP_RAMAN,
    IMOGEN_TARRANT,
    JUDITH_MARSH,
    NADIA_FAROUK,
    PETER_LINDQVIST,
    RAFAEL_OSEI,
)
from tracker.commands.demo.river.judging import Decide, Judge, Release
from tracker.commands.demo.river.moving_dates import Ask, approve, decline
from tracker.commands.demo.river.planning import Promised, Write, agree, complete, start, submit
from tracker.commands.demo.river.showing import Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DeadlineSource, DecisionOutcome, EvidenceKind, Progress

# Something is some days late, an audit went stale, and two milestones are due after the date that the report set.
MANAGERS: tuple[Act, ...] = (
    Write(
        138,
        DILIP_RAMAN,
        (
            Promised("day", "Keep one day a week free for quality", DILIP_RAMAN, -110, 10, "Rotas of two months"),
            Promised("start", "Check 20 cases to see where we stand", RAFAEL_OSEI, -120, 10, "The audit"),
            Promised("watch", "Observe every practitioner at work", IMOGEN_TARRANT, -60, 20, "Notes of each"),
            Promised("train", "Train managers in giving feedback", IMOGEN_TARRANT, -23, 15, "Who was there"),
            Promised(
                "embed", "Check 30 cases for oversight that helped", RAFAEL_OSEI, 25, 40, "The audit", is_embed=True
            ),
        ),
    ),
    submit(136, DILIP_RAMAN),
    agree(130, JUDITH_MARSH),
    start(129, DILIP_RAMAN, "day"),
    Show(
        124,
        RAFAEL_OSEI,
        "audit",
        ("start",),
        "Audit of 20 cases",
        EvidenceKind.PRACTICE_AUDIT,
        "where-we-stand.csv",
        ("Case, Oversight recorded, Oversight helped", "1, yes, no", "2, yes, yes", "3, no, no"),
        period=(-155, -148),
    ),
    complete(123, RAFAEL_OSEI, "start", "Oversight helped in 8 of 20 cases."),
    Decide(114, JUDITH_MARSH, "start", DecisionOutcome.SUFFICIENT, "Honest, and drawn at random."),
    Show(
        112,
        IMOGEN_TARRANT,
        "rotas",
        ("day", "watch"),
        "Rotas",
        EvidenceKind.OTHER,
        "rotas.xlsx",
        ("Week, Manager, Quality day", "1, A, Tuesday", "2, A, Tuesday", "1, B, Thursday"),
        "The free day was kept in 15 of 16 weeks.",
        (-150, -114),
    ),
    complete(111, DILIP_RAMAN, "day", "The day is in every rota."),
    Decide(104, JUDITH_MARSH, "day", DecisionOutcome.SUFFICIENT, "Kept in all but one week."),
    start(100, IMOGEN_TARRANT, "watch"),
    complete(58, IMOGEN_TARRANT, "watch", "27 of 31 were observed. Four are away."),
    Decide(50, JUDITH_MARSH, "watch", DecisionOutcome.PARTLY, "The time is there. Notes of what was seen are missing."),
    Ask(27, IMOGEN_TARRANT, "train", -3, "The trainer is ill until next month."),
    approve(25, JUDITH_MARSH, "train", "Agreed. No other trainer could be found."),
    start(20, IMOGEN_TARRANT, "train"),
    Ask(4, IMOGEN_TARRANT, "train", 15, "Two managers are still to be trained."),  # a second, so it goes one level up
    Ask(10, RAFAEL_OSEI, "embed", 45, "The audit should follow the training."),
    decline(7, JUDITH_MARSH, "embed", "The inspectors may come before then."),
)

TRAINING: tuple[Act, ...] = (
    Write(
        138,
        DILIP_RAMAN,
        (
            Promised("list", "List who has to finish which part", IMOGEN_TARRANT, -115, 10, "The list"),
            Promised(
                "finish",
                "Finish the training on domestic abuse",
                IMOGEN_TARRANT,
                -30,
                20,
                "Names and dates",
                source=DeadlineSource.INSPECTORATE,
                because="Recommendation 5 sets the month",
            ),
            Promised("embed", "Check 20 cases for what was learned", RAFAEL_OSEI, -18, 30, "The audit", is_embed=True),
        ),
    ),
    submit(136, DILIP_RAMAN),
    agree(130, JUDITH_MARSH),
    Show(
        117,
        IMOGEN_TARRANT,
        "list",
        ("list", "finish"),
        "Training list",
        EvidenceKind.TRAINING_LIST,
        "training-list.xlsx",
        ("Practitioner, Part 1, Part 2", "A, yes, no", "B, yes, yes"),
        period=(-130, -118),
    ),
    complete(116, IMOGEN_TARRANT, "list", "All 31 practitioners are on it."),
    Decide(108, JUDITH_MARSH, "list", DecisionOutcome.SUFFICIENT, "Nobody is missing."),
    start(100, IMOGEN_TARRANT, "finish"),
    complete(34, IMOGEN_TARRANT, "finish", "All 31 have finished."),
    Decide(28, JUDITH_MARSH, "finish", DecisionOutcome.SUFFICIENT, "Names and dates match the list."),
    Show(
        20,
        RAFAEL_OSEI,
        "audit",
        ("embed",),
        "Audit of 20 cases after the training",
        EvidenceKind.PRACTICE_AUDIT,
        "after-the-training.pdf",
        ("Twenty cases drawn at random.", "Domestic abuse was analysed in 17 (85%)."),
        period=(-29, -21),
    ),
    complete(19, RAFAEL_OSEI, "embed", "17 of 20 cases show what was learned."),
    Decide(16, NADIA_FAROUK, "embed", DecisionOutcome.SUFFICIENT, "We read five of them again and agree."),
    Decide(9, PETER_LINDQVIST, "embed", DecisionOutcome.SUFFICIENT, "The analysis is there, in words of their own."),
    Judge(8, PETER_LINDQVIST, Progress.GOOD, Progress.REASONABLE, "Delivered in full. It shows in most cases."),
    Release(5, PETER_LINDQVIST),
)

PLANS = {1: MANAGERS, 5: TRAINING}
