"""The work is done and shown with files, and people who are independent decide on it."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.cast import COLLEAGUE, CONTRIBUTOR, HEAD, INSPECTOR, LEAD, REVIEWER
from tests.journeys.chapters.story import IN_JUNE, MAY, Story
from tests.journeys.roles import contributor, deciding, head_of_pdu, measuring, regional_lead
from tests.journeys.roles.plans import Case
from tests.journeys.stage import Stage

MISSING = "It does not say who drew the cases."


def the_work_is_done_and_shown(story: Story) -> None:
    """All but the briefings, which are only begun; of the last recommendation they are done."""
    for case in story.cases:
        work_is_done_and_shown(story.stage, case, story.files)


def work_is_done_and_shown(stage: Stage, case: Case, files: tuple[Path, Path]) -> None:
    sam = stage.enters(CONTRIBUTOR)
    owner = stage.enters(next(each for each in (CONTRIBUTOR, COLLEAGUE) if each.name == case.work.owner))
    if not case.is_delivered:
        contributor.starts(owner, case, case.work)
    for milestone in case.done:
        if milestone is not case.work:
            contributor.reports_done(sam, case, milestone, note="Twenty were checked.")
    if case.safety:
        contributor.uploads_several_of_which_one_is_refused(
            sam, case, *files, refused=no_pdf(files[0]), title=case.evidence, to=case.done, period=MAY
        )
    else:
        contributor.uploads(sam, case, files[0], title=case.evidence, to=case.done, period=MAY)
    assert sam.figures() == (0, case.reported)
    sam.reads("waiting for review")


def the_evidence_is_decided_on(story: Story) -> None:
    """Found insufficient, mended with a better version, found sufficient by HMPPS, and then by the inspector."""
    for case in story.cases:
        evidence_is_decided_on(story.stage, case, story.files, is_doubted=case in (story.first, story.last))


def evidence_is_decided_on(stage: Stage, case: Case, files: tuple[Path, Path], *, is_doubted: bool) -> None:
    lead, mika, sam, kit = (stage.enters(each) for each in (LEAD, REVIEWER, CONTRIBUTOR, INSPECTOR))
    if is_doubted:
        deciding.somebody_independent_decides((lead, mika), case, case.audit, "Insufficient", why=MISSING)
        contributor.reads_what_is_missing_and_uploads_a_better_version(
            sam, case, a_better(files[0]), title=case.evidence, missing=MISSING
        )
        assert sam.figures() == (0, case.reported)
    for milestone in case.done:
        if milestone is case.safety:
            deciding.only_an_assurance_reviewer_finds_it_sufficient(lead, mika, case)
        else:
            deciding.somebody_independent_decides((lead, mika), case, milestone, "Sufficient", why="Drawn at random.")
    address = deciding.verifies(kit, case, case.audit, why="We drew ten of them again.")
    assert kit.figures() == (case.verified, case.reported)
    contributor.finds_no_way_to_decide_on_it(sam, case, case.audit, address)


def a_plan_is_delivered(story: Story) -> None:
    """Everything is verified and the outcome measured, so that the sustain period begins."""
    sam, head, lead = (story.stage.enters(each) for each in (CONTRIBUTOR, HEAD, LEAD))
    measuring.adds_a_reading(sam, story.last, period=(MAY[0], IN_JUNE.date()), met=14, of=20)
    head_of_pdu.says_that_the_plan_is_delivered(head, story.last)
    regional_lead.begins_the_sustain_period(lead, story.last)


def a_better(file: Path) -> Path:
    better = file.with_name(f"better {file.name}")
    better.write_text(file.read_text() + "Drawn at random by the quality development officer.\n")
    return better


def no_pdf(beside: Path) -> Path:
    """A file whose content is not what its name says."""
    file = beside.with_name("minutes.pdf")
    file.write_text("These are the minutes.\n")
    return file
