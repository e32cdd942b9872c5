"""Every endpoint and method declares its Permission; start-up refuses one that does not; requests fail closed.

Three steps, in this order: the declaration lets nobody in who could never have the permission; the scoped loader
(queries) answers NotFound for what this person may not know of; `guarded` asks the rule about the very thing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response as BaseResponse

from tracker.domain.errors import NotPermitted
from tracker.domain.permissions import Permission, Placed, may_ever, require
from tracker.web.requests import start_writing_if_asked
from tracker.web.sent_forms import answer_of_the_first
from tracker.web.signed_in import current_actor

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., object])
Subject = TypeVar("Subject", bound=Placed)
ASKS_NOTHING = frozenset({Permission.PUBLIC, Permission.SIGNED_IN})
_METHODS_OF_THE_FRAMEWORK = frozenset({"HEAD", "OPTIONS"})


class Undeclared(Exception):
    """An endpoint and method without a Permission. The service does not start with one."""


def needs(**by_method: Permission) -> Callable[[View], View]:
    """Declares what each method of a view needs: `@needs(GET=Permission.SEE_PLAN, POST=Permission.EDIT_PLAN)`."""

    def mark(view: View) -> View:
        vars(view)["permissions"] = by_method
        return view

    return mark


def init_app(app: Flask) -> None:
    app.before_request(_guard)
    app.after_request(_fail_closed)


def declared(app: Flask) -> dict[tuple[str, str], Permission | None]:
    """(endpoint, method) → Permission, for every route of `app`; HEAD goes with GET."""
    found = {}
    for rule in app.url_map.iter_rules():
        permissions = getattr(app.view_functions[rule.endpoint], "permissions", {})
        for method in (rule.methods or set()) - _METHODS_OF_THE_FRAMEWORK:
            found[rule.endpoint, method] = permissions.get(method)
    return found


def check_declared(app: Flask) -> None:
    """Raises Undeclared where a route has no Permission for one of its methods."""
    missing = sorted(f"{method} {endpoint}" for (endpoint, method), held in declared(app).items() if held is None)
    if missing:
        raise Undeclared("no permission is declared for " + ", ".join(missing))


def needed() -> Permission:
    """The Permission of the request in hand. MethodNotAllowed for a method that its view does not declare."""
    method = "GET" if request.method == "HEAD" else request.method
    permissions: dict[str, Permission] = vars(current_app.view_functions[request.endpoint or ""])["permissions"]
    if method not in permissions:
        raise MethodNotAllowed(sorted(permissions))
    return permissions[method]


def guarded(subject: Subject) -> Subject:
    """`subject`, once the rule of the declared Permission has let this person at it; else NotPermitted."""
    require(current_actor(), needed(), subject)
    g.guarded = True
    return subject


def guarded_service() -> None:
    """The same for a page about the service as a whole, such as the list of people."""
    require(current_actor(), needed())
    g.guarded = True


def _guard() -> BaseResponse | None:
    if request.endpoint is None:
        return None  # no such page: the same answer for everybody
    permission = needed()
    if permission is not Permission.PUBLIC and not current_user.is_authenticated:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("sign_in.sign_in", next=back))
    if permission not in ASKS_NOTHING and not may_ever(current_actor(), permission):
        raise NotPermitted(f"You cannot {permission.value}.")
    if not start_writing_if_asked():
        return None
    answer = answer_of_the_first()
    if answer is not None:
        g.guarded = True  # it was guarded when it was given to this person first
    return answer


def _fail_closed(response: Response) -> Response:
    """An answer that no guard has passed is not given (ASVS 16.5.3)."""
    if request.endpoint is None or response.status_code >= 400 or needed() in ASKS_NOTHING or "guarded" in g:
        return response
    if not current_user.is_authenticated:
        return response  # sent to sign in
    log.critical("no guard was asked by %s", request.endpoint)
    response.set_data(b"This page is not available.")
    response.mimetype = "text/plain"
    response.headers.pop("Location", None)
    response.status_code = 500
    return response
