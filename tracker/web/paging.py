"""Long lists a page at a time; the page is in the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import request

PAGE_SIZE = 50
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """The page asked for. `offset` and `limit` go to the query; the rest to the template, once `total` is known.

    `name` is the parameter of the address: a page with two lists has two.
    """

    number: int
    total: int = 0
    size: int = PAGE_SIZE
    name: str = "page"

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def limit(self) -> int:
        return self.size

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last_item(self) -> int:
        return min(self.offset + self.size, self.total)

    def of(self, total: int) -> Page:
        return Page(self.number, total, self.size, self.name)

    @property
    def previous_url(self) -> str | None:
        return self._url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self._url(self.number + 1) if self.number < self.last else None

    @property
    def first_url(self) -> str:
        return self._url(1)

    def _url(self, number: int) -> str:
        return this_page(**{self.name: str(number)})


def this_page(**changes: str | None) -> str:
    """The address that was asked for with some of its parameters changed, or without those that are None.

    Flask's `url_for` would take `_scheme` or `endpoint` among them as its own.
    """
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    asked = urlencode([*kept, *((name, value) for name, value in changes.items() if value is not None)])
    path = quote(request.root_path + request.path)
    return f"{path}?{asked}" if asked else path


def asked_page(name: str = "page", size: int = PAGE_SIZE) -> Page:
    """The page in the address; the first where it names none that could be."""
    text = request.args.get(name, "")
    number = int(text) if text.isdecimal() and len(text) < 6 else 1
    return Page(min(max(number, 1), LAST_PAGE), size=size, name=name)
