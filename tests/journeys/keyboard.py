"""A page worked by keyboard alone: Tab to what is wanted, which has to show its focus, then the keys of its kind."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FARTHEST = 200
# Whether the element has the focus and is seen to have it: the yellow of GOV.UK, on itself or on what stands for it.
HAS_THE_FOCUS = """element => {
  if (document.activeElement !== element) return 'no';
  const label = document.querySelector(`label[for="${element.id}"]`);
  const styles = [getComputedStyle(element), ...[...element.children].map(child => getComputedStyle(child))];
  if (label) styles.push(getComputedStyle(label, '::before'));
  const is_seen = styles.some(s => (s.boxShadow + s.backgroundColor + s.outlineColor).includes('255, 221, 0'));
  return is_seen ? 'seen' : 'unseen';
}"""


class Keyboard:
    def __init__(self, window: Page) -> None:
        self._window = window

    def go_to(self, thing: Locator) -> None:
        """Tab until the thing has the focus."""
        for _ in range(FARTHEST):
            state = self._state_of(thing)
            if state != "no":
                assert state == "seen", f"{thing} does not show that it has the focus on {self._window.url}"
                return
            self._window.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {thing} on {self._window.url}")

    def activate(self, thing: Locator) -> None:
        """A link or a button."""
        self.go_to(thing)
        self._window.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.go_to(field)
        self._window.keyboard.press("Control+A")
        self._window.keyboard.insert_text(text)
        assert field.input_value() == text

    def tick(self, box: Locator) -> None:
        self.go_to(box)
        if not box.is_checked():
            self._window.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, radio: Locator) -> None:
        """Tab leads to a group of radio buttons, the arrows from one to the next."""
        name = radio.get_attribute("name")
        choices = self._window.locator(f'input[type=radio][name="{name}"]').all()
        self.go_to(next((each for each in choices if each.is_checked()), choices[0]))
        for _ in choices:
            if self._state_of(radio) != "no":
                break
            self._window.keyboard.press("ArrowDown")
        if not radio.is_checked():
            self._window.keyboard.press("Space")
        assert radio.is_checked()

    def select(self, field: Locator, label: str) -> None:
        self.go_to(field)
        self._window.keyboard.press("Home")
        for _ in range(FARTHEST):
            if field.evaluate("list => list.selectedOptions[0].label.trim()") == label.strip():
                return
            self._window.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {label}")

    def _state_of(self, thing: Locator) -> str:
        return str(thing.evaluate(HAS_THE_FOCUS))
