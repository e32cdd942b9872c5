"""What happens to who fills in a form: errors lead to their field, conflicts keep what was typed, keys are enough."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories.world import World, build
from tests.journeys.axe import SMALL_PHONE, faults_of
from tests.journeys.conftest import Site
from tracker import clock

# The yellow of GOV.UK's focus, as a shadow or background; a radio has it on the ring its label draws.
IS_SEEN_TO_HAVE_THE_FOCUS = """(() => {
  const focused = document.activeElement, label = document.querySelector(`label[for="${focused.id}"]`);
  const styles = [getComputedStyle(focused)];
  if (label) styles.push(getComputedStyle(label, '::before'));
  return styles.some(s => (s.boxShadow + s.backgroundColor + s.outlineColor).includes('255, 221, 0'));
})()"""


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


@pytest.fixture
def window(request: pytest.FixtureRequest, browser: Browser, site: Site, world: World) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(base_url=site.url, viewport={"width": SMALL_PHONE, "height": 800})
    site.carry(context, world.tokens[request.param])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("window", ["head"], indirect=True)
def test_a_form_in_error_says_so_at_the_top_and_leads_to_the_field(window: Page, world: World) -> None:
    window.goto(f"/plans/{world.ids['draft_plan_id']}/respond")
    window.get_by_label("Partly agreed").check()
    window.get_by_role("button", name="Save response").click()
    assert window.title().startswith("Error: ")
    assert faults_of(window) == []
    window.get_by_role("link", name="Enter which part you agree with").click()
    assert window.evaluate("document.activeElement.id") == "agreed_part"


@pytest.mark.parametrize("window", ["head"], indirect=True)
def test_a_response_asks_for_more_only_where_it_needs_more(window: Page, world: World) -> None:
    window.goto(f"/plans/{world.ids['draft_plan_id']}/respond")
    part = window.get_by_label("Which part do you agree with?")
    reason = window.get_by_label("Commissioning")
    asked = {}
    for answer in ("Agreed", "Partly agreed", "Not agreed"):
        window.get_by_label(answer, exact=True).check()
        asked[answer] = part.is_visible(), reason.is_visible()
    assert asked == {"Agreed": (False, False), "Partly agreed": (True, True), "Not agreed": (False, True)}


@pytest.mark.parametrize("window", ["head"], indirect=True)
def test_a_conflict_is_announced_and_keeps_what_was_typed(window: Page, world: World) -> None:
    url = f"/plans/{world.ids['draft_plan_id']}/respond"
    other = window.context.new_page()
    for tab, text in ((window, "Mine."), (other, "Theirs.")):
        tab.goto(url)
        tab.get_by_label("Agreed", exact=True).check()
        tab.get_by_label("Explain your response").fill(text)
    other.get_by_role("button", name="Save response").click()
    other.wait_for_url("**/recommendations/*")
    window.get_by_role("button", name="Save response").click()
    expect(window.get_by_role("alert", name="Not saved")).to_be_visible()
    assert window.get_by_label("Explain your response").input_value() == "Mine."
    assert window.get_by_role("cell", name="Theirs.").is_visible()
    assert faults_of(window) == []


@pytest.mark.parametrize("window", ["head"], indirect=True)
def test_the_main_task_is_done_by_keyboard_alone(window: Page, world: World) -> None:
    window.goto("/your-items")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "Skip to main content"
    _tab_to(window, "do thing")
    window.keyboard.press("Enter")
    window.wait_for_url("**/recommendations/*")
    _tab_to(window, "Respond to this recommendation")
    window.keyboard.press("Enter")
    window.wait_for_url("**/respond")
    _tab_to(window, "", element_id="response")
    window.keyboard.press("Space")
    _tab_to(window, "Save response")
    window.keyboard.press("Enter")
    window.wait_for_url("**/recommendations/*")
    assert window.get_by_text("Your response was saved.").is_visible()


def _tab_to(window: Page, words: str, element_id: str = "") -> None:
    """Presses Tab until the focus is on what is wanted, and sees that it is shown to have it."""
    for _ in range(60):
        window.keyboard.press("Tab")
        found = window.evaluate("[document.activeElement.textContent, document.activeElement.id]")
        if (element_id and found[1] == element_id) or (words and words in found[0]):
            assert window.evaluate(IS_SEEN_TO_HAVE_THE_FOCUS), f"{words or element_id} does not show its focus"
            return
    raise AssertionError(f"the keyboard does not reach {words or element_id}")
