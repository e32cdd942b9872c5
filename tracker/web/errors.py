"""Every error is a page in plain words; refused rights are logged; no trace ever leaves."""

from __future__ import annotations

import logging

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from tracker.domain.errors import Conflict, InvalidMove, NotFound, NotPermitted
from tracker.extensions import db
from tracker.web.signed_in import current_actor

log = logging.getLogger(__name__)
Answer = tuple[str, int]


def init_app(app: Flask) -> None:
    app.register_error_handler(NotFound, lambda error: _page("not_found", 404))
    app.register_error_handler(NotPermitted, _not_permitted)
    app.register_error_handler(Conflict, lambda error: _page("conflict", 409, str(error)))
    app.register_error_handler(InvalidMove, lambda error: _page("invalid_move", 409, str(error)))
    app.register_error_handler(StaleDataError, lambda error: _page("conflict", 409))
    app.register_error_handler(CSRFError, lambda error: _page("expired_form", 400))
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(SecurityError, _not_our_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _page(name: str, status: int, message: str = "") -> Answer:
    db.session.rollback()
    g.is_fault = status >= 500  # the frame then asks the database nothing more, not even who is signed in
    return render_template(f"errors/{name}.html", message=message, request_id=g.get("request_id", "")), status


def _not_permitted(error: NotPermitted) -> Answer:
    log.warning("refused: person %s, %s %s", current_actor().person_id, request.method, request.endpoint)
    return _page("not_permitted", 403, str(error))


def _not_our_host(error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """A host that is not ours. Without a page: the addresses of its links would be built from that host."""
    return "This service does not answer to that address.", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http(error: HTTPException) -> Answer | tuple[str, int, dict[str, str]]:
    pages = {404: "not_found", 405: "not_found", 413: "too_large", 429: "too_many"}
    status = error.code or 500
    page = _page(pages.get(status, "bad_request" if status < 500 else "fault"), status)
    if isinstance(error, MethodNotAllowed):
        return *page, {"Allow": ", ".join(sorted(error.valid_methods or ()))}
    return page


def _database_away(error: OperationalError) -> Answer:
    log.error("the database did not answer: %s", type(error.orig).__name__)
    return _page("unavailable", 503)


def _fault(error: Exception) -> Answer:
    log.exception("request %s failed", g.get("request_id"))
    return _page("fault", 500)
