"""The timeline tells what happened to a plan and to a milestone as a story, to each reader what they may know."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.models import Milestone, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.web.story import kind_of, kinds_asked

INTERNAL = "Ask the region for a trainer."


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def plan_url(world: World, name: str = "agreed") -> str:
    return f"/plans/{world.ids[f'{name}_plan_id']}/timeline"


def milestone_url(world: World) -> str:
    return f"/milestones/{world.ids['shown_milestone_id']}/timeline"


def agree(app: Flask, world: World, name: str) -> None:
    """Says in the history that the plan, made as an agreed one, was agreed."""
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, world.ids[f"{name}_plan_id"])
        record(session, EventKind.PLAN_AGREED, plan, by=OPERATOR, at=clock.now())


def story(page: str) -> list[str]:
    """Each thing that happened, in a line: the sentence, then what was said. Without when."""
    moments = LexborHTMLParser(page).css(".moj-timeline__item")
    parts = [
        moment.css(".moj-timeline__title, .moj-timeline__description li, .moj-timeline__description p")
        for moment in moments
    ]
    return [" | ".join(" ".join(part.text().split()) for part in told) for told in parts]


def test_it_reads_as_a_story_newest_first(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    post(head, f"/milestones/{world.ids['shown_milestone_id']}/start", revision=1)
    post(
        browser(app, world, "lead"),
        f"/date-changes/{world.ids['change_id']}",
        revision=1,
        decision="approve",
        note="So be it.",
    )
    told = story(head.get(milestone_url(world)).text)
    moved = (
        "Jo Bramley approved another due date of the milestone | So be it. "
        "| Due: from 30 June 2026 to 30 September 2026"
    )
    assert told[0].startswith(moved)
    assert told[1] == "Hana Head started the milestone"
    assert any(line.endswith(f"commented: Check cases each month | Comment: {INTERNAL}") for line in told)
    assert any("uploaded evidence: Audit of cases, evidence" in line for line in told)


def test_updates_comments_decisions_and_evidence_are_all_in_the_plan(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    decide = f"/milestones/{world.ids['waiting_milestone_id']}/decide"
    versions = world.ids["waiting_version_id"]
    post(lead, decide, revision=1, outcome="sufficient", why="Eighteen of twenty.", versions=versions)
    told = story(lead.get(plan_url(world)).text)
    assert (
        "Jo Bramley reviewed the milestone: Check plans each month | Eighteen of twenty. | Decision: Sufficient" in told
    )
    assert any(line.endswith("sent a progress update | Progress update: At risk: The trainer left.") for line in told)
    assert any(INTERNAL in line for line in told)
    assert any("uploaded evidence: Check of July" in line for line in told)


def test_an_inspector_reads_the_updates_and_no_comment(app: Flask, world: World) -> None:
    agree(app, world, "agreed")
    inspector, head = browser(app, world, "inspector"), browser(app, world, "head")
    update = {"narrative": "A new trainer came.", "confidence": "at_risk"}
    assert post(head, f"/plans/{world.ids['agreed_plan_id']}/updates/send", **update).status_code == 302
    told = story(inspector.get(plan_url(world)).text)
    assert any("A new trainer came." in line for line in told)
    for url in (plan_url(world), milestone_url(world), f"{plan_url(world)}?kind=comments"):
        page = inspector.get(url).text
        assert INTERNAL not in page
        assert "commented" not in page
    assert inspector.get(plan_url(world, "draft")).status_code == 404


def test_an_inspector_reads_what_happened_since_the_plan_was_agreed_and_nothing_of_its_drafts(
    app: Flask, world: World
) -> None:
    plan, revision = f"/plans/{world.ids['submitted_plan_id']}", world.ids["submitted_revision"]
    milestone = world.ids["submitted_milestone_id"]
    head, lead = browser(app, world, "head"), browser(app, world, "lead")
    assert post(head, f"/milestones/{milestone}/start", revision=1).status_code == 302
    returned = post(lead, f"{plan}/return", revision=revision, what_to_change="Name the officer.")
    assert returned.status_code == 302
    assert post(head, f"{plan}/submit", revision=revision + 1).status_code == 302
    assert post(lead, f"{plan}/agree", revision=revision + 2).status_code == 302
    assert post(head, f"/milestones/{milestone}/complete", revision=2, note="Ten checked.").status_code == 302
    pages = [f"{plan}/timeline", f"/milestones/{milestone}/timeline"]
    pages.append(f"/recommendations/{world.ids['submitted_recommendation_id']}/history")
    inspector = browser(app, world, "inspector")
    for page in pages:
        text, whole = inspector.get(page).text, head.get(page).text
        assert "reported the milestone done" in text
        for of_draft in ("Name the officer.", "started the milestone", "opened the plan", "submitted the plan"):
            assert of_draft not in text
        assert "started the milestone" in whole
    assert "agreed the plan" in inspector.get(pages[0]).text


def test_who_may_not_see_restricted_evidence_reads_nothing_of_it(app: Flask, world: World) -> None:
    named = "Audit of cases, restricted"
    assert named in browser(app, world, "head").get(plan_url(world)).text
    contributor = browser(app, world, "contributor")
    assert named not in contributor.get(plan_url(world)).text
    assert named not in contributor.get(milestone_url(world)).text


def test_a_judgement_is_told_once_it_is_released_and_how_it_came_to_be_never(app: Flask, world: World) -> None:
    head, inspector = browser(app, world, "head"), browser(app, world, "inspector")
    assert "judgement" not in head.get(plan_url(world, "draft")).text.replace("judgements", "")
    post(inspector, f"/judgements/{world.ids['judgement_id']}/release", revision=1)
    told = story(head.get(plan_url(world, "draft")).text)
    assert "Kit Lomax released the judgement of progress" in [line.partition(" | ")[0] for line in told]
    assert not any("recorded a judgement" in line for line in told)


def test_what_an_inspector_opens_is_in_nobodys_timeline(app: Flask, world: World) -> None:
    inspector = browser(app, world, "inspector")
    opened = inspector.get(f"/evidence/versions/{world.ids['evidence_version_id']}/download")
    opened.close()
    for kind in ("head", "lead", "inspector"):
        assert "opened the file" not in browser(app, world, kind).get(plan_url(world)).text


@pytest.mark.parametrize(
    ("kind", "words"),
    [("updates", "sent a progress update"), ("comments", "commented"), ("dates", "asked for another due date")],
)
def test_the_address_keeps_the_kind_that_is_shown(app: Flask, world: World, kind: str, words: str) -> None:
    page = browser(app, world, "head").get(f"{plan_url(world)}?kind={kind}").text
    told = story(page)
    assert told
    assert all(words in line for line in told)
    [chosen] = LexborHTMLParser(page).css(".moj-sub-navigation__link[aria-current]")
    assert chosen.text().lower() == kind


def test_a_kind_that_does_not_exist_shows_everything(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    assert story(head.get(f"{plan_url(world)}?kind=gossip").text) == story(head.get(plan_url(world)).text)


def test_whatever_happens_to_plans_is_of_one_kind_and_told() -> None:
    about_plans = (
        "plan.",
        "plan_change.",
        "milestone.",
        "evidence",
        "recommendation.",
        "comment.",
        "progress_judgement.",
    )
    told = set(kinds_asked("", shows_judging=True))
    for event in EventKind:
        belongs = event.value.startswith(about_plans) and event is not EventKind.EVIDENCE_READ
        assert (event.value in told, kind_of(event) is not None) == (belongs, belongs), event
    by_kind = [kinds_asked(kind, shows_judging=True) for kind in ("updates", "comments", "decisions", "dates")]
    by_kind += [kinds_asked(kind, shows_judging=True) for kind in ("outcome", "evidence", "milestones", "plan")]
    assert sorted([event for kind in by_kind for event in kind]) == sorted(told)


def test_the_story_of_a_milestone_that_a_change_adds_or_changes_has_its_agreement(app: Flask) -> None:
    world = build(app, at=clock.now(), later=True)
    plan = f"/plans/{world.ids['changing_plan_id']}"
    head, lead = browser(app, world, "head"), browser(app, world, "lead")
    kept = world.ids["changing_milestone_id"]
    wanted = {"title": "Audit all cases", "weight": 40, "is_embed": "y", "revision": 1}
    assert post(head, f"{plan}/change/milestones/{kept}", **wanted).status_code == 302
    assert post(head, f"{plan}/change/submit", revision=2).status_code == 302
    assert post(lead, f"{plan}/change/decide", revision=3, decision="agree").status_code == 302
    with transactions_of(app).read() as session:
        added = session.scalars(sa.select(Milestone.id).where(Milestone.title == "Train new staff")).one()
    beginning = story(head.get(f"/milestones/{added}/timeline").text)[-1]
    assert beginning.startswith("Jo Bramley agreed to add the milestone | ")
    assert "Due: " in beginning
    changed = story(head.get(f"/milestones/{kept}/timeline").text)[0]
    assert changed.startswith("Jo Bramley agreed to change the milestone | ")
    assert "to Audit all cases" in changed


def test_the_story_of_a_milestone_tells_where_it_was_put_in_the_plan_and_not_what_was_moved_without_it(
    app: Flask, world: World
) -> None:
    head = browser(app, world, "head")
    plan_id = world.ids["draft_plan_id"]
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, plan_id)
        standing = session.scalars(sa.select(Milestone).where(Milestone.plan_id == plan_id)).all()
        for place, step in enumerate(standing, 1):
            step.ordinal = place
        steps = [a_milestone(session, plan, ordinal=len(standing) + number) for number in (1, 2, 3)]
        record(session, EventKind.PLAN_EDITED, plan, by=OPERATOR, at=clock.now(), covers=[*standing, *steps])
        first, second, last = (step.id for step in steps)
        place = steps[1].ordinal
    assert post(head, f"/plans/{plan_id}/milestones/{last}/place", to=place).status_code == 302
    ordered = "put the milestones of the plan in another order"
    assert [ordered in head.get(f"/milestones/{one}/timeline").text for one in (first, second, last)] == [
        False,
        True,
        True,
    ]


def test_what_an_entry_is_about_leads_to_its_page_and_no_line_repeats_its_sentence(app: Flask, world: World) -> None:
    head, key = browser(app, world, "head"), world.ids["shown_milestone_id"]
    assert post(head, f"/milestones/{key}/complete", revision=1, note="All were checked.").status_code == 302
    page = LexborHTMLParser(head.get(plan_url(world)).text)
    links = {link.attributes["href"] for link in page.css(".moj-timeline__title a")}
    assert f"/recommendations/{world.ids['agreed_recommendation_id']}#milestone-{key}" in links
    assert any((link or "").startswith("/evidence/") for link in links)
    (told,) = [line for line in story(page.html or "") if "All were checked." in line]
    assert "Reported done:" not in told
