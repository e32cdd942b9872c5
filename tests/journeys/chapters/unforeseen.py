"""What was agreed meets the world: dates move, partners keep one waiting, people are away, a plan has to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.journeys.cast import COLLEAGUE, CONTRIBUTOR, HEAD, INSPECTOR, LEAD, NATIONAL_LEAD
from tests.journeys.chapters.story import IN_JUNE, Story
from tests.journeys.roles import changing, dates, handing, head_of_pdu, obstacles, regional_lead, saying

TODAY = IN_JUNE.date()
IN_MAY = date(2031, 5, 19)
MIDDLE_OF_JUNE, END_OF_JUNE = date(2031, 6, 16), date(2031, 6, 30)
MIDDLE_OF_OCTOBER, END_OF_OCTOBER = date(2031, 10, 15), date(2031, 10, 31)
PROPOSED = "An audit of 20 cases, drawn at random by another unit."
THEY_REORGANISE = "Their team is being reorganised."


def dates_are_moved(story: Story) -> None:
    """The owner asks; declined, asked again, approved; the next time it goes a level up."""
    case, work = story.first, story.first.work
    sam, lead, pat = (story.stage.enters(each) for each in (CONTRIBUTOR, LEAD, NATIONAL_LEAD))
    dates.asks_for(sam, case, work, to=END_OF_OCTOBER, why="The trainer is late.")
    dates.decides(lead, work, "Decline, and keep the due date as it is", why="Two weeks are enough.")
    dates.reads_the_dates(sam, case, work, "Two weeks are enough.", "Declined")
    dates.asks_for(sam, case, work, to=MIDDLE_OF_OCTOBER, why="Two weeks will do.")
    dates.decides(lead, work, "Approve the new date")
    dates.asks_for(sam, case, work, to=END_OF_OCTOBER, why="The trainer left.")
    dates.finds_nothing_to_decide(lead, work)
    dates.decides(pat, work, "Approve the new date")
    every_date = (dates.in_words(each) for each in (work.due_on, MIDDLE_OF_OCTOBER, END_OF_OCTOBER))
    dates.reads_the_dates(sam, case, work, *every_date, "Twice", "31 days later")


def a_partner_keeps_them_waiting(story: Story) -> None:
    """The milestone is blocked; that is raised, and cleared."""
    case, partner, sam = story.second, story.second.partner, story.stage.enters(CONTRIBUTOR)
    assert partner is not None
    obstacles.says_what_blocks(
        sam, case, partner, "An answer to the draft", whose="Police", asked=IN_MAY, answer_due=MIDDLE_OF_JUNE
    )
    obstacles.raises_it(sam, case, partner, to="the regional lead")
    obstacles.clears_it(sam, case, partner, on=TODAY, how="They answered: they have a form.")


def a_milestone_is_needed_no_more(story: Story) -> None:
    """The region agrees that it is cancelled."""
    assert story.second.partner is not None
    lead = story.stage.enters(LEAD)
    regional_lead.cancels(lead, story.second, story.second.partner, why="The police have a form already.")


def people_say_how_it_goes(story: Story) -> None:
    """An update, and a comment that mentions somebody; inspectors find no comment."""
    head, sam, kit = (story.stage.enters(each) for each in (HEAD, CONTRIBUTOR, INSPECTOR))
    text = f"@{CONTRIBUTOR.name} please ask the police again."
    head_of_pdu.sends_an_update(head, story.first, "The trainer keeps us waiting.", confidence="At risk")
    saying.comments(head, story.second, text)
    saying.finds_that_they_are_mentioned(sam, text, by=HEAD.name)
    saying.finds_no_comments(kit, story.second, text)


def several_milestones_change_together(story: Story) -> None:
    """A new owner and later dates, each with one reason; the dates wait for the regional lead."""
    case = story.second
    assert case.partner is not None
    head, lead = story.stage.enters(HEAD), story.stage.enters(LEAD)
    handing.gives_several_to(head, case, case.work, case.partner, owner=COLLEAGUE, why="Ines leads on briefings now.")
    case.work, case.partner = (replace(each, owner=COLLEAGUE.name) for each in (case.work, case.partner))
    both = (case.work, case.partner)
    handing.asks_for_later_dates_of_several(head, case, *both, days=14, why=THEY_REORGANISE)
    for each in both:
        dates.decides(lead, each, "Approve the new date")


def an_agreed_plan_changes(story: Story) -> None:
    """What is proposed is read by HMPPS alone until it is agreed; then inspectors read version 2 as well."""
    case, agreed = story.second, story.second.audit.evidence_expected
    head, lead, kit = (story.stage.enters(each) for each in (HEAD, LEAD, INSPECTOR))
    changing.proposes_other_evidence(head, case, why="One unit cannot check itself.", proposed=PROPOSED)
    changing.reads_the_agreed_version_only(kit, case, proposed=PROPOSED)
    regional_lead.agrees_the_change(lead, case, agreed=agreed, proposed=PROPOSED)
    case.audit = replace(case.audit, evidence_expected=PROPOSED)
    changing.reads_what_became_of_the_baseline(kit, case, agreed=agreed)


def somebody_is_away(story: Story) -> None:
    """The deputy reports done what is due."""
    sam, ines = story.stage.enters(CONTRIBUTOR), story.stage.enters(COLLEAGUE)
    handing.says_when_they_are_away(sam, days=(TODAY, END_OF_JUNE), deputy=COLLEAGUE)
    handing.reports_done_for(ines, CONTRIBUTOR, story.last, story.last.work, note="All were briefed.")
