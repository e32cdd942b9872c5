"""Northern Fells: a region's own plans, which the national lead agrees, returns and reviews."""

from __future__ import annotations

from tracker.commands.demo.people import GRACE_ADEYEMI, JUDITH_MARSH
from tracker.commands.demo.river.judging import Decide
from tracker.commands.demo.river.planning import Promised, Write, agree, complete, give_back, start, submit
from tracker.commands.demo.river.showing import Show
from tracker.commands.demo.river.stage import Act
from tracker.domain.vocabulary import DecisionOutcome, EvidenceKind

ENQUIRIES: tuple[Act, ...] = (
    Write(
        55,
        JUDITH_MARSH,
        (
            Promised("terms", "Agree one form with each police force", JUDITH_MARSH, -28, 10, "The signed form"),
            Promised(
                "embed", "Check each quarter how long answers take", JUDITH_MARSH, 30, 10, "Figures", is_embed=True
            ),
        ),
    ),
    submit(53, JUDITH_MARSH),
    agree(48, GRACE_ADEYEMI),
    start(45, JUDITH_MARSH, "terms"),
    Show(
        32,
        JUDITH_MARSH,
        "form",
        ("terms",),
        "The form, signed by three forces",
        EvidenceKind.POLICY,
        "signed-form.pdf",
        ("Signed by three police forces.",),
    ),
    complete(31, JUDITH_MARSH, "terms", "All three forces have signed."),
    Decide(25, GRACE_ADEYEMI, "terms", DecisionOutcome.SUFFICIENT, "Signed by all three."),
    start(10, JUDITH_MARSH, "embed"),
)

READING: tuple[Act, ...] = (
    Write(
        30,
        JUDITH_MARSH,
        (Promised("embed", "Read ten cases from each unit", JUDITH_MARSH, 50, 10, "What was learned", is_embed=True),),
    ),
    submit(20, JUDITH_MARSH),
    give_back(12, GRACE_ADEYEMI, "Say who reads, and how the units hear of it."),
)

RELEASE: tuple[Act, ...] = (
    Write(
        10,
        JUDITH_MARSH,
        (
            Promised("desk", "Open a desk for short sentences", JUDITH_MARSH, 25, 10, "Names"),
            Promised("embed", "Check 20 releases for a plan", JUDITH_MARSH, 55, 10, "20 cases", is_embed=True),
        ),
    ),
)

PLANS = {1: ENQUIRIES, 2: READING, 4: RELEASE}
