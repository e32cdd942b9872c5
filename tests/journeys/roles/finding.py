"""Search: what is narrowed stands in the address, and can be kept and shared."""

from __future__ import annotations

from tests.journeys.visitor import Visitor


def searches_for_what_is_overdue_and_shares_it(visitor: Visitor, *found: str, name: str) -> str:
    """Returns the link to the saved view, to be sent to somebody."""
    visitor.follows("Search")
    visitor.unfolds("Filters and order")
    visitor.selects("Overdue", from_="Due")
    visitor.presses("Search")
    visitor.follows("Milestones (")
    visitor.reads(*found)
    visitor.presses("Save this view")
    visitor.fills("Name of this view", name)
    visitor.ticks("Share this view")
    visitor.presses("Save")
    visitor.reads("Your saved views", name)
    return str(visitor.window.get_by_role("link", name=name).first.get_attribute("href"))


def opens_a_view_that_was_sent(visitor: Visitor, link: str, *found: str) -> None:
    visitor.opens(link)
    visitor.is_at("Search")
    visitor.reads(*found)
