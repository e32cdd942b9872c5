"""A real browser against a real server. Without Debian's Chromium these tests are skipped, with the reason printed."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

from tests.conftest import settings_for
from tests.journeys.stage import Stage
from tests.support.client import transactions_of
from tests.support.databases import Databases
from tracker import clock
from tracker.app import create_app
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Person
from tracker.services.sessions import begin_session

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-remote-fonts",  # the service has none: GDS Transport is for GOV.UK's own domain
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian's package chromium)")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@dataclass
class Site:
    """The service at an address, and a way to be signed in without typing."""

    app: Flask
    url: str

    def sign_in(self, context: BrowserContext, person_id: int) -> None:
        """Gives `context` the cookie of a session of that person."""
        with transactions_of(self.app).write() as session:
            person = session.get_one(Person, person_id)
            token = begin_session(session, person, by=Actor(person.id, person.name), at=clock.now())
        self.carry(context, token)

    def carry(self, context: BrowserContext, token: str) -> None:
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        cookie = serializer.dumps({"_user_id": token, "_fresh": True})
        name = self.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies(
            [{"name": name, "value": cookie, "url": self.url.replace("http:", "https:"), "secure": True}]
        )


@contextmanager
def served(app: Flask) -> Iterator[Site]:
    """An application on a port of this machine."""
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, f"http://localhost:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def app_of_a_module(databases: Databases, folders: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application over a database of its own, for all the tests of a module."""
    with databases.lent("sqlite") as url:
        made = create_app(settings_for(url, folders.mktemp("evidence")))
        yield made
        with made.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def site(app: Flask, browser: Browser) -> Iterator[Site]:
    """The application of the test, served. Asks for the browser first, so that nothing starts where there is none."""
    with served(app) as made:
        yield made


@pytest.fixture
def stage(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Stage]:
    """The windows of several people; the parameter says how they work: with or without JavaScript, or by keyboard."""
    has_javascript, by_keyboard = request.param != "without JavaScript", request.param == "by keyboard"
    made = Stage(site.app, browser, site.url, has_javascript=has_javascript, by_keyboard=by_keyboard)
    yield made
    made.close()
