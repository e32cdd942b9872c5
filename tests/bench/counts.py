"""How many SQL statements a page sends: over a small and a large database, for a short and a long report."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from tests.bench.pages import PAGES
from tests.bench.sites import HOST, cookie_of, site
from tests.bench.world import World
from tests.support.statements import statements
from tracker.domain.vocabulary import Role
from tracker.extensions import db

MOST = 8  # goal 6


@dataclass(frozen=True, slots=True)
class Counted:
    """A page, and its statements where there is little and where there is much."""

    what: str
    few: int
    many: int

    @property
    def is_met(self) -> bool:
        return self.few == self.many <= MOST


def count(small: tuple[str, World], full: tuple[str, World]) -> list[Counted]:
    """Each measured page over two databases (url, world), then inspections with 3 and 300 recommendations."""
    with site(small[0]) as few, site(full[0]) as many:
        counted = [
            Counted(
                page.what,
                _statements(few, small[1], page.role, page.paths(small[1])[0]),
                _statements(many, full[1], page.role, page.paths(full[1])[0]),
            )
            for page in PAGES
        ]
        short, long = (
            _statements(many, full[1], Role.NATIONAL_LEAD, f"/inspections/{other}") for other in full[1].others
        )
    return [*counted, Counted("Inspection with 3 and with 300 recommendations, national lead", short, long)]


def _statements(app: Flask, world: World, role: Role, path: str) -> int:
    headers = {"Cookie": cookie_of(app, world.tokens[role])}
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        answer = app.test_client(use_cookies=False).get(path, headers=headers, base_url=f"https://{HOST}")
    assert answer.status_code == 200, f"{path} was answered with {answer.status_code}"
    return len(sent)
