"""Another due date in the browser: the head asks, the lead decides, and every date that was stays to be seen."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import DateChangeState
from tracker.models import DateChange

TYPED: dict[str, Any] = {
    "to_on-day": "1",
    "to_on-month": "6",
    "to_on-year": "2041",
    "reason": "The trainer left.",
    "revision": 1,
}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "head")


@pytest.fixture
def lead(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "lead")


def dates_url(world: World) -> str:
    return f"/milestones/{world.ids['shown_milestone_id']}/dates"


def decide_url(world: World) -> str:
    return f"/date-changes/{world.ids['change_id']}"


def changes(app: Flask) -> list[DateChange]:
    with transactions_of(app).read() as session:
        return list(session.scalars(sa.select(DateChange).order_by(DateChange.id)))


def facts(page: str) -> dict[str, str]:
    rows = LexborHTMLParser(page).css(".govuk-summary-list__row")
    return {first(row, "dt").text(): " ".join(first(row, "dd").text().split()) for row in rows}


def test_the_dates_first_agreed_now_and_asked_for_are_shown_with_who_asked_and_why(
    world: World, head: FlaskClient
) -> None:
    page = head.get(dates_url(world)).text
    assert facts(page) == {
        "First agreed": "30 June 2026",
        "Due now": "30 June 2026, as first agreed",
        "Asked for": "30 September 2026",
        "Moved to a later day": "Never",
    }
    assert "Two posts are empty." in page
    assert "Withdraw the date change" in page
    assert "Ask for another date" not in page  # one waits already


def test_the_lead_finds_it_in_the_queue_and_approves_it(
    app: Flask, world: World, lead: FlaskClient, head: FlaskClient
) -> None:
    queue = lead.get("/date-changes").text
    assert "Waiting for a decision (1)" in queue
    assert f'href="{decide_url(world)}"' in queue
    assert post(lead, decide_url(world), revision=1, decision="approve").location == dates_url(world)
    page = head.get(dates_url(world)).text
    assert facts(page) == {
        "First agreed": "30 June 2026",
        "Due now": "30 September 2026, 92 days later than first agreed (65 working days)",
        "Moved to a later day": "Once",
    }
    assert "Nothing waits for you." in lead.get("/date-changes").text


def test_what_is_done_after_it_moved_says_whether_it_was_on_time_against_both_dates(
    app: Flask, world: World, lead: FlaskClient, head: FlaskClient
) -> None:
    post(lead, decide_url(world), revision=1, decision="approve")
    milestone = f"/milestones/{world.ids['shown_milestone_id']}"
    assert post(head, f"{milestone}/complete", revision=2, note="All were checked.").status_code == 302
    today = clock.today().isoformat()
    expected = ["on time" if today <= due else "late" for due in ("2026-06-30", "2026-09-30")]
    words = facts(head.get(dates_url(world)).text)["Reported done"]
    assert words.endswith(f"{expected[0]} against the date first agreed, {expected[1]} against the due date now")


def test_declined_it_says_why_and_another_may_be_asked_for(
    app: Flask, world: World, lead: FlaskClient, head: FlaskClient
) -> None:
    page = post(lead, decide_url(world), revision=1, decision="decline")
    assert (page.status_code, "Enter why the due date stays as it is" in page.text) == (422, True)
    assert post(lead, decide_url(world), revision=1, decision="decline", note="Share the work.").status_code == 302
    assert "Share the work." in head.get(dates_url(world)).text
    asked = post(head, f"{dates_url(world)}/ask", **TYPED)
    assert asked.location == dates_url(world)
    assert facts(head.get(dates_url(world)).text)["Asked for"] == "1 June 2041"


def test_a_form_sent_twice_asks_once_and_loses_nothing_of_the_second(
    app: Flask, world: World, head: FlaskClient
) -> None:
    assert post(head, f"{decide_url(world)}/withdraw", revision=1).status_code == 302
    assert post(head, f"{dates_url(world)}/ask", **TYPED).status_code == 302
    again = post(head, f"{dates_url(world)}/ask", **TYPED)
    assert again.status_code == 422
    assert "Somebody asked for another due date already." in again.text
    assert "The trainer left." in again.text
    assert [change.state for change in changes(app)] == [DateChangeState.WITHDRAWN, DateChangeState.ASKED]


def test_a_decision_after_a_withdrawal_is_refused_in_words_and_keeps_what_was_typed(
    app: Flask, world: World, lead: FlaskClient, head: FlaskClient
) -> None:
    assert post(head, f"{decide_url(world)}/withdraw", revision=1).status_code == 302
    refused = post(lead, decide_url(world), revision=1, decision="approve", note="It can be kept.")
    assert refused.status_code == 409
    assert "This date change was withdrawn or lapsed." in refused.text
    assert "It can be kept." in refused.text
    assert post(head, f"{decide_url(world)}/withdraw").status_code == 409  # without the revision it was seen with


def test_of_two_editors_the_second_keeps_what_was_typed(app: Flask, world: World, head: FlaskClient) -> None:
    post(head, f"{decide_url(world)}/withdraw", revision=1)
    post(head, f"/milestones/{world.ids['shown_milestone_id']}/start", revision=1)
    page = post(head, f"{dates_url(world)}/ask", **TYPED)
    assert page.status_code == 409
    assert "The trainer left." in page.text
    assert post(head, f"{dates_url(world)}/ask", **(TYPED | {"revision": 2})).status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"to_on-day": "", "to_on-month": "", "to_on-year": ""}, "Enter the new due date"),
        ({"to_on-day": "31"}, "New due date must be a real date"),
        ({"to_on-year": "2020"}, "New due date must be today or in the future"),
        ({"reason": ""}, "Enter why the milestone needs another due date"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    world: World, head: FlaskClient, typed: dict[str, str], words: str
) -> None:
    post(head, f"{decide_url(world)}/withdraw", revision=1)
    page = post(head, f"{dates_url(world)}/ask", **(TYPED | typed))
    assert (page.status_code, words in page.text) == (422, True)


def test_before_the_plan_is_agreed_nobody_is_asked(world: World, head: FlaskClient) -> None:
    page = head.get(f"/milestones/{world.ids['milestone_id']}/dates/ask")
    assert page.status_code == 409
    assert "the due date is changed by editing the milestone" in page.text


def test_the_history_tells_it_in_words(world: World, lead: FlaskClient) -> None:
    post(lead, decide_url(world), revision=1, decision="approve", note="It can be kept.")
    page = lead.get(f"/recommendations/{world.ids['agreed_recommendation_id']}/history")
    text = " ".join(LexborHTMLParser(page.text).body.text().split())  # type: ignore[union-attr]
    for words in (
        "approved another due date of the milestone: Check cases each month",
        "It can be kept.",
        "30 June 2026 30 September 2026",
        "asked for another due date of the milestone: Check cases each month",
        "30 June 2026 to 30 September 2026",
    ):
        assert words in text


def test_the_milestone_tells_what_was_first_agreed_how_often_it_moved_and_what_is_asked_for(
    world: World, lead: FlaskClient, head: FlaskClient
) -> None:
    def told() -> str:
        page = head.get(f"/recommendations/{world.ids['agreed_recommendation_id']}").text
        row = first(LexborHTMLParser(page), f"#milestone-{world.ids['shown_milestone_id']}")
        return " ".join(row.text().split())

    assert "30 September 2026 asked for, waits for the regional lead" in told()
    post(lead, decide_url(world), revision=1, decision="approve")
    assert "first agreed 30 June 2026, moved later once" in told()
    assert "asked for" not in told()


def test_where_the_date_is_no_field_the_page_says_where_to_ask_for_another(world: World, head: FlaskClient) -> None:
    page = head.get(f"/milestones/{world.ids['shown_milestone_id']}/edit").text
    assert f'href="{dates_url(world)}"' in page
