"""The GOV.UK and MOJ stylesheets ask for fonts and pictures under /assets; they are built into static/vendor."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory

from tracker.domain.permissions import Permission
from tracker.web.guards import needs

blueprint = Blueprint("assets", __name__)
FOLDER = Path(__file__).resolve().parent.parent / "static" / "vendor" / "assets"


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.route("/assets/<path:name>")
@needs(GET=Permission.PUBLIC)
def asset(name: str) -> Response:
    return send_from_directory(FOLDER, name)
