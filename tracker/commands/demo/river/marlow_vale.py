"""Marlow Vale: weeks after its report. Plans are being written, submitted and returned; some work has begun."""

from __future__ import annotations

from tracker.commands.demo.people import ESTHER_QUILL, JUDITH_MARSH, SUNITA_BEDI
from tracker.commands.demo.river.planning import Promised, Write, give_back, start, submit
from tracker.commands.demo.river.showing import Ending, Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import EvidenceKind

# Waits for the regional lead. All its evidence came this week, some of it not through to the end.
REVIEW: tuple[Act, ...] = (
    Write(
        11,
        ESTHER_QUILL,
        (
            Promised("first", "Review the cases of highest risk", SUNITA_BEDI, 4, 20, "A line a case", is_safe=True),
            Promised("rest", "Review all the others", SUNITA_BEDI, 35, 20, "A line a case"),
            Promised("embed", "Have another unit read 20 of them", ESTHER_QUILL, 45, 30, "20 cases", is_embed=True),
        ),
    ),
    submit(9, ESTHER_QUILL),
    start(8, SUNITA_BEDI, "first"),
    Show(
        3,
        SUNITA_BEDI,
        "cases",
        ("first",),
        "Cases reviewed so far",
        EvidenceKind.CASE_SAMPLE,
        "reviewed-so-far.csv",
        ("Case, Missed, Put right", "1, nothing, -", "2, a new address, yes"),
        period=(-8, -4),
    ),
    Show(
        2,
        SUNITA_BEDI,
        "summary",
        ("first",),
        "What the reviews found",
        EvidenceKind.OTHER,
        "what-the-reviews-found.docx",
        ("In two cases of ten something had been missed.",),
        ending=Ending.WAITING,
    ),
    Show(
        1,
        SUNITA_BEDI,
        "letter",
        ("rest",),
        "Letter to children’s services",
        EvidenceKind.OTHER,
        "letter.txt",
        ("Please tell us of each child.",),
        ending=Ending.CUT_OFF,
    ),
)

READY: tuple[Act, ...] = (
    Write(
        6,
        ESTHER_QUILL,
        (
            Promised("ask", "Ask at the start of every sentence", SUNITA_BEDI, 15, 10, "Data of a month"),
            Promised("embed", "Check 20 assessments for analysis", ESTHER_QUILL, 50, 10, "20 cases", is_embed=True),
        ),
    ),
)

WITH_GAPS: tuple[Act, ...] = (
    Write(
        5,
        ESTHER_QUILL,
        (
            Promised("time", "Free managers from two meetings a week", ESTHER_QUILL, 10, 20),
            Promised("embed", "Look at casework each month", SUNITA_BEDI, 40, 5, "Notes", is_embed=True),
        ),
    ),
)

ALLOCATION: tuple[Act, ...] = (
    Write(
        10,
        ESTHER_QUILL,
        (Promised("embed", "Allocate within ten working days", SUNITA_BEDI, 20, 10, "Data of a month", is_embed=True),),
    ),
    submit(7, ESTHER_QUILL),
    give_back(3, JUDITH_MARSH, "Say what happens where nobody can take a case."),
)

PLANS = {1: REVIEW, 2: READY, 3: WITH_GAPS, 5: ALLOCATION}
