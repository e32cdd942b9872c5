"""How many SQL statements a request sends: over a small and a large database, for a short and a long page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from flask import Flask
from werkzeug.test import EnvironBuilder

from tests.bench.load import Asked
from tests.bench.pages import FEWEST, PAGES, Page
from tests.bench.sites import HOST, Browser, browser_of, site
from tests.bench.world import World
from tests.support.fake_clamd import fake_clamd
from tests.support.statements import statements
from tracker.domain.vocabulary import Role
from tracker.extensions import db


@dataclass(frozen=True, slots=True)
class Counted:
    """A request, its statements where there is little and where there is much, and the most that they should be."""

    what: str
    few: int
    many: int
    most: int = FEWEST

    @property
    def is_met(self) -> bool:
        return self.few == self.many <= self.most


def count(small: tuple[str, World], full: tuple[str, World]) -> list[Counted]:
    """What is measured, over two databases (url, world); then pages with few rows and with many over the large one."""
    with fake_clamd() as clamd, site(small[0], clamd.address) as few, site(full[0], clamd.address) as many:
        world = full[1]
        counted = [
            Counted(page.what, _of_page(few, small[1], page), _of_page(many, world, page), page.statements)
            for page in PAGES
        ]
        pairs = (
            ("Inspection with 3 and with 300 recommendations, national lead", "inspections", world.others),
            ("Recommendation with 25 and with 100 milestones, national lead", "recommendations", world.plans_with_many),
        )
        reader = browser_of(many, world.tokens[Role.NATIONAL_LEAD])
        for what, kind, (short, long) in pairs:
            asked = [Asked(f"/{kind}/{key}") for key in (short, long)]
            counted.append(Counted(what, *(_statements(many, reader, one) for one in asked)))
    return counted


def _of_page(app: Flask, world: World, page: Page) -> int:
    """Of its second request: the first of a process asks a scanner whether it knows the test file, and the like."""
    browser = browser_of(app, world.tokens[page.who])
    request = page.request(world, browser)
    return [_statements(app, browser, request(turn)) for turn in (0, 1)][-1]


def _statements(app: Flask, browser: Browser, asked: Asked) -> int:
    root = f"https://{HOST}"
    request = EnvironBuilder(
        asked.path,
        base_url=root,
        method="GET" if asked.body is None else "POST",
        headers=[("Cookie", browser.cookie), ("Referer", f"{root}/")],
        input_stream=BytesIO(asked.body or b""),
        content_length=len(asked.body or b""),
        content_type=asked.content_type,
    )
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        answer = app.test_client(use_cookies=False).open(request)
    expected = 200 if asked.body is None else 302
    assert answer.status_code == expected, f"{asked.path} was answered with {answer.status_code}"
    return len(sent)
