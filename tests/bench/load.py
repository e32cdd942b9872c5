"""Requests over HTTP, one after another on two connections at a time, for a while; and what they cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count

from tests.bench.serving import Served

BROWSERS = 2
REQUESTS_OF_A_CONNECTION = 10  # then a new one, so that both workers get their share


class WrongAnswer(Exception):
    """A page that is measured did not come."""


@dataclass(frozen=True, slots=True)
class Target:
    """One page in several addresses, asked in turn, as who holds `cookie`."""

    paths: Sequence[str]
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a page in one round: CPU milliseconds a request, and requests a second of wall-clock."""

    milliseconds: float
    rate: float
    kilobytes: float


def spend(served: Served, target: Target, seconds: float) -> Cost:
    """Asks for `target` for that long. WrongAnswer where an answer is not a whole page."""
    turns = count()
    until = time.monotonic() + seconds
    used, began = served.cpu_seconds(), time.monotonic()
    with ThreadPoolExecutor(BROWSERS) as browsers:
        asked = [browsers.submit(_browse, served.port, target, turns, until) for _ in range(BROWSERS)]
    sizes = [size for one in asked for size in one.result()]
    took = time.monotonic() - began
    spent = served.cpu_seconds() - used
    return Cost(1000 * spent / len(sizes), len(sizes) / took, sum(sizes) / len(sizes) / 1000)


def _browse(port: int, target: Target, turns: count[int], until: float) -> list[int]:
    sizes: list[int] = []
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(REQUESTS_OF_A_CONNECTION):
            sizes.append(_ask(connection, target.paths[next(turns) % len(target.paths)], target.cookie))
        connection.close()
    return sizes


def _ask(connection: HTTPConnection, path: str, cookie: str) -> int:
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200 or not body.rstrip().endswith(b"</html>"):
        raise WrongAnswer(f"{path} was answered with {answer.status}.")
    return len(body)
