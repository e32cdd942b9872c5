"""Every link that the sample data shows to anybody leads somewhere, and to a place that is on that page."""

from __future__ import annotations

import shutil
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.commands.conftest import TODAY
from tests.conftest import settings_for
from tests.support.client import sign_in_as, transactions_of
from tracker.app import create_app
from tracker.commands.demo import SIGN_INS
from tracker.extensions import db
from tracker.models import Person

# of one kind of page, as many as these are enough: the sample data shows each in its states
MOST_OF_ONE_PAGE = 4
# what answers with bytes of the evidence folder, which is the first teller's and not copied here
FILES = {"evidence.download"}


@pytest.fixture(scope="module")
def copy(told: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application over a copy of the sample data, so that signing in leaves no trace in it."""
    folder = tmp_path_factory.mktemp("links")
    shutil.copy(told.removeprefix("sqlite:///"), folder / "sample.sqlite3")
    app = create_app(settings_for(f"sqlite:///{folder}/sample.sqlite3", Path(folder)))
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 10, 0, tzinfo=UTC), tick=False):
        yield app
        with app.app_context():
            db.engine.dispose()


def links_of(address: str, page: LexborHTMLParser) -> list[tuple[str, str]]:
    """Where the links of a page lead, each with the place on that page, which may be empty."""
    hrefs = (link.attributes["href"] or "" for link in page.css("a[href]"))
    return [(address, href[1:]) if href.startswith("#") else urldefrag(urljoin(address, href)) for href in hrefs]


def endpoint_of(app: Flask, address: str) -> str:
    with app.test_request_context():
        endpoint: str = app.url_map.bind("").match(urlsplit(address).path)[0]
        return endpoint


def faults(app: Flask, client: FlaskClient) -> list[str]:
    """Follows every link from where they begin, and says which lead nowhere."""
    waiting, seen, opened = deque(["/your-items"]), {"/your-items"}, Counter[str]()
    places: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    found = []
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code not in (200, 302):
            found.append(f"{address} answers {answer.status_code}")
        page = LexborHTMLParser(answer.text)
        places[address] = {node.attributes["id"] or "" for node in page.css("[id]")}
        for target, place in links_of(address, page):
            if place:
                wanted.append((address, target, place))
            name = endpoint_of(app, target) if target.startswith("/") else ""
            if target in seen or not name or name in FILES or name == "static" or opened[name] >= MOST_OF_ONE_PAGE:
                continue
            opened[name] += 1
            seen.add(target)
            waiting.append(target)
    return found + [
        f"{address} leads to {target}#{place}, which is not there"
        for address, target, place in wanted
        if target in places and place not in places[target]
    ]


# links are the same whichever database answers
@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
@pytest.mark.parametrize("email", [each.email for each in SIGN_INS])
def test_every_link_that_somebody_sees_leads_somewhere(copy: Flask, email: str) -> None:
    with transactions_of(copy).read() as session:
        person = session.scalars(sa.select(Person).where(Person.email == email)).one()
    client = copy.test_client()
    sign_in_as(client, person)
    assert faults(copy, client) == []
