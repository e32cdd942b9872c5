"""Looking things up in a page: a test that expects an element says so by asking for it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def first(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first element for a CSS selector; an AssertionError where there is none."""
    found = page.css_first(selector)
    assert found is not None, f"nothing on the page is {selector}"
    return found
