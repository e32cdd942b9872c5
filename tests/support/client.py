"""A browser for tests: signed in without a password, and posting forms with the token against forged requests."""

from __future__ import annotations

from datetime import datetime

import flask
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from tracker import clock
from tracker.domain.permissions import Actor
from tracker.models import Person
from tracker.models.transactions import Transactions
from tracker.services.sessions import begin_session


def transactions_of(app: Flask) -> Transactions:
    """The transactions of the application under test: `with transactions_of(app).write() as session:`."""
    found: Transactions = app.extensions["transactions"]
    return found


def sign_in_as(client: FlaskClient, person: Person | int, *, at: datetime | None = None) -> str:
    """Signs `client` in as a person (or the person of that id) and returns the session's token. Hashes nothing."""
    person_id = person if isinstance(person, int) else person.id
    with transactions_of(client.application).write() as session:
        found = session.get_one(Person, person_id)
        token = begin_session(session, found, by=Actor(found.id, found.name), at=at or clock.now())
    carry(client, token)
    return token


def carry(client: FlaskClient, token: str) -> None:
    """Puts a session's token into the client's cookie, as a browser holds it after signing in."""
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
        cookie["_fresh"] = True


def csrf_token(client: FlaskClient) -> str:
    """A good token against forged requests for what `client` posts next."""
    with client.application.test_request_context():
        token: str = generate_csrf()
        raw = flask.session["csrf_token"]
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = raw
    return token


def post(client: FlaskClient, url: str, **fields: object) -> TestResponse:
    """Posts a form as a browser would."""
    return client.post(url, data={"csrf_token": csrf_token(client), **fields})
