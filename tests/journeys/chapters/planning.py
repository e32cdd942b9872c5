"""The report is imported, and every recommendation gets a plan that is agreed."""

from __future__ import annotations

from collections.abc import Sequence

from tests.journeys.cast import (
    ADMINISTRATOR,
    COLLEAGUE,
    HEAD,
    INSPECTOR,
    LEAD,
    the_others_are_added,
    there_is_an_administrator,
)
from tests.journeys.chapters.story import IN_JUNE, Story
from tests.journeys.reports import Report
from tests.journeys.roles import administrator, head_of_pdu, inspector, measuring, planning, regional_lead
from tests.journeys.roles.plans import Case
from tests.journeys.stage import Stage

UNCLEAR = "Say who must check each case, and when."
BETTER = "An audit of 20 cases. Each is checked by a senior officer."
THE_REPORT_SAYS = "Too few assessments analysed risk of harm."


def the_report_is_imported(stage: Stage, report: Report) -> Sequence[tuple[str, str]]:
    """Returns what the head of PDU, whom the administrator named, finds among their items once signed in."""
    there_is_an_administrator(stage.app)
    ade = stage.enters(ADMINISTRATOR)
    administrator.reads_in_the_report(ade, report)
    link = administrator.confirms_it_and_names_the_head(ade, report)
    the_others_are_added(stage.app, report, administrator.goes_to_the_inspection(ade))
    administrator.names_the_owner_of_what_is_addressed_to_others(ade, LEAD)
    head_of_pdu.chooses_a_password(stage.stranger(), link)
    found = head_of_pdu.finds_the_recommendations(stage.enters(HEAD))
    assert len(found) == report.plans
    return found[: report.followed]


def a_colleague_is_invited(stage: Stage, report: Report) -> None:
    ade = stage.enters(ADMINISTRATOR)
    link = administrator.invites(ade, COLLEAGUE, "Contributor", unit=report.unit, from_=IN_JUNE.date())
    head_of_pdu.chooses_a_password(stage.stranger(), link)


def the_plans_are_written(story: Story) -> None:
    """The second by the list of what it still lacks, the others by people who know the form."""
    head = story.stage.enters(HEAD)
    for case in story.cases:
        if case is story.second and case.partner:
            planning.mends_what_is_missing(head, case)
            planning.adds_a_milestone(head, case.partner)
            planning.puts_one_before_another(head, case.partner, case.audit)
        else:
            a_plan_is_written(story.stage, case)
    measuring.adds_a_measure(head, story.last, words=THE_REPORT_SAYS, baseline=40, target=80)


def a_plan_is_written(stage: Stage, case: Case) -> None:
    head = stage.enters(HEAD)
    planning.responds(head, case)
    planning.says_what_success_is(head, planning.SUCCESS)
    for promised in case.milestones:
        planning.adds_a_milestone(head, promised)
    assert head.figures() == (0, 0)


def the_plans_are_agreed(story: Story) -> None:
    """Submitted together; the first is returned, mended and submitted again."""
    head, lead = story.stage.enters(HEAD), story.stage.enters(LEAD)
    planning.submits_them_together(head, story.cases)
    a_plan_comes_back_and_is_mended(story.stage, story.first)
    for case in story.cases:
        regional_lead.agrees(lead, case)


def submits_and_mends(stage: Stage, case: Case) -> None:
    """One plan by itself: submitted, returned, mended, submitted again and agreed."""
    planning.submits(stage.enters(HEAD), case)
    a_plan_comes_back_and_is_mended(stage, case)
    regional_lead.agrees(stage.enters(LEAD), case)


def a_plan_comes_back_and_is_mended(stage: Stage, case: Case) -> None:
    head, lead, kit = (stage.enters(each) for each in (HEAD, LEAD, INSPECTOR))
    inspector.cannot_read_the_plan_yet(kit, case)
    regional_lead.returns(lead, case, note=UNCLEAR)
    planning.reads_why_the_plan_came_back_and_mends_it(head, case, note=UNCLEAR, expected=BETTER)
    planning.submits(head, case)
    head_of_pdu.reads_in_the_history_that_they_responded(head, case)
