"""What a person does with any page and reads on it. Everything is found by the words and roles that they see or hear.

By mouse, or by keyboard alone: then every field and button is reached with Tab and has to show its focus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.journeys.keyboard import Keyboard

# The addresses of the links that can be seen, in the order of the page.
SEEN = "links => links.filter(link => link.checkVisibility()).map(link => link.getAttribute('href'))"


class Visitor:
    """A browser window in the hands of one person."""

    def __init__(self, window: Page, *, by_keyboard: bool) -> None:
        self.window = window
        self._keys = Keyboard(window) if by_keyboard else None

    # Going somewhere

    def opens(self, address: str) -> None:
        self.window.goto(address, wait_until="domcontentloaded")

    def follows(self, words: str, *, within: Locator | None = None) -> None:
        """A link that begins with these words, the first of them."""
        link = (within or self.window).get_by_role("link", name=re.compile(f"^{re.escape(words)}")).first
        self._goes_on(link)

    def follows_just(self, words: str) -> None:
        """A link that has these words and no others, the first of them."""
        self._goes_on(self.window.get_by_role("link", name=words, exact=True).first)

    def presses(self, words: str) -> None:
        """A button that begins with these words, or the only one that has just these."""
        button = self.window.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first
        self._goes_on(button)

    def follows_one_of(self, ways: Sequence[str]) -> bool:
        """The first link to be seen whose address is the first of these that any has; says whether there was one.

        Each way is a pattern for a whole address, without what follows a "#".
        """
        addresses = self.window.locator("a[href]").evaluate_all(SEEN)
        for way in ways:
            found = next((each for each in addresses if re.fullmatch(way, each.partition("#")[0])), None)
            if found is not None:
                self._goes_on(self.window.locator(f'a[href="{found}"]').filter(visible=True).first)
                return True
        return False

    def looks_again(self) -> None:
        """The same page, as it is by now."""
        self.window.reload(wait_until="domcontentloaded")

    def unfolds(self, words: str) -> None:
        """What is folded away under these words."""
        self.window.locator("summary").filter(has_text=words).click()

    def _goes_on(self, thing: Locator) -> None:
        keys = self._keys
        act: Callable[[], None] = thing.click if keys is None else lambda: keys.activate(thing)
        with self.window.expect_navigation(wait_until="domcontentloaded"):
            act()

    # Filling in a form, in the order of the page

    def fills(self, label: str, text: str, *, within: Locator | None = None) -> None:
        field = (within or self.window).get_by_label(label, exact=True)
        if self._keys:
            self._keys.write(field, text)
        else:
            field.fill(text)

    def fills_day(self, legend: str, day: date) -> None:
        group = self.group(legend)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.fills(part, str(value), within=group)

    def chooses(self, answer: str, *, to: str) -> None:
        """One of the answers to a question with radio buttons."""
        radio = self.group(to).get_by_role("radio", name=answer, exact=True)
        if self._keys:
            self._keys.choose(radio)
        else:
            radio.check()

    def ticks(self, words: str, *, within: str | None = None) -> None:
        """The box that begins with these words, after its number where it has one."""
        place = self.group(within) if within else self.window
        self._ticks(place.get_by_role("checkbox", name=re.compile(rf"^(\d+\. )?{re.escape(words)}")))

    def ticks_every_box(self, legend: str) -> None:
        for box in self.group(legend).get_by_role("checkbox").all():
            self._ticks(box)

    def _ticks(self, box: Locator) -> None:
        if self._keys:
            self._keys.tick(box)
        else:
            box.check()

    def selects(self, words: str, *, from_: str) -> None:
        """The option that begins with these words, from a list."""
        field = self.window.get_by_label(from_, exact=True)
        option = field.get_by_role("option", name=re.compile(f"^{re.escape(words)}"))
        label = option.first.inner_text()
        if self._keys:
            self._keys.select(field, label)
        else:
            field.select_option(label=label)

    def attaches(self, *files: Path) -> None:
        """By keyboard the way to the files is walked; the machine's own window for choosing them is nobody's page."""
        if self._keys:
            self._keys.go_to(self.window.get_by_role("button", name=re.compile("o file chosen")))
        self.window.locator("input[type=file]").set_input_files(list(files))

    # Reading

    @property
    def path(self) -> str:
        """Where the window is, without the service's own name."""
        return urlsplit(self.window.url).path

    def group(self, legend: str) -> Locator:
        return self.window.get_by_role("group", name=legend, exact=True)

    def row(self, words: str) -> Locator:
        """The first row of a table in which these words stand."""
        return self.window.get_by_role("row").filter(has_text=words).first

    def text(self) -> str:
        """All that stands in the main part of the page, one space between words."""
        return _plain(self.window.get_by_role("main").inner_text())

    def reads(self, *words: str) -> None:
        """All of these, somewhere in the main part of the page. Small letters and capitals are the same."""
        _holds(self.text(), words)

    def reads_in_row(self, of: str, *words: str) -> None:
        _holds(_plain(self.row(of).inner_text()), words)

    def reads_in_order(self, *words: str) -> None:
        """Each of these after the one before."""
        text, at = self.text().lower(), 0
        for each in words:
            at = text.find(_plain(each).lower(), at) + 1
            assert at, f"“{each}” does not follow in: {text}"

    def does_not_read(self, words: str) -> None:
        assert _plain(words).lower() not in self.text().lower()

    def is_at(self, heading: str) -> None:
        found = self.window.get_by_role("heading", level=1).inner_text()
        assert heading in found, found

    def can_follow(self, words: str) -> bool:
        return self.window.get_by_role("link", name=re.compile(f"^{re.escape(words)}")).count() > 0

    def can_press(self, words: str) -> bool:
        return self.window.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).count() > 0

    def holds(self, label: str) -> str:
        """What stands in a field of a form."""
        return self.window.get_by_label(label, exact=True).input_value()

    def figure(self, name: str) -> float:
        """The per cent that stands beside a name, as in "Verified 60%"."""
        text = self.text()
        found = re.search(rf"\b{re.escape(name)} ([\d.]+)%", text)
        assert found, f"no figure is called {name} in: {text}"
        return float(found[1])

    def figures(self) -> tuple[float, float]:
        """Verified, and reported done."""
        return self.figure("Verified"), self.figure("Reported done")

    def problems(self) -> Sequence[str]:
        """What the summary at the top says is wrong; the title says that there is something, and has to."""
        summary = self.window.get_by_role("alert").filter(has_text="There is a problem")
        if not summary.count():
            return []
        assert self.window.title().startswith("Error: ")
        return summary.get_by_role("listitem").all_inner_texts()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _holds(text: str, words: Sequence[str]) -> None:
    assert [each for each in words if _plain(each).lower() not in text.lower()] == [], text
