"""Lists are sorted by the headings of their columns: plain links, and the order is in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.people import make_administrator, make_person
from tests.factories.world import World, build
from tests.support.client import carry, sign_in_as, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.web.paging import asked_page
from tracker.web.sorting import asked_order

LISTS = {
    "/units": ("lead", ["unit", "published", "recommendations"]),
    "/regions/{region_id}": ("lead", ["unit", "published", "recommendations"]),
    "/date-changes": ("lead", ["milestone", "recommendation", "due", "asked", "slips"]),
    "/reviews": ("lead", ["milestone", "recommendation", "owner", "done"]),
    "/imports": ("administrator", ["read", "by", "state"]),
    "/people": ("administrator", ["name", "email", "seen"]),
}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.mark.parametrize("url", LISTS)
def test_a_heading_leads_up_then_down_then_back_to_the_usual_order(app: Flask, world: World, url: str) -> None:
    kind, columns = LISTS[url]
    client = app.test_client()
    carry(client, world.tokens[kind])
    address = url.format_map(world.ids)
    for place, column in enumerate(columns):
        following = address
        for said, sort in [("none", column), ("ascending", f"-{column}"), ("descending", None)]:
            answer = client.get(following)
            assert answer.status_code == 200
            heading = LexborHTMLParser(answer.text).css("table")[0].css("th[aria-sort]")[place]
            assert heading.attributes["aria-sort"] == said
            following = first(heading, "a").attributes["href"] or ""
            asked = parse_qs(urlsplit(following).query)
            assert (urlsplit(following).path, asked.get("sort", [None])) == (address, [sort])


def test_only_the_column_by_which_a_list_is_sorted_says_so(app: Flask, world: World) -> None:
    client = app.test_client()
    carry(client, world.tokens["lead"])
    page = LexborHTMLParser(client.get("/units?sort=-published").text)
    said = [heading.attributes["aria-sort"] for heading in page.css("table")[0].css("th[aria-sort]")]
    assert said == ["none", "descending", "none"]


def test_sorting_keeps_what_was_filtered_and_begins_at_the_first_page_and_paging_keeps_the_order(app: Flask) -> None:
    with transactions_of(app).write() as session:
        administrator = make_administrator(session, "Ade Finch").id
        for number in range(60):
            make_person(session, f"Person {number:02}")
    client = app.test_client()
    sign_in_as(client, administrator)
    page = LexborHTMLParser(client.get("/people?sort=-name&page=2&show=anybody").text)
    assert "Person 09" in first(page, "tbody tr").text()  # of 61, the 51st from the end
    heading = first(page, "th[aria-sort] a").attributes["href"] or ""
    assert parse_qs(urlsplit(heading).query) == {"show": ["anybody"]}
    back = first(page, ".govuk-pagination__prev a").attributes["href"] or ""
    assert parse_qs(urlsplit(back).query) == {"show": ["anybody"], "sort": ["-name"], "page": ["1"]}


def test_behind_the_last_page_a_link_leads_to_the_first(app: Flask, world: World) -> None:
    client = app.test_client()
    for kind, url in [
        ("lead", "/reviews"),
        ("lead", "/date-changes"),
        ("administrator", "/people"),
        ("administrator", "/imports"),
    ]:
        carry(client, world.tokens[kind])
        page = LexborHTMLParser(client.get(f"{url}?page=9&sort=-name").text)
        assert "There is nothing on this page." in page.text()
        assert f"{url}?sort=-name&page=1" in [link.attributes["href"] for link in page.css("main a")]


@pytest.mark.parametrize("asked", ["", "sort=", "sort=colour", "sort=--due", "sort=Due", "sort=due&sort=asked"])
def test_an_order_that_is_none_is_the_usual_one(app: Flask, asked: str) -> None:
    with app.test_request_context(f"/date-changes?{asked}"):
        assert asked_order(["due", "-due"]).asked == ("due" if asked.startswith("sort=due") else "")


def test_two_lists_of_a_page_are_sorted_apart(app: Flask) -> None:
    with app.test_request_context("/units?sort=unit&page=2&others=3&others_sort=title"):
        mine, others = asked_order(["unit"]), asked_order(["title"], "others_sort", "others")
        assert mine.url("published") == "/units?others=3&others_sort=title&sort=published"
        assert others.url("title") == "/units?sort=unit&page=2&others_sort=-title"


@pytest.mark.parametrize("odd", ["endpoint=x", "_scheme=javascript", "_external=1", "_method=NONE", "_anchor=x"])
def test_what_flask_would_take_as_its_own_is_a_parameter_like_any_other(app: Flask, odd: str) -> None:
    with app.test_request_context(f"/people?{odd}"):
        assert asked_page().of(1000).next_url == f"/people?{odd}&page=2"
