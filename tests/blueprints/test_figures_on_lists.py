"""The figures of plans on every list: the inspection, the units, a unit, a region. The same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import PlanStatus
from tracker.models import Plan, Score
from tracker.services.scores import score_opened

Reader = Callable[[str, str], LexborHTMLParser]


@pytest.fixture
def world(app: Flask) -> World:
    """Of the four plans one is agreed: 10 of its 20 points reported done, and a quarter of that verified."""
    made = build(app, at=clock.now())
    with transactions_of(app).write() as session:
        plans = session.scalars(sa.select(Plan)).all()
        score_opened(session, plans, today=clock.today())
        session.execute(sa.update(Score).values(reported=8000, verified=6000, status=PlanStatus.ON_TRACK))
        weak = sa.update(Score).where(Score.plan_id == made.ids["agreed_plan_id"])
        session.execute(weak.values(reported=4000, verified=1250, status=PlanStatus.OFF_TRACK))
    return made


@pytest.fixture
def read(app: Flask, world: World) -> Reader:
    def get(kind: str, url: str) -> LexborHTMLParser:
        client = app.test_client()
        carry(client, world.tokens[kind])
        answer = client.get(url.format_map(world.ids))
        assert answer.status_code == 200
        return LexborHTMLParser(answer.text)

    return get


def rows_of(page: LexborHTMLParser, heading: str) -> dict[str, str]:
    """A summary list by its keys; the last of the page under that heading."""
    assert heading in [each.text() for each in page.css("h2")]
    keys = [key.text(strip=True) for key in page.css("dl.app-glance dt")]
    values = [" ".join(value.text(separator=" ").split()) for value in page.css("dl.app-glance dd")]
    return dict(zip(keys, values, strict=True))


def cells_of(page: LexborHTMLParser, row: str) -> dict[str, str]:
    """The cells of the table's row that holds a text, by the names of their columns."""
    found = next(each for each in page.css("tbody tr") if row in each.text())
    return {
        cell.attributes["data-label"] or "": " ".join(cell.text(separator=" ").split())
        for cell in found.css("td")
        if cell.attributes.get("data-label")
    }


def test_an_inspection_puts_its_plans_together_with_the_weakest_beside_the_mean(world: World, read: Reader) -> None:
    page = read("head", "/inspections/{inspection_id}")
    rows = rows_of(page, "Progress")
    assert rows["Verified"] == "48.13% The plans of 4 of 5 open recommendations, by weight"
    assert rows["Reported done"] == "70%"
    assert rows["Status of plans"].split() == ["1", "off", "track", "3", "on", "track"]
    assert "verified 12.50%, off track" in rows["Weakest recommendation"]
    link = first(page, "dl.app-glance a")
    assert link.attributes["href"] == f"/recommendations/{world.ids['agreed_recommendation_id']}"


def test_each_recommendation_shows_its_status_and_both_scores(world: World, read: Reader) -> None:
    page = read("head", "/inspections/{inspection_id}")
    link = f"/recommendations/{world.ids['agreed_recommendation_id']}"
    row = next(each for each in page.css("tbody tr") if each.css_first(f'a[href="{link}"]'))
    text = " ".join(row.text(separator=" ").split())
    assert "Off track" in text
    assert "Verified 12.50% Reported done 40%" in text


def test_an_inspector_gets_figures_of_agreed_plans_only_and_is_told_so(world: World, read: Reader) -> None:
    page = read("inspector", "/inspections/{inspection_id}")
    rows = rows_of(page, "Progress")
    assert rows["Verified"] == "12.50% Agreed plans only: 1 of 5 open recommendations, by weight"
    text = page.html or ""
    assert "60%" not in text
    assert text.count("Plan not agreed yet") == 3


def test_an_administrator_reads_no_figures(read: Reader) -> None:
    for url in ("/inspections/{inspection_id}", "/units", "/units/{unit_id}"):
        text = read("administrator", url).html or ""
        assert "Reported done" not in text
        assert "12.50%" not in text


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("head", "/inspections/{inspection_id}"),
        ("head", "/units/{unit_id}"),
        ("lead", "/units"),
        ("national", "/units"),
        ("reviewer", "/regions/{region_id}"),
    ],
)
def test_the_same_figures_stand_on_every_list(world: World, read: Reader, kind: str, url: str) -> None:
    text = " ".join((read(kind, url).html or "").replace("<strong>", "").replace("</strong>", "").split())
    assert "48.13%" in text
    assert f'/recommendations/{world.ids["agreed_recommendation_id"]}"' in text


def test_the_units_stand_by_name_whatever_their_figures(app: Flask, read: Reader) -> None:
    for url in ("/units", "/regions/{region_id}"):
        names = [link.text() for link in read("lead", url).css("tbody th a")]
        assert names == ["Ashcombe", "Brackenfold"]


def test_a_unit_of_a_region_says_how_its_plans_stand(read: Reader) -> None:
    cells = cells_of(read("lead", "/regions/{region_id}"), "Ashcombe")
    assert cells["Recommendations"] == "5 2 plans not submitted (2 overdue) 1 that nobody owns"
    assert cells["Progress"] == "Verified 48.13% Reported done 70%"
    assert "12.50%" in cells["Weakest recommendation"]


@pytest.mark.parametrize(
    ("kind", "regions"),
    [("lead", ["Marlow Vale"]), ("national", ["Marlow Vale", "Thornley"]), ("reviewer", ["Marlow Vale", "Thornley"])],
)
def test_the_units_lead_to_the_regions_one_looks_after(read: Reader, kind: str, regions: list[str]) -> None:
    links: list[Any] = read(kind, "/units").css('nav[aria-label="Regions"] a')
    assert [link.text().removesuffix(" as a whole") for link in links] == regions


def test_a_head_is_led_to_no_region(read: Reader) -> None:
    assert read("head", "/units").css('a[href^="/regions/"]') == []
