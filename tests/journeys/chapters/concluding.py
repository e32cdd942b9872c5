"""Half a year later: what is overdue, a post that changed hands, and how the inspector concludes."""

from __future__ import annotations

from datetime import date

from tests.journeys.cast import (
    ADMINISTRATOR,
    COLLEAGUE,
    CONTRIBUTOR,
    HEAD,
    INSPECTOR,
    LEAD,
    NATIONAL_LEAD,
    a_job_runs,
)
from tests.journeys.chapters.story import IN_DECEMBER, Story
from tests.journeys.roles import (
    administrator,
    contributor,
    finding,
    handing,
    head_of_pdu,
    inspector,
    measuring,
    regional_lead,
)
from tests.journeys.roles.plans import Case
from tests.journeys.roles.ways import goes_to
from tests.journeys.stage import Stage

VERDICTS = ("Partially achieved", "Not achieved", "Partially achieved")
TODAY = IN_DECEMBER.date()
NOVEMBER = (date(2031, 11, 1), date(2031, 11, 30))
NEW_POST = "Sam has another post."


def time_goes_by(stage: Stage, late: list[Case]) -> None:
    """The clock finds what is overdue and what the date has changed, and the page says so in words."""
    for _ in range(2):
        assert f" {len(late)} milestone" in a_job_runs(stage.app, "overdue", on=TODAY)
    a_job_runs(stage.app, "rescore", on=TODAY)
    sam, head, ade = stage.enters(CONTRIBUTOR), stage.enters(HEAD), stage.enters(ADMINISTRATOR)
    ade.follows("Jobs")
    ade.reads_in_row("Records what has become overdue", "8 December 2031", "Ended well")
    contributor.finds_overdue(sam, [case.work for case in late if case.work.owner == CONTRIBUTOR.name])
    for case in late:
        goes_to(head, case)
        assert head.figures() == (case.verified / 2, case.reported)
        head.reads("Off track", "went stale on 1 December")
        head.reads_in_row(case.work.title, "Overdue")
    head.follows("History of this recommendation")
    head.reads("recorded that the milestone became overdue")


def what_is_overdue_is_found_and_shared(story: Story) -> None:
    head, lead = story.stage.enters(HEAD), story.stage.enters(LEAD)
    titles = [case.work.title for case in story.late]
    link = finding.searches_for_what_is_overdue_and_shares_it(head, *titles, name="Overdue here")
    finding.opens_a_view_that_was_sent(lead, link, *titles)


def a_post_changes_hands(story: Story) -> None:
    """What the contributor holds goes to the colleague, who accepts it; then the role ends."""
    head, ines, ade = (story.stage.enters(each) for each in (HEAD, COLLEAGUE, ADMINISTRATOR))
    handing.hands_over_a_post(head, CONTRIBUTOR, to=COLLEAGUE, why=NEW_POST)
    handing.accepts_what_was_handed_over(ines, CONTRIBUTOR, why=NEW_POST)
    contributor.finds_overdue(ines, [case.work for case in story.late])
    administrator.ends_the_role_of(ade, CONTRIBUTOR, last_day=TODAY)


def what_was_delivered_is_assured(story: Story) -> None:
    """It was sustained, and the readings went on."""
    ines, lead = story.stage.enters(COLLEAGUE), story.stage.enters(LEAD)
    measuring.adds_a_reading(ines, story.last, period=NOVEMBER, met=17, of=20)
    regional_lead.assures(lead, story.last)


def the_inspector_concludes(stage: Stage, cases: list[Case]) -> None:
    """The first judgement is released, the others are not; every recommendation is closed, and the nation reads it."""
    kit, pat = stage.enters(INSPECTOR), stage.enters(NATIONAL_LEAD)
    for case in cases:
        verdict = "Achieved" if case.is_delivered else VERDICTS[case.number - 1]
        why = f"Cases show it, {case.number}."
        inspector.judges_progress(kit, case, plan="Reasonable progress", outcome="Insufficient progress", why=why)
        if case is cases[0]:
            inspector.releases_the_judgement(kit)
        inspector.gives_the_verdict(kit, case, verdict, why="We looked again.")
        goes_to(pat, case)
        pat.reads("Closed", verdict, "We looked again.")
        if case is cases[0]:
            pat.reads("Reasonable progress", why)
        else:
            pat.does_not_read(why)


def the_story_is_read(story: Story) -> None:
    """By the head of PDU, who finds in one place what everybody did, the latest first."""
    head_of_pdu.reads_the_story_of_the_plan(
        story.stage.enters(HEAD),
        story.second,
        f"{INSPECTOR.name} closed the recommendation with a verdict",
        f"{LEAD.name} cancelled the milestone",
        f"{LEAD.name} agreed the change of the agreed plan",
        f"{HEAD.name} commented",
        f"{CONTRIBUTOR.name} cleared a blocker of the milestone",
        f"{LEAD.name} agreed the plan",
        f"{HEAD.name} submitted the plan",
        f"{HEAD.name} responded to the recommendation",
    )
