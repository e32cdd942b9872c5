"""The floor: the least that a page out of a database costs. `gunicorn tests.bench.floor:app`.

Flask, one SQLAlchemy Core statement of 25 rows, one plain template; no sign-in, no rights, no ORM, no layout.
"""

from __future__ import annotations

import os

import sqlalchemy as sa
from flask import Flask, render_template

from tracker.models.base import Base
from tracker.models.recommendation import Recommendation

ROWS = 25
VARIABLE = "BENCH_DATABASE_URL"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Recommendations</title></head><body><h1>Recommendations</h1>
<table>{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.text }}</td></tr>
{% endfor %}</table></body></html>"""

_table = Base.metadata.tables[Recommendation.__tablename__]
_query = (
    sa.select(_table.c.id, _table.c.number, _table.c.text)
    .where(_table.c.id >= sa.bindparam("first"))
    .order_by(_table.c.id)
    .limit(ROWS)
)


def make_app(url: str) -> Flask:
    """The floor over a filled database."""
    app = Flask(__name__)
    engine = sa.create_engine(url)
    template = app.jinja_env.from_string(PAGE)  # compiled once, as a file would be

    @app.route("/<int:first>")
    def page(first: int) -> str:
        with engine.connect() as connection:
            return render_template(template, rows=connection.execute(_query, {"first": first}).all())

    return app


if url := os.environ.get(VARIABLE):  # as gunicorn starts it
    app = make_app(url)
