"""The service over a filled database: its settings, an application in this process, and cookies of signed-in people."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import flask
import flask_migrate
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

from config.settings import Settings
from tests.bench.inspected import Size
from tests.bench.world import World, fill
from tracker.app import create_app
from tracker.extensions import db
from tracker.models.transactions import make_engine

SECRET = secrets.token_hex(32)
EVIDENCE = tempfile.TemporaryDirectory(prefix="bench-evidence-")  # gone with this process
HOST = "127.0.0.1"
NO_SCANNER = "127.0.0.1:3310"  # nothing listens there, and no page asks


def environment(url: str, scanner: str = NO_SCANNER) -> dict[str, str]:
    """As in production, because that is what is to be fast. `scanner` is where clamd listens."""
    return {
        "TRACKER_ENVIRONMENT": "production",
        "TRACKER_DATABASE_URL": url,
        "TRACKER_SECRET_KEY": SECRET,
        "TRACKER_EVIDENCE_DIR": EVIDENCE.name,
        "TRACKER_HOSTS": HOST,
        "TRACKER_PROXY_HOPS": "0",
        "TRACKER_VIRUS_SCAN": scanner,
    }


@contextmanager
def site(url: str, scanner: str = NO_SCANNER) -> Iterator[Flask]:
    """An application in this process, for counting and for making cookies."""
    app = create_app(Settings.from_environ(environment(url, scanner)))
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def migrate(url: str) -> None:
    """Brings the database at `url` up to date, as in production."""
    with site(url) as app, app.app_context():
        flask_migrate.upgrade()


def filled(url: str, size: Size) -> World:
    """The world of that size in the migrated, empty database at `url`."""
    engine = make_engine(url)
    try:
        return fill(engine, size)
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that has signed in and seen a page: its Cookie header, and the token that its forms carry."""

    cookie: str
    csrf_token: str


def browser_of(app: Flask, token: str) -> Browser:
    """The browser with that session. Nothing is hashed for it."""
    with app.test_request_context():
        csrf_token = generate_csrf()
        held = {**flask.session, "_user_id": token, "_fresh": True}
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return Browser(f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(held)}", csrf_token)
