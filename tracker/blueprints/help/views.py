"""The accessibility statement, what the one cookie is for, and how long a session still lasts."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.domain.permissions import Permission
from tracker.web.guards import needs
from tracker.web.navigation import session_seconds_left

blueprint = Blueprint("help", __name__)


@blueprint.route("/accessibility")
@needs(GET=Permission.PUBLIC)
def accessibility() -> str:
    return render_template("help/accessibility.html")


@blueprint.route("/cookies")
@needs(GET=Permission.PUBLIC)
def cookies() -> str:
    return render_template("help/cookies.html")


@blueprint.route("/session")
@needs(GET=Permission.SIGNED_IN)
def session() -> dict[str, int | None]:
    """Asked by static/session-warning.js: being asked for is a visit, so the idle time starts anew."""
    return {"seconds_left": session_seconds_left()}
