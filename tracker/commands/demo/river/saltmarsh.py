"""Saltmarsh and Wickhaven: the inspectors have come back. Three recommendations are closed, one awaits its verdict."""

from __future__ import annotations

from tracker.commands.demo.people import MOIRA_KETTLE, NADIA_FAROUK, OWEN_THACKRAY, RUTH_CALLOWAY, TOMASZ_WILK
from tracker.commands.demo.river.judging import Close, Decide, Judge, Release
from tracker.commands.demo.river.planning import Promised, Write, agree, cancel, complete, start, submit
from tracker.commands.demo.river.showing import Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DecisionOutcome, EvidenceKind, Progress, VerdictWord

TRAINING: tuple[Act, ...] = (
    Write(
        440,
        TOMASZ_WILK,
        (
            Promised("needs", "List what each practitioner has been trained for", MOIRA_KETTLE, -400, 10, "The list"),
            Promised("courses", "Train whoever holds cases they were not trained for", MOIRA_KETTLE, -300, 20, "Names"),
            Promised(
                "embed", "Check that trained staff hold the cases", TOMASZ_WILK, -220, 30, "20 cases", is_embed=True
            ),
        ),
    ),
    submit(436, TOMASZ_WILK),
    agree(430, OWEN_THACKRAY),
    start(425, MOIRA_KETTLE, "needs"),
    complete(404, MOIRA_KETTLE, "needs", "Every practitioner is on the list."),
    Show(
        404,
        MOIRA_KETTLE,
        "list",
        ("needs", "courses"),
        "Training by practitioner",
        EvidenceKind.TRAINING_LIST,
        "training-by-practitioner.xlsx",
        ("Practitioner, Kind of case, Trained", "A, Domestic abuse, yes", "B, Sexual offending, no"),
    ),
    Decide(395, OWEN_THACKRAY, "needs", DecisionOutcome.SUFFICIENT, "The list is whole and was checked by a manager."),
    start(380, MOIRA_KETTLE, "courses"),
    complete(296, MOIRA_KETTLE, "courses", "All 31 courses were finished."),
    Decide(290, OWEN_THACKRAY, "courses", DecisionOutcome.SUFFICIENT, "Names and dates match the list."),
    complete(222, TOMASZ_WILK, "embed", "19 of 20 cases are held by somebody trained for them."),
    Show(
        222,
        TOMASZ_WILK,
        "audit",
        ("embed",),
        "Audit of 20 cases",
        EvidenceKind.PRACTICE_AUDIT,
        "audit-of-20-cases.csv",
        ("Case, Trained for it", *(f"{case}, {'no' if case == 7 else 'yes'}" for case in range(1, 21))),
        period=(-240, -225),
    ),
    Decide(215, NADIA_FAROUK, "embed", DecisionOutcome.SUFFICIENT, "We drew five of the cases again and agree."),
    Decide(62, RUTH_CALLOWAY, "embed", DecisionOutcome.SUFFICIENT, "Borne out by the cases we read."),
    Judge(61, RUTH_CALLOWAY, Progress.GOOD, Progress.GOOD, "Staff hold cases that they are trained for."),
    Release(56, RUTH_CALLOWAY),
    Close(50, RUTH_CALLOWAY, VerdictWord.ACHIEVED, "The change has lasted for a year."),
)

TRANSFERRED: tuple[Act, ...] = (
    Write(
        440,
        TOMASZ_WILK,
        (
            Promised(
                "review", "Review the risk of harm in every case transferred", TOMASZ_WILK, -330, 30, "A line a case"
            ),
            Promised(
                "embed",
                "Show that what was found changed the work",
                MOIRA_KETTLE,
                -240,
                30,
                "20 of the cases, read by another unit",
                is_embed=True,
                is_safe=True,
            ),
        ),
    ),
    submit(436, TOMASZ_WILK),
    agree(430, OWEN_THACKRAY),
    start(420, TOMASZ_WILK, "review"),
    Show(
        330,
        TOMASZ_WILK,
        "cases",
        ("review",),
        "All transferred cases",
        EvidenceKind.DATA,
        "transferred-cases.csv",
        ("Month, Reviewed, Left", "1, 40, 88", "2, 45, 43", "3, 43, 0"),
        period=(-420, -332),
    ),
    complete(328, TOMASZ_WILK, "review", "All 128 cases are reviewed."),
    Decide(320, OWEN_THACKRAY, "review", DecisionOutcome.SUFFICIENT, "Each case has its line and its date."),
    Show(
        236,
        MOIRA_KETTLE,
        "sample",
        ("embed",),
        "Twenty cases read by Brackenfold",
        EvidenceKind.CASE_SAMPLE,
        "twenty-cases.docx",
        ("Twenty cases were read.", "In eleven the plan was changed after the review."),
        period=(-250, -238),
    ),
    complete(235, MOIRA_KETTLE, "embed", "The plan was changed in 11 of 20."),
    Decide(228, NADIA_FAROUK, "embed", DecisionOutcome.PARTLY, "Eleven of twenty is some way off."),
    Judge(61, RUTH_CALLOWAY, Progress.REASONABLE, Progress.INSUFFICIENT, "Reviewed, and seldom acted on."),
    Release(56, RUTH_CALLOWAY),
    Close(48, RUTH_CALLOWAY, VerdictWord.PARTIALLY_ACHIEVED, "The reviews were done. Plans changed in half of them."),
)

IN_PERSON: tuple[Act, ...] = (
    Write(
        440,
        TOMASZ_WILK,
        (
            Promised("rooms", "Open the second reporting office", TOMASZ_WILK, -340, 10, "Photographs"),
            Promised("vans", "Hire a van for the marshes", MOIRA_KETTLE, -320, 5, "The contract"),
            Promised(
                "embed", "Check that people are seen in person", MOIRA_KETTLE, -230, 20, "30 cases", is_embed=True
            ),
        ),
    ),
    submit(436, TOMASZ_WILK),
    agree(430, OWEN_THACKRAY),
    cancel(350, OWEN_THACKRAY, "vans", "The bus now runs on the days when people report."),
    Show(
        338,
        TOMASZ_WILK,
        "office",
        ("rooms",),
        "The second office",
        EvidenceKind.OTHER,
        "second-office.png",
        ("front door", "waiting room with six chairs", "two rooms"),
    ),
    complete(337, TOMASZ_WILK, "rooms", "It has been open since Monday."),
    Decide(330, OWEN_THACKRAY, "rooms", DecisionOutcome.SUFFICIENT, "I have been there."),
    complete(232, MOIRA_KETTLE, "embed", "Most people are seen in person again."),
    Decide(225, NADIA_FAROUK, "embed", DecisionOutcome.INSUFFICIENT, "No cases were given to look at."),
    Decide(62, RUTH_CALLOWAY, "embed", DecisionOutcome.INSUFFICIENT, "Two of five people we asked are telephoned."),
    Judge(60, RUTH_CALLOWAY, Progress.INSUFFICIENT, Progress.NO_MEANINGFUL, "A third are still seen by telephone."),
    Release(56, RUTH_CALLOWAY),
    Close(45, RUTH_CALLOWAY, VerdictWord.NOT_ACHIEVED, "The office helped. The habit has not changed."),
)

CONCERNS: tuple[Act, ...] = (
    Write(
        440,
        TOMASZ_WILK,
        (
            Promised("box", "Answer each concern within ten working days", TOMASZ_WILK, -300, 10, "The register"),
            Promised(
                "embed", "Ask staff whether they hear back", MOIRA_KETTLE, -200, 10, "The staff survey", is_embed=True
            ),
        ),
    ),
    submit(436, TOMASZ_WILK),
    agree(430, OWEN_THACKRAY),
    start(410, TOMASZ_WILK, "box"),
    Show(
        302,
        TOMASZ_WILK,
        "register",
        ("box",),
        "Register of concerns",
        EvidenceKind.OTHER,
        "register-of-concerns.txt",
        ("41 concerns", "39 answered within ten working days"),
        period=(-400, -305),
    ),
    complete(301, TOMASZ_WILK, "box", "39 of 41 were answered in time."),
    Decide(292, OWEN_THACKRAY, "box", DecisionOutcome.SUFFICIENT, "The register is kept with care."),
    Show(
        205,
        MOIRA_KETTLE,
        "survey",
        ("embed",),
        "Staff survey",
        EvidenceKind.DATA,
        "staff-survey.pdf",
        ("Do you hear what became of a concern?", "Yes: 68 of 80 (85%)"),
        period=(-215, -208),
    ),
    complete(204, MOIRA_KETTLE, "embed", "85% of staff say that they hear back."),
    Decide(198, OWEN_THACKRAY, "embed", DecisionOutcome.SUFFICIENT, "Four in five answered the survey."),
)

PLANS = {1: TRAINING, 2: TRANSFERRED, 3: IN_PERSON, 4: CONCERNS}
