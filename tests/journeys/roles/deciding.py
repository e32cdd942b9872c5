"""Deciding on a milestone: a regional lead or an assurance reviewer reviews, an inspector verifies."""

from __future__ import annotations

from collections.abc import Sequence

from tests.journeys.cast import REVIEWER
from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_to
from tests.journeys.visitor import Visitor


def goes_to_decide(visitor: Visitor, case: Case, milestone: Promised) -> bool:
    """From the recommendation to the page on which its milestone is decided on; False where no link leads there."""
    goes_to(visitor, case)
    for verb in ("Review", "Verify"):
        words = f"{verb} the milestone {milestone.title}"
        if visitor.can_follow(words):
            visitor.follows(words)
            visitor.is_at(f"{verb} milestone")
            visitor.reads(milestone.title, milestone.evidence_expected)
            return True
    return False


def decides(visitor: Visitor, outcome: str, *, why: str) -> Sequence[str]:
    """Having looked at every file; returns what the page says is wrong, nothing where the decision was recorded."""
    visitor.ticks_every_box("Which files did you look at?")
    visitor.chooses(outcome, to="Is the evidence sufficient?")
    visitor.fills("Why?", why)
    visitor.presses("Record decision")
    problems = visitor.problems()
    if not problems:
        visitor.reads("Your decision was recorded.", why)
    return problems


def opens_the_file(visitor: Visitor, name: str) -> bytes:
    """What is in the file that a person opens before they decide."""
    with visitor.window.expect_download() as waiting:
        visitor.window.get_by_role("link", name=name).first.click()
    return waiting.value.path().read_bytes()


def somebody_independent_decides(
    visitors: Sequence[Visitor], case: Case, milestone: Promised, outcome: str, *, why: str
) -> None:
    """The first of these people whom the pages let decide. Whom they do not let, they send to who may."""
    for visitor in visitors:
        if not goes_to_decide(visitor, case, milestone):
            continue
        if not visitor.window.get_by_role("radio", name=outcome, exact=True).count():
            visitor.reads("assurance reviewer")
            continue
        assert decides(visitor, outcome, why=why) == []
        return
    raise AssertionError(f"nobody may find {milestone.title} {outcome}")


def only_an_assurance_reviewer_finds_it_sufficient(lead: Visitor, reviewer: Visitor, case: Case) -> None:
    """Of the milestone about keeping people safe: whoever is in the unit's line is told so in words."""
    milestone = case.safety
    assert milestone is not None
    somebody_independent_decides((lead, reviewer), case, milestone, "Sufficient", why="Every case was seen.")
    goes_to(reviewer, case)
    reviewer.reads(f"Review by {REVIEWER.name}")


def verifies(visitor: Visitor, case: Case, milestone: Promised, *, why: str) -> str:
    """Opens a file, decides as inspector; returns the address of the page of deciding."""
    assert goes_to_decide(visitor, case, milestone)
    address = visitor.window.url
    assert decides(visitor, "Sufficient", why=why) == []
    visitor.reads("Verification by")
    visitor.reads_in_row(milestone.title, "Verified")
    return address
