"""Saltmarsh and Wickhaven since its second inspection: two plans have begun, and one of the first stands no more."""

from __future__ import annotations

from tracker.commands.demo.people import GRACE_ADEYEMI, MOIRA_KETTLE, NADIA_FAROUK, OWEN_THACKRAY, TOMASZ_WILK
from tracker.commands.demo.river.judging import Decide
from tracker.commands.demo.river.planning import Promised, Write, agree, complete, start, submit
from tracker.commands.demo.river.showing import Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DeadlineSource, DecisionOutcome, EvidenceKind

# Of the first inspection. It was under way when the second made the same recommendation again.
CASELOADS: tuple[Act, ...] = (
    Write(
        743,
        OWEN_THACKRAY,
        (
            Promised(
                "posts",
                "Fill the empty posts",
                OWEN_THACKRAY,
                -210,
                20,
                "The list of posts",
                source=DeadlineSource.HMPPS,
                because="The national plan for recruitment sets the month",
            ),
            Promised(
                "embed", "Show what each person holds", MOIRA_KETTLE, 40, 20, "A month’s caseloads", is_embed=True
            ),
        ),
    ),
    submit(742, OWEN_THACKRAY),
    agree(736, GRACE_ADEYEMI),
    start(730, OWEN_THACKRAY, "posts"),
    Show(
        213,
        OWEN_THACKRAY,
        "posts",
        ("posts",),
        "List of posts",
        EvidenceKind.DATA,
        "list-of-posts.csv",
        ("Team, Posts, Filled", "Saltmarsh, 7, 6", "Wickhaven, 5, 3"),
        period=(-225, -214),
    ),
    complete(212, OWEN_THACKRAY, "posts", "Nine of twelve posts are filled."),
    Decide(205, NADIA_FAROUK, "posts", DecisionOutcome.PARTLY, "Three posts are still empty."),
    start(100, MOIRA_KETTLE, "embed"),
)

IN_PERSON: tuple[Act, ...] = (
    Write(
        24,
        TOMASZ_WILK,
        (
            Promised("why", "Ask practitioners why they telephone", MOIRA_KETTLE, -8, 10, "Their answers", starts=-16),
            Promised(
                "embed",
                "Read 20 cases each month for who was seen in person",
                TOMASZ_WILK,
                50,
                20,
                "Three months’ lists",
                is_embed=True,
                is_safe=True,
            ),
        ),
    ),
    submit(22, TOMASZ_WILK),
    agree(18, OWEN_THACKRAY),
    start(16, MOIRA_KETTLE, "why"),
    complete(9, MOIRA_KETTLE, "why", "Most say that the drive takes half of a day."),
)

REVIEWS: tuple[Act, ...] = (
    Write(
        23,
        TOMASZ_WILK,
        (
            Promised("form", "Ask in the review what it changes", MOIRA_KETTLE, 10, 10, "The form"),
            Promised("embed", "Read 15 reviews and their plans", TOMASZ_WILK, 35, 15, "15 cases", is_embed=True),
        ),
    ),
    submit(21, TOMASZ_WILK),
)

EARLIER = {5: CASELOADS}
LATER = {1: IN_PERSON, 2: REVIEWS}
