"""For load balancers and for `dev.py run`: one statement to the database, no detail."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint

from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.web.guards import needs

blueprint = Blueprint("health", __name__)


@blueprint.route("/healthz")
@needs(GET=Permission.PUBLIC)
def healthz() -> tuple[str, int, dict[str, str]]:
    db.session.execute(sa.text("SELECT 1"))
    return "ok", 200, {"Content-Type": "text/plain; charset=utf-8"}
