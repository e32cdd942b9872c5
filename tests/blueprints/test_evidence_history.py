"""The history of evidence is a page; who opened a file is told to whom it concerns, and of inspectors to inspectors."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.people import give
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.vocabulary import Role
from tracker.models import Inspection, Person


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def headings(app: Flask, world: World, kind: str, name: str = "evidence") -> list[str]:
    page = browser(app, world, kind).get(f"/evidence/{world.ids[f'{name}_id']}/history").text
    return [" ".join(title.text().split()) for title in LexborHTMLParser(page).css(".moj-timeline__title")]


def opens(app: Flask, world: World, *kinds: str) -> None:
    for kind in kinds:
        answer = browser(app, world, kind).get(f"/evidence/versions/{world.ids['evidence_version_id']}/download")
        assert answer.status_code == 200
        answer.close()


def test_it_says_who_described_it_anew_and_who_withdrew_which_version_and_why(app: Flask, world: World) -> None:
    head, evidence_id = browser(app, world, "head"), world.ids["evidence_id"]
    kept = {"kind": "data", "milestones": world.ids["shown_milestone_id"]}
    post(head, f"/evidence/{evidence_id}/edit", revision=1, title="Audit of 20 cases", **kept)
    post(head, f"/evidence/versions/{world.ids['evidence_version_id']}/withdraw", why="It named somebody.")
    assert headings(app, world, "head")[:2] == [
        "Hana Head withdrew the file: version 1",
        "Hana Head changed what is said of the evidence",
    ]
    assert "uploaded evidence" in headings(app, world, "head")[-1]
    assert "It named somebody." in head.get(f"/evidence/{evidence_id}/history").text
    assert f'href="/evidence/{evidence_id}/history"' in head.get(f"/evidence/{evidence_id}").text


@pytest.mark.parametrize(
    ("reader", "told_of"),
    [
        ("inspector", {"contributor", "lead", "inspector"}),
        ("head", {"contributor", "lead"}),
        ("contributor", set()),
        ("lead", set()),
        ("reviewer", set()),
        ("national", set()),
    ],
)
def test_who_opened_it_is_told_to_inspectors_and_but_for_inspectors_to_the_head(
    app: Flask, world: World, reader: str, told_of: set[str]
) -> None:
    readers = ("contributor", "lead", "inspector")
    opens(app, world, *readers)
    with transactions_of(app).read() as session:
        names = {session.get_one(Person, world.people[kind]).name for kind in told_of}
    told = {line.partition(" opened the file")[0] for line in headings(app, world, reader) if "opened" in line}
    assert told == names


def test_of_who_was_an_inspector_once_it_is_told_no_more_to_the_head(app: Flask, world: World) -> None:
    opens(app, world, "lead")
    assert any("opened the file" in line for line in headings(app, world, "head"))
    with transactions_of(app).write() as session:
        lead = session.get_one(Person, world.people["lead"])
        give(session, lead, Role.INSPECTOR, inspection=session.get_one(Inspection, world.ids["inspection_id"]))
    assert not any("opened the file" in line for line in headings(app, world, "head"))


def test_the_history_of_restricted_evidence_is_seen_by_those_who_see_the_evidence(app: Flask, world: World) -> None:
    url = f"/evidence/{world.ids['restricted_id']}/history"
    for kind, status in {"head": 200, "lead": 200, "inspector": 200, "contributor": 404, "national": 200}.items():
        assert browser(app, world, kind).get(url).status_code == status
