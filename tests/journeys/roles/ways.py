"""How people get about: by the links that they can see, as they are not told any address but that of the door."""

from __future__ import annotations

import re

from tests.journeys.roles.plans import Case
from tests.journeys.visitor import Visitor

MOST_STEPS = 6
# Where to turn from a page that has no link to the wanted recommendation: what is nearest to it first.
TOWARDS_IT = (r"/inspections/\d+", r"/recommendations/\d+", r"/units/\d+", "/units", "/your-items")


def goes_home(visitor: Visitor) -> None:
    """To Your items, where the menu leads from every page; read anew where they are there already."""
    visitor.follows("Your items")


def goes_to(visitor: Visitor, case: Case) -> None:
    """To the recommendation, from wherever they are; read anew where they are there already."""
    if visitor.path == case.address:
        visitor.looks_again()
    for _ in range(MOST_STEPS):
        if visitor.path == case.address:
            return
        assert visitor.follows_one_of((re.escape(case.address), *TOWARDS_IT)), f"a dead end: {visitor.window.url}"
    raise AssertionError(f"no short way leads to recommendation {case.number}: {visitor.window.url}")


def goes_to_the_inspection(visitor: Visitor, case: Case) -> None:
    goes_to(visitor, case)
    assert visitor.follows_one_of((r"/inspections/\d+",)), "a recommendation leads to its inspection"
