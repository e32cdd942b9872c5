"""In which order a list is asked for; it is in the address, as `sort=due` or, the other way around, `sort=-due`."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from flask import request

from tracker.web.paging import this_page


@dataclass(frozen=True, slots=True)
class Sorting:
    """The order asked for: `asked` goes to the query, the rest to components/sorting.html.

    `name` is the parameter of the address, `page_name` that of the list's page: a page with two lists has two of each.
    """

    asked: str
    name: str
    page_name: str

    def aria(self, column: str) -> str:
        """Whether the list is sorted by that column, as `aria-sort` says it."""
        return {column: "ascending", f"-{column}": "descending"}.get(self.asked, "none")

    def url(self, column: str) -> str:
        """Where the heading of that column leads: up, then down, then back to the usual order; to the first page."""
        following = {column: f"-{column}", f"-{column}": None}.get(self.asked, column)
        return this_page(**{self.name: following, self.page_name: None})


def asked_order(orders: Container[str], name: str = "sort", page_name: str = "page") -> Sorting:
    """The order in the address; the usual one where it names none of `orders`, as an old link may."""
    text = request.args.get(name, "")
    return Sorting(text if text in orders else "", name, page_name)
