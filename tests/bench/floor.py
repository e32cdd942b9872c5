"""The floors: the least that pages and writes cost on this machine. `gunicorn tests.bench.floor:app`.

Flask, SQLAlchemy Core and one plain template; no sign-in, no rights, no ORM, no layout. A page of 25 rows is one
statement; the overview adds up all plans by unit; an update changes a row and notes that; an upload is taken from its
form, hashed while it is written, and synced.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask, redirect, render_template, request
from jinja2 import Template
from sqlalchemy.engine import Engine
from werkzeug.wrappers import Response

from tracker.models.base import Base

ROWS = 25
VARIABLE = "BENCH_DATABASE_URL"
PIECE = 256 * 1024
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Recommendations</title></head><body><h1>Recommendations</h1>
<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></body></html>"""

_tables = Base.metadata.tables
_recommendation, _plan, _milestone = _tables["recommendation"], _tables["plan"], _tables["milestone"]
_inspection, _unit = _tables["inspection"], _tables["unit"]
_rows = (
    sa.select(_recommendation.c.number, _recommendation.c.text)
    .where(_recommendation.c.id >= sa.bindparam("first"))
    .order_by(_recommendation.c.id)
    .limit(ROWS)
)
_overview = (
    sa.select(
        _unit.c.name,
        sa.func.count(_plan.c.id),
        sa.func.sum(sa.case((_plan.c.response == "none", 1), else_=0)),
    )
    .join(_inspection, _inspection.c.unit_id == _unit.c.id)
    .join(_recommendation, _recommendation.c.inspection_id == _inspection.c.id)
    .join(_plan, _plan.c.recommendation_id == _recommendation.c.id)
    .group_by(_unit.c.id, _unit.c.name)
    .order_by(_unit.c.name)
    .limit(2 * ROWS)
)
NOTE = sa.Table(
    "bench_note",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("milestone_id", sa.Integer),
    sa.Column("note", sa.Text),
)
_change = (
    sa.update(_milestone)
    .where(_milestone.c.id == sa.bindparam("milestone"))
    .values(completion_note=sa.bindparam("note"))
)


def make_app(url: str) -> Flask:
    """The floors over a filled database."""
    app = Flask(__name__)
    engine = sa.create_engine(url)
    template = app.jinja_env.from_string(PAGE)  # compiled once, as a file would be
    app.add_url_rule("/<int:first>", "page", _page(engine, template))
    app.add_url_rule("/overview", "overview", _page(engine, template, _overview))
    app.add_url_rule("/update/<int:milestone>", "update", _update(engine), methods=["POST"])
    app.add_url_rule("/upload", "upload", _upload, methods=["POST"])
    return app


def _page(engine: Engine, template: Template, query: sa.Select[*tuple[object, ...]] = _rows) -> Callable[..., str]:
    def page(**asked: int) -> str:
        with engine.connect() as connection:
            return render_template(template, rows=connection.execute(query, asked).all())

    return page


def _update(engine: Engine) -> Callable[[int], Response]:
    NOTE.create(engine, checkfirst=True)

    def update(milestone: int) -> Response:
        note = request.form["note"]
        with engine.begin() as connection:
            connection.execute(_change, {"milestone": milestone, "note": note})
            connection.execute(sa.insert(NOTE), {"milestone_id": milestone, "note": note})
        return redirect(f"/{milestone}")

    return update


def _upload() -> Response:
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as kept:
        while piece := request.files["file"].stream.read(PIECE):
            digest.update(piece)
            kept.write(piece)
        kept.flush()
        os.fsync(kept.fileno())
    return redirect(f"/1?{digest.hexdigest()}")


if url := os.environ.get(VARIABLE):  # as gunicorn starts it
    app = make_app(url)
