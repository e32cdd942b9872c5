"""What axe-core finds on a page, and whether it fits the screen: on a small phone and on a desk."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALL_PHONE, DESK = 320, 1280
# Everything axe knows for WCAG 2.2 AA, and its best practices.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(found => found.violations.flatMap(
  fault => fault.nodes.map(node => `${fault.id}: ${node.html.slice(0, 200)}`)))"""


def faults_of(window: Page) -> list[str]:
    """Every finding on the page that is open, at both widths, and every need to scroll sideways."""
    window.evaluate(Axe().axe_script)
    faults = []
    for width in (SMALL_PHONE, DESK):
        window.set_viewport_size({"width": width, "height": 800})
        faults += [f"at {width} pixels, {fault}" for fault in window.evaluate(RUN, TAGS)]
        needed = window.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            faults.append(f"at {width} pixels the page is {needed} wide")
    return faults
