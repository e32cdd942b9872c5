"""Ashcombe and Thornley: work that is reported done and waits, work under way, and work not begun."""

from __future__ import annotations

from tracker.commands.demo.people import BRYN_HOLLOWAY, JUDITH_MARSH, LEON_CASTELL
from tracker.commands.demo.river.changing import Begin, ProposeOther, agree_to_it, submit_it
from tracker.commands.demo.river.judging import Decide
from tracker.commands.demo.river.planning import Promised, Write, agree, complete, start, submit
from tracker.commands.demo.river.showing import Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DeadlineSource, DecisionOutcome, EvidenceKind

# All of it is reported done, and nobody has decided yet; one file is older than the report.
PLANNING: tuple[Act, ...] = (
    Write(
        150,
        LEON_CASTELL,
        (
            Promised("form", "Put safety first in the form for plans", BRYN_HOLLOWAY, -60, 20, "The new form"),
            Promised(
                "embed", "Read 15 plans made with it", LEON_CASTELL, -12, 20, "15 plans", is_embed=True, is_safe=True
            ),
        ),
    ),
    submit(148, LEON_CASTELL),
    agree(140, JUDITH_MARSH),
    start(120, BRYN_HOLLOWAY, "form"),
    Show(
        66,
        BRYN_HOLLOWAY,
        "form",
        ("form",),
        "Form for plans",
        EvidenceKind.POLICY,
        "form-for-plans.docx",
        ("Who could be harmed?", "What will we do about it?"),
        period=(-300, -270),
    ),
    complete(65, BRYN_HOLLOWAY, "form", "The form is in use."),
    complete(14, LEON_CASTELL, "embed", "12 of 15 plans say how other people are kept safe."),
)

# A reviewer was content, and then a change of the plan raised what was to be shown: credit went until somebody decides
# anew.
ROOMS: tuple[Act, ...] = (
    Write(
        150,
        LEON_CASTELL,
        (
            Promised(
                "calendar",
                "Keep a calendar of where each child is seen",
                BRYN_HOLLOWAY,
                -70,
                10,
                "The calendar of one month",
                starts=-130,
            ),
            Promised(
                "schools",
                "Agree the use of a room with each school",
                BRYN_HOLLOWAY,
                12,
                20,
                "Letters from the schools",
                behalf="Ashcombe Council",
                source=DeadlineSource.REGION,
                because="Letter from the regional lead",
            ),
            Promised("embed", "Ask 20 children where they are seen", LEON_CASTELL, 60, 20, "Answers", is_embed=True),
        ),
    ),
    submit(148, LEON_CASTELL),
    agree(140, JUDITH_MARSH),
    Show(
        75,
        BRYN_HOLLOWAY,
        "calendar",
        ("calendar",),
        "Calendar of one month",
        EvidenceKind.DATA,
        "calendar.csv",
        ("Week, School, Home, Office", "1, 10, 4, 9", "2, 12, 5, 6"),
        period=(-100, -78),
    ),
    complete(74, BRYN_HOLLOWAY, "calendar", "It has been kept since the spring."),
    Decide(66, JUDITH_MARSH, "calendar", DecisionOutcome.SUFFICIENT, "A month is enough to see the change."),
    start(50, BRYN_HOLLOWAY, "schools"),
    Begin(30, LEON_CASTELL, "One month is too short to see whether children are seen elsewhere in the holidays."),
    ProposeOther(29, LEON_CASTELL, "calendar", {"evidence_expected": "The calendar of three months"}),
    submit_it(28, LEON_CASTELL),
    agree_to_it(25, JUDITH_MARSH),
)

HEALTH: tuple[Act, ...] = (
    Write(
        30,
        LEON_CASTELL,
        (
            Promised("page", "Add speech and language needs to the plan", BRYN_HOLLOWAY, 20, 10, "The page", starts=3),
            Promised("embed", "Check 15 plans for it", LEON_CASTELL, 55, 10, "15 plans", starts=30, is_embed=True),
        ),
    ),
    submit(26, LEON_CASTELL),
    agree(15, JUDITH_MARSH),
)

PLANS = {3: PLANNING, 4: ROOMS, 5: HEALTH}
