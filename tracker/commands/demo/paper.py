"""Sheets of a report as plain text: wrapped lines, a contents page, a running foot, a form feed at each page's end."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

WIDTH = 100
LEADERS = 60


@dataclass
class Paper:
    """A report while it is written. `running` is the words at the foot of each page, before its number.

    `marked` headings begin with "#", as they do where a converter knew from their size that they are headings.
    """

    running: str
    marked: bool = False
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    titles: list[tuple[str, int]] = field(default_factory=list)
    contents_on: int = 0

    def contents(self) -> None:
        """A new page, at whose top the contents will stand."""
        self.pages.append([])
        self.contents_on = len(self.pages)

    def page(self, title: str) -> None:
        """A new page that begins with a heading and is named in the contents."""
        self.pages.append([f"# {title}" if self.marked else title, ""])
        self.titles.append((title, len(self.pages)))

    def heading(self, text: str) -> None:
        self.lines("", text)

    def lines(self, *lines: str) -> None:
        """Lines as they are, an empty one for a blank line."""
        self.pages[-1].extend(lines)

    def prose(self, *paragraphs: str) -> None:
        """Paragraphs, each followed by a blank line."""
        for paragraph in paragraphs:
            self.lines(*_wrapped(paragraph), "")

    def bullets(self, items: Iterable[str]) -> None:
        for item in items:
            self.lines(*_wrapped(f"• {item}"))

    def numbered(self, items: Iterable[str], first: int = 1) -> None:
        for number, item in enumerate(items, first):
            self.lines(*_wrapped(f"{number}. {item}"))

    def row(self, question: str, share: int) -> None:
        """A row of a table of key questions."""
        self.lines(*_wrapped(f"{question} {share}%"))

    def text(self) -> str:
        """The whole report."""
        pages = [[*(self._contents() if n == self.contents_on else []), *page] for n, page in enumerate(self.pages, 1)]
        return "\f".join("\n".join([*page, "", f"{self.running} {n}"]) for n, page in enumerate(pages, 1)) + "\n"

    def _contents(self) -> list[str]:
        entries = (f"{title} {'.' * max(4, LEADERS - len(title))} {page}" for title, page in self.titles)
        return ["Contents", *entries, ""]


def isbn(serial: int) -> str:
    """A number of the form of an ISBN with a sound check digit. The group 99999 is given to nobody."""
    digits = f"97899999{serial:04d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"978-99999-{serial:04d}-{-total % 10}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
