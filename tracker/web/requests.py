"""The shape of a request: it gets an id, starts read-only, and may write from where `start_writing` is called.

A POST starts writing by itself once its guard has passed, unless its view is marked `reads_first`: such a view does
slow work (a password hash, a report to read) outside any write transaction and calls `start_writing` when it is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app, g, request

from tracker.extensions import db
from tracker.models import transactions
from tracker.models.transactions import Transactions
from tracker.services.record import REQUEST_ID

View = TypeVar("View", bound=Callable[..., object])
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.teardown_request(_end)


def reads_first(view: View) -> View:
    """Marks a view whose POST does slow work before it writes."""
    vars(view)["reads_first"] = True
    return view


def start_writing() -> None:
    """Ends the reading transaction; what was loaded is loaded anew on next use. The next statement may write."""
    db.session.rollback()
    transactions.write_from_here()


def start_writing_if_asked() -> bool:
    """Called once the guard has let the request pass. Whether what comes now may write."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method not in READING_METHODS and not getattr(view, "reads_first", False):
        start_writing()
        return True
    return False


def own_transactions() -> Transactions:
    """Short transactions apart from the request's own: session touches, sign-in attempts."""
    return cast(Transactions, current_app.extensions["transactions"])


def _begin() -> None:
    transactions.read_from_here()
    g.request_id = secrets.token_hex(8)
    db.session().info[REQUEST_ID] = g.request_id


def _end(_error: BaseException | None) -> None:
    transactions.write_from_here()
