"""The pages of the URL map as people of each kind see them; what looks the same to several is named once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World
from tests.support.client import carry
from tests.web.matrix import ANONYMOUS, Route, routes

ONE_OF_EACH_ROLE = (
    ANONYMOUS,
    "head",
    "contributor",
    "lead",
    "reviewer",
    "inspector",
    "national",
    "administrator",
    "without_a_role",
)
# They answer with a file or a word, or lead on to a page that is in the map itself.
NO_PAGES = {"assets.own", "assets.asset", "evidence.download", "health.healthz", "help.session", "search.view"}
_DIFFERS_EACH_TIME = re.compile(r'name="csrf_token" value="[^"]*"|nonce="[^"]*"|<script.*?</script>', re.DOTALL)


@dataclass(frozen=True)
class Seen:
    """A page as one kind of person sees it."""

    endpoint: str
    url: str
    kind: str
    is_refusal: bool

    def __str__(self) -> str:
        return f"{self.endpoint} as {self.kind}"


def pages_of(app: Flask, world: World) -> list[Seen]:
    """Every page in every role, without those that look just like one named already."""
    known: set[str] = set()
    found = []
    for kind in ONE_OF_EACH_ROLE:
        for seen, looks in _as_seen_by(kind, app, world):
            if not known.issuperset(looks):
                known.update(looks)
                found.append(seen)
    return found


def _as_seen_by(kind: str, app: Flask, world: World) -> Iterator[tuple[Seen, Sequence[str]]]:
    client = app.test_client()
    if kind != ANONYMOUS:
        carry(client, world.tokens[kind])
    for route in pages():
        url = route.url.format_map(world.ids)
        answer = client.get(url)
        if answer.status_code in (200, 403, 404) and answer.mimetype == "text/html":
            is_refusal = answer.status_code != 200
            looks = _looks(answer.get_data(as_text=True))
            # refusals differ in one sentence only, so one of each is enough
            yield Seen(route.endpoint, url, kind, is_refusal), [str(answer.status_code)] if is_refusal else looks


def pages() -> list[Route]:
    return [route for route in routes() if route.method == "GET" and route.endpoint not in NO_PAGES]


def _looks(html: str) -> list[str]:
    """Fingerprints of the frame around a page and of what is in it."""
    page = LexborHTMLParser(_DIFFERS_EACH_TIME.sub("", html))
    parts = [page.css_first(selector) for selector in ("header", "main")]
    return [hashlib.sha256((part.html or "").encode()).hexdigest() for part in parts if part is not None]
