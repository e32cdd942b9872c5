"""The permission matrix: what each kind of person is answered by each route and method, asked for real.

`permission_matrix.csv` holds the expected answers: a route and method a line, a kind of person a column. A cell is the
status, or "sign in" for a redirect to signing in.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World
from tests.support.client import carry, csrf_token
from tracker.extensions import db
from tracker.web.guards import declared

FILE = Path(__file__).with_name("permission_matrix.csv")
ANONYMOUS = "anonymous"
KINDS = (
    ANONYMOUS,
    "head",
    "head_of_neighbour",
    "head_elsewhere",
    "contributor",
    "lead",
    "lead_elsewhere",
    "reviewer",
    "inspector",
    "inspector_elsewhere",
    "national",
    "administrator",
    "without_a_role",
    "deactivated",
)


@dataclass(frozen=True)
class Route:
    """A line of the file. `url` has ids of the world in braces; `body` is sent by POST, `revision` added to it."""

    endpoint: str
    method: str
    url: str
    body: str
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"

    @property
    def key(self) -> tuple[str, str]:
        return self.endpoint, self.method


def routes() -> list[Route]:
    with FILE.open(newline="") as file:
        return [
            Route(
                line["endpoint"], line["method"], line["url"], line["body"], {kind: line[kind] or "" for kind in KINDS}
            )
            for line in csv.DictReader(file)
        ]


def declared_keys(app: Flask) -> set[tuple[str, str]]:
    return set(declared(app))


class Asker:
    """Asks routes as people, each time of the same world: whatever an answer changed is put back."""

    def __init__(self, app: Flask, world: World) -> None:
        self._app, self._world = app, world
        self._database = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
        self._settle()
        self._kept = self._database.with_suffix(".kept")
        shutil.copyfile(self._database, self._kept)

    def row(self, route: Route) -> dict[str, str]:
        return {kind: self.ask(route, kind) for kind in KINDS}

    def ask(self, route: Route, kind: str, *, puts_back: bool = True) -> str:
        client = self._app.test_client()
        if kind != ANONYMOUS:
            carry(client, self._world.tokens[kind])
        url = route.url.format_map(self._world.ids)
        if route.method == "GET":
            response = client.get(url)
        else:
            response = client.post(url, data=self.form(client, route))
            if puts_back:
                self.put_back()
        response.close()
        return self._in_words(response.status_code, response.headers.get("Location", ""))

    def form(self, client: FlaskClient, route: Route) -> dict[str, str]:
        pairs = (pair.split("=", 1) for pair in route.body.split("&") if pair)
        fields = {name: value.format_map(self._world.ids | self._world.people) for name, value in pairs}
        return {"csrf_token": csrf_token(client), **fields}

    @staticmethod
    def _in_words(status: int, location: str) -> str:
        return "sign in" if status == 302 and location.startswith("/sign-in") else str(status)

    def _settle(self) -> None:
        """Everything in the file, nothing in the log beside it."""
        with self._app.app_context():
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()

    def put_back(self) -> None:
        self._settle()
        shutil.copyfile(self._kept, self._database)
