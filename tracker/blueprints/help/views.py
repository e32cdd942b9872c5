"""The accessibility statement and what the one cookie is for."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.domain.permissions import Permission
from tracker.web.guards import needs

blueprint = Blueprint("help", __name__)


@blueprint.route("/accessibility")
@needs(GET=Permission.PUBLIC)
def accessibility() -> str:
    return render_template("help/accessibility.html")


@blueprint.route("/cookies")
@needs(GET=Permission.PUBLIC)
def cookies() -> str:
    return render_template("help/cookies.html")
