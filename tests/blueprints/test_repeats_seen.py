"""On the page of a recommendation: which earlier one it repeats, with its verdict, and where it was repeated."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.inspections import a_recommendation, an_inspection
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tracker import clock
from tracker.domain.vocabulary import VerdictWord
from tracker.models import Recommendation, Unit, Verdict
from tracker.models.base import Recorded
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

EARLIER = "recommendation 2b of the inspection published 4 May 2021"


@pytest.fixture
def world(app: Flask) -> World:
    """With an inspection before the world's and two after it, the last of the unit; each repeats the one before."""
    made = build(app, at=clock.now())
    with transactions_of(app).write() as session:
        unit = session.get_one(Unit, made.ids["unit_id"])
        before, *after = (
            an_inspection(session, unit=unit, title=f"The inspection of {year}", published_on=date(year, 5, 4))
            for year in (2021, 2027, 2029)
        )
        earlier = a_recommendation(session, before, number="2b")
        this = session.get_one(Recommendation, made.ids["draft_recommendation_id"])
        this.repeat_of_id = earlier.id
        later, last = (a_recommendation(session, one, number="7", repeat_of_id=this.id) for one in after)
        covered: list[Recorded] = [before, *after, this, later, last]
        record(session, EventKind.RECOMMENDATION_CREATED, earlier, by=OPERATOR, at=AT, covers=covered)
        made.ids |= {"earlier_id": earlier.id, "later_id": later.id, "last_id": last.id}
    return made


def said(app: Flask, world: World, kind: str, which: str) -> list[tuple[str, str | None]]:
    """What the page says of repeats, each line with where its link leads."""
    client = app.test_client()
    carry(client, world.tokens[kind])
    page = LexborHTMLParser(client.get(f"/recommendations/{world.ids[which]}").text)
    lines = [line for line in page.css("main p") if line.text().startswith("Repeat")]
    links = [line.css_first("a") for line in lines]
    return [
        (line.text().strip(), link.attributes["href"])
        for line, link in zip(lines, links, strict=True)
        if link is not None and "published" in line.text()
    ]


def give_verdict(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        given = Verdict(
            recommendation_id=world.ids["earlier_id"],
            verdict=VerdictWord.NOT_ACHIEVED,
            why="No case had changed.",
            given_at=AT,
            given_by_id=world.people["inspector"],
        )
        session.add(given)
        earlier = session.get_one(Recommendation, world.ids["earlier_id"])
        record(session, EventKind.VERDICT_GIVEN, earlier, by=OPERATOR, at=AT, covers=[given])


@pytest.mark.parametrize("kind", ["head", "lead", "national", "administrator"])
def test_it_says_what_it_repeats_with_the_verdict_and_where_it_was_repeated_last(
    app: Flask, world: World, kind: str
) -> None:
    before = (f"Repeat of {EARLIER}: no verdict yet", f"/recommendations/{world.ids['earlier_id']}")
    after = (
        "Repeated in recommendation 7 of the inspection published 4 May 2029",
        f"/recommendations/{world.ids['last_id']}",
    )
    assert said(app, world, kind, "draft_recommendation_id") == [before, after]
    give_verdict(app, world)
    assert said(app, world, kind, "draft_recommendation_id")[0][0] == f"Repeat of {EARLIER}: verdict not achieved"


def test_the_first_and_the_last_of_them_say_one_thing_each(app: Flask, world: World) -> None:
    assert [line.split(" ")[0] for line, _ in said(app, world, "head", "earlier_id")] == ["Repeated"]
    assert [line.split(" ")[0] for line, _ in said(app, world, "head", "last_id")] == ["Repeat"]
    assert said(app, world, "head", "submitted_recommendation_id") == []


def test_an_inspector_is_told_of_no_inspection_but_their_own(app: Flask, world: World) -> None:
    assert said(app, world, "inspector", "draft_recommendation_id") == []


def test_one_who_sees_the_later_inspection_alone_is_told_that_the_earlier_one_is_not_theirs(
    app: Flask, world: World
) -> None:
    client = app.test_client()
    carry(client, world.tokens["inspector"])
    page = client.get(f"/recommendations/{world.ids['draft_recommendation_id']}/repeats").text
    assert "It repeats one of an inspection that you cannot read." in page
    assert "The inspection of 2021" not in page
