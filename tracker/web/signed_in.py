"""Who is signed in: Flask-Login over our own session rows, so that ending a row ends the session everywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Flask, g, session
from flask_login import UserMixin, current_user, login_user, logout_user

from tracker import clock
from tracker.domain.permissions import Actor
from tracker.extensions import db, login_manager
from tracker.queries import sessions
from tracker.services import sessions as session_verbs
from tracker.web.requests import own_transactions

NOBODY = Actor(person_id=0, name="Nobody")


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The signed-in person as Flask-Login knows them: by the token of one browser's session."""

    token: str
    actor: Actor
    email: str

    def get_id(self) -> str:
        return self.token


def init_app(app: Flask) -> None:
    login_manager.user_loader(_load)
    login_manager.session_protection = None  # our rows are the protection; its fingerprint of the browser is none


def current_actor() -> Actor:
    """The Actor of this request. One without any right where nobody is signed in."""
    actor: Actor = current_user.actor if current_user.is_authenticated else NOBODY
    return actor


def open_session(token: str, actor: Actor, email: str) -> None:
    """Puts a fresh session's token into the cookie, and nothing that was there before (no fixation)."""
    session.clear()
    login_user(SignedIn(token=token, actor=actor, email=email))


def close_session() -> None:
    logout_user()
    session.clear()


def _load(token: str) -> SignedIn | None:
    at, today = clock.now(), clock.today()
    found = sessions.find(db.session(), token, at=at, today=today)
    if found is None:
        return None
    if found.needs_touch(at):
        db.session.rollback()
        with own_transactions().write() as short:
            session_verbs.touch(short, found.session_id, at=at)
        found = replace(found, seen_at=at)
    g.session_ends_at = found.ends_at
    return SignedIn(token=token, actor=found.actor, email=found.email)
