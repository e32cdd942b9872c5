"""Requests over HTTP, one after another on two connections at a time, for a while; and what they cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count

from tests.bench.serving import Served

BROWSERS = 2
REQUESTS_OF_A_CONNECTION = 10  # then a new one, so that both workers get their share


class WrongAnswer(Exception):
    """A page that is measured did not come, or what was sent was not taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: a page, or a form that is sent where there is a `body`."""

    path: str
    body: bytes | None = None
    content_type: str = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Target:
    """What is measured: the request of each turn, as who holds `cookie`. Turns go on from round to round.

    `kept` is the cookie as pages have set it since, which a browser keeps: by its name, so that the last one counts.
    """

    request: Callable[[int], Asked]
    cookie: str = ""
    turns: Iterator[int] = field(default_factory=count)
    kept: dict[str, str] = field(default_factory=dict)

    def headers(self) -> dict[str, str]:
        cookie = "; ".join(self.kept.values()) or self.cookie
        return {"Cookie": cookie} if cookie else {}

    def keep(self, cookies: Sequence[str]) -> None:
        for one in cookies:
            held = one.partition(";")[0]
            self.kept[held.partition("=")[0]] = held


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a page in one round: CPU milliseconds a request, and requests a second of wall-clock."""

    milliseconds: float
    rate: float
    kilobytes: float


def pages(paths: Sequence[str], cookie: str = "") -> Target:
    """One page in several addresses, asked in turn."""
    return Target(lambda turn: Asked(paths[turn % len(paths)]), cookie)


def spend(served: Served, target: Target, seconds: float) -> Cost:
    """Asks for `target` for that long. WrongAnswer where an answer is not a whole page, or a form is not taken."""
    until = time.monotonic() + seconds
    used, began = served.cpu_seconds(), time.monotonic()
    with ThreadPoolExecutor(BROWSERS) as browsers:
        asked = [browsers.submit(_browse, served.port, target, until) for _ in range(BROWSERS)]
    sizes = [size for one in asked for size in one.result()]
    took = time.monotonic() - began
    spent = served.cpu_seconds() - used
    return Cost(1000 * spent / len(sizes), len(sizes) / took, sum(sizes) / len(sizes) / 1000)


def _browse(port: int, target: Target, until: float) -> list[int]:
    sizes: list[int] = []
    while not sizes or time.monotonic() < until:  # once at least, however busy the machine
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(REQUESTS_OF_A_CONNECTION):
            sizes.append(_ask(connection, target))
        connection.close()
    return sizes


def _ask(connection: HTTPConnection, target: Target) -> int:
    asked, headers = target.request(next(target.turns)), target.headers()
    if asked.body is None:
        connection.request("GET", asked.path, headers=headers)
    else:
        connection.request("POST", asked.path, asked.body, {"Content-Type": asked.content_type, **headers})
    answer = connection.getresponse()
    body = answer.read()
    if asked.body is None:  # what is said after a form waits for a page, which is not asked for here
        target.keep(answer.headers.get_all("Set-Cookie", []))
    is_right = answer.status == 302 if asked.body is not None else _is_whole(answer.status, body)
    if not is_right:
        raise WrongAnswer(f"{asked.path} was answered with {answer.status}: {body[-2000:].decode()}")
    return len(body)


def _is_whole(status: int, body: bytes) -> bool:
    return status == 200 and body.rstrip().endswith(b"</html>")
