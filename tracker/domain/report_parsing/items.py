"""A list item that runs over several lines, put together again: page breaks and footnotes cut items in two."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.wording import OPENING_QUOTES, finished, joined, starts_low

LONGEST_ITEM = 20_000
DANGLING = re.compile(
    r"(?:,|–|—|(?:^| )(?:a|an|and|as|at|between|by|for|from|in|into|of|on|or|that|the|their|to|was|were|which|with))$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """One item: its words so far, and the lines it began and last went on in. `number` as printed."""

    text: str
    first: Line
    last: Line
    number: str | None = None

    def goes_on_in(self, line: Line, *, gap: bool) -> bool:
        """Whether `line`, which opens nothing itself, continues this item; `gap` says that blank lines stand between.

        After a gap only a sentence cut in the middle goes on, or the quotation that a colon announced. Over a page
        without a gap even a finished sentence does: nothing but the next bullet would end the item.
        """
        text, over_page = self.text, line.page != self.last.page
        if not self._has_room(line):
            return False
        if not gap or not text:
            return True
        if starts_low(line.text) or (text.endswith(":") and line.text[0] in OPENING_QUOTES):
            return True
        if finished(text):
            return over_page and not line.heading
        return bool(over_page or DANGLING.search(text[-12:]))

    def takes_part(self, line: Line) -> bool:
        """Whether a list item stands inside this one: deeper in, where a colon or another part came before."""
        announced = self.text.endswith(":") or "\n" in self.text
        return announced and line.bullet and line.depth > self.first.depth and self._has_room(line)

    def add_part(self, line: Line, text: str) -> None:
        """A part, on a line of the text by itself."""
        self.text, self.last = f"{self.text}\n{text}", line

    def _has_room(self, line: Line) -> bool:
        return len(self.text) + len(line.text) <= LONGEST_ITEM

    def add(self, line: Line, words: Collection[str]) -> None:
        self.text = joined(self.text, line.text, words)
        self.last = line
