"""The main job in a browser: what a report recommends goes from draft plans to verdicts, by people of every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from tests.journeys.cast import (
    ADMINISTRATOR,
    CONTRIBUTOR,
    HEAD,
    INSPECTOR,
    LEAD,
    NATIONAL_LEAD,
    REVIEWER,
    a_job_runs,
    the_others_are_added,
    there_is_an_administrator,
)
from tests.journeys.reports import RUNS, Report
from tests.journeys.roles import administrator, contributor, deciding, head_of_pdu, inspector, regional_lead
from tests.journeys.roles.plans import Case, Promised
from tests.journeys.stage import Stage
from tests.journeys.visitor import Visitor

IN_JUNE = datetime(2031, 6, 2, 9, 0, tzinfo=UTC)
IN_DECEMBER = datetime(2031, 12, 8, 9, 0, tzinfo=UTC)
END_OF_SEPTEMBER = date(2031, 9, 30)
MAY = (date(2031, 5, 1), date(2031, 5, 31))  # six months later, on 1 December, a sample of cases is stale
UNCLEAR = "Say who must check each case, and when."
VERDICTS = ("Achieved", "Partially achieved", "Not achieved", "Partially achieved")
MISSING = "It does not say who drew the cases."


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(IN_JUNE) as moved:
        yield moved


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "cases of May.csv", tmp_path / "notes on May.txt"
    first.write_text("case,sound\n1,yes\n2,no\n")
    second.write_text("Drawn by hand.\n")
    return first, second


@pytest.mark.parametrize(("report", "stage"), RUNS, indirect=["stage"])
def test_recommendations_go_from_draft_plans_to_verdicts(
    stage: Stage, clock: time_machine.Traveller, report: Report, files: tuple[Path, Path]
) -> None:
    head = the_report_is_imported(stage, report)
    addresses = head_of_pdu.finds_the_recommendations(head)
    assert len(addresses) == report.plans
    cases = [a_case(number, address) for number, address in enumerate(addresses[: report.followed], 1)]
    the_plans_are_agreed(stage, cases, head)
    the_work_is_done_and_shown(stage, cases, files)
    the_evidence_is_decided_on(stage, cases, files)
    clock.move_to(IN_DECEMBER)
    stage.everybody_was_away()
    time_has_gone_by(stage, cases)
    the_inspector_concludes(stage, cases)


def a_case(number: int, address: str) -> Case:
    """Three milestones for the first recommendation, two for each of the others."""
    by, sam = END_OF_SEPTEMBER, CONTRIBUTOR.name
    return Case(
        number,
        address,
        work=Promised(f"Brief every practitioner, {number}", sam, by, 20, "The list of who was briefed."),
        audit=Promised(
            f"Audit twenty cases, {number}", sam, by, 50 if number == 1 else 80, "An audit of 20 cases.", is_embed=True
        ),
        safety=Promised("Review every case of high risk", sam, by, 30, "The reviews.", keeps_people_safe=True)
        if number == 1
        else None,
    )


def the_report_is_imported(stage: Stage, report: Report) -> Visitor:
    """Returns the head of PDU, whom the administrator named, signed in."""
    there_is_an_administrator(stage.app)
    ade = stage.enters(ADMINISTRATOR)
    administrator.reads_in_the_report(ade, report)
    link = administrator.confirms_it_and_names_the_head(ade, report)
    the_others_are_added(stage.app, report, administrator.goes_to_the_inspection(ade))
    administrator.names_the_owner_of_what_is_addressed_to_others(ade, LEAD)
    head_of_pdu.chooses_a_password(stage.stranger(), link)
    return stage.enters(HEAD)


def the_plans_are_agreed(stage: Stage, cases: list[Case], head: Visitor) -> None:
    lead, kit = stage.enters(LEAD), stage.enters(INSPECTOR)
    for case in cases:
        head_of_pdu.responds(head, case)
        for promised in case.milestones:
            head_of_pdu.adds_a_milestone(head, promised)
        assert head.figures() == (0, 0)
        head_of_pdu.submits(head, case)
    head_of_pdu.reads_in_the_history_that_they_responded(head, cases[0])
    inspector.cannot_read_the_plan_yet(kit, cases[0])
    regional_lead.returns(lead, cases[0], note=UNCLEAR)
    head_of_pdu.reads_why_the_plan_came_back_and_mends_it(
        head, cases[0], note=UNCLEAR, expected="An audit of 20 cases. Each is checked by a senior officer."
    )
    head_of_pdu.submits(head, cases[0])
    for case in cases:
        regional_lead.agrees(lead, case)


def the_work_is_done_and_shown(stage: Stage, cases: list[Case], files: tuple[Path, Path]) -> None:
    """All is done but the briefings, which are only begun."""
    sam = stage.enters(CONTRIBUTOR)
    for case in cases:
        contributor.starts(sam, case, case.work)
        for milestone in case.done:
            contributor.reports_done(sam, case, milestone, note="Twenty were checked.")
        title = f"Cases of May, {case.number}"
        if case.safety:
            contributor.uploads_several_of_which_one_is_refused(
                sam, case, *files, refused=no_pdf(files[0]), title=title, to=case.done, period=MAY
            )
        else:
            contributor.uploads(sam, case, files[0], title=title, to=case.done, period=MAY)
        assert sam.figures() == (0, reported(case))
        sam.reads("waits for review")


def the_evidence_is_decided_on(stage: Stage, cases: list[Case], files: tuple[Path, Path]) -> None:
    """Found insufficient, mended with a better version, found sufficient by HMPPS, and then by the inspector."""
    lead, mika, sam, kit = (stage.enters(each) for each in (LEAD, REVIEWER, CONTRIBUTOR, INSPECTOR))
    for case in cases:
        deciding.somebody_independent_decides((lead, mika), case, case.audit, "Insufficient", why=MISSING)
        contributor.reads_what_is_missing_and_uploads_a_better_version(
            sam, case, a_better(files[0]), title=f"Cases of May, {case.number}", missing=MISSING
        )
        assert sam.figures() == (0, reported(case))
        deciding.somebody_independent_decides((lead, mika), case, case.audit, "Sufficient", why="Drawn at random.")
    deciding.only_an_assurance_reviewer_finds_it_sufficient(lead, mika, cases[0])
    for case in cases:
        address = deciding.verifies(kit, case, case.audit, why="We drew ten of them again.")
        assert kit.figures() == (case.share(*case.done), reported(case))
        contributor.finds_no_way_to_decide_on_it(sam, case, case.audit, address)


def time_has_gone_by(stage: Stage, cases: list[Case]) -> None:
    """The clock finds what is overdue and what the date has changed, and the page says so in words."""
    in_december = IN_DECEMBER.date()
    for _ in range(2):
        assert f" {len(cases)} milestone" in a_job_runs(stage.app, "overdue", on=in_december)
    a_job_runs(stage.app, "rescore", on=in_december)
    sam, head, ade = stage.enters(CONTRIBUTOR), stage.enters(HEAD), stage.enters(ADMINISTRATOR)
    ade.follows("Jobs")
    ade.reads_in_row("Records what has become overdue", "8 December 2031", "Ended well")
    for case in cases:
        contributor.finds_it_overdue(sam, case)
        head.opens(case.address)
        assert head.figures() == (case.share(*case.done) / 2, reported(case))
        head.reads("Off track", "went stale on 1 December")
        head.reads_in_row(case.work.title, "Overdue")
        head.follows("History of this recommendation")
        head.reads("recorded that the milestone became overdue")


def the_inspector_concludes(stage: Stage, cases: list[Case]) -> None:
    """The first judgement is released, the others are not; every recommendation is closed, and the nation reads it."""
    kit, pat = stage.enters(INSPECTOR), stage.enters(NATIONAL_LEAD)
    for case, verdict in zip(cases, VERDICTS, strict=False):
        why = f"Cases show it, {case.number}."
        inspector.judges_progress(kit, case, plan="Reasonable progress", outcome="Insufficient progress", why=why)
        if case is cases[0]:
            inspector.releases_the_judgement(kit)
        inspector.gives_the_verdict(kit, case, verdict, why="We looked again.")
        pat.opens(case.address)
        pat.reads("Closed", verdict, "We looked again.")
        if case is cases[0]:
            pat.reads("Reasonable progress", why)
        else:
            pat.does_not_read(why)


def reported(case: Case) -> float:
    """What is done counts whole, what is begun three tenths."""
    return round(case.share(*case.done) + 0.3 * case.share(case.work), 2)


def a_better(file: Path) -> Path:
    better = file.with_name(f"better {file.name}")
    better.write_text(file.read_text() + "Drawn at random by the quality development officer.\n")
    return better


def no_pdf(beside: Path) -> Path:
    """A file whose content is not what its name says."""
    file = beside.with_name("minutes.pdf")
    file.write_text("These are the minutes.\n")
    return file
