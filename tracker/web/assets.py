"""Our own few files, and those of GOV.UK and MOJ, whose stylesheets ask for pictures under /assets."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory

from tracker.domain.permissions import Permission
from tracker.web.guards import needs

blueprint = Blueprint("assets", __name__)
STATIC = Path(__file__).resolve().parent.parent / "static"
VENDOR = STATIC / "vendor"


class AssetsMissing(Exception):
    """The files of GOV.UK and MOJ were not built into tracker/static/vendor."""


def init_app(app: Flask) -> None:
    """Raises AssetsMissing rather than serve pages without their looks."""
    if not (VENDOR / ".stamp").exists():
        raise AssetsMissing("The GOV.UK assets are missing. Run: python3 dev.py setup")
    app.register_blueprint(blueprint)


@blueprint.route("/static/<path:name>")
@needs(GET=Permission.PUBLIC)
def own(name: str) -> Response:
    return send_from_directory(STATIC, name)


@blueprint.route("/assets/<path:name>")
@needs(GET=Permission.PUBLIC)
def asset(name: str) -> Response:
    return send_from_directory(VENDOR / "assets", name)
