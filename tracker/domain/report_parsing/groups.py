"""The headings of groups of recommendations: who "should", for whom, and headings broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.limits import due_in
from tracker.domain.report_parsing.numbering import numbered
from tracker.domain.report_parsing.recognition import addressee
from tracker.domain.report_parsing.wording import finished, joined, starts_low

_OPEN_SHOULD = re.compile(r"[A-Z].{2,200} should")
_MERE = ("also", "now", "urgently")
_FOR = re.compile(r"(?:key |national )?recommendations? (?:for|to) (?:the )?(.{3,120})", re.IGNORECASE)
_BODY_NAME = re.compile(
    r"\b(?:ministry|service|services|pdu|board|region|council|unit|police|partnership|director|office|authority|hmpps|"
    r"government|department|inspectorate|trust|constabulary|officer|head|commissioner)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Group:
    """Who the items below are addressed to, the limit in the heading, and the number printed before the heading.

    `begins` are the words of the heading that every item goes on from: "ensure that" of "X should ensure that:".
    """

    addressee: str | None = None
    limit: str = ""
    begins: str = ""
    number: str | None = None


def group_heading(line: Line) -> Group | None:
    """The group a line opens: "<addressee> should:", or a heading that names a body; else None."""
    to = addressee(line.text)
    if to and (not starts_low(to[0]) or line.text.startswith("We ")):
        mark = numbered(line.text)
        limited = bool(due_in(to[1]))
        begins = "" if limited or to[1].lower() in _MERE else to[1]
        return Group(to[0], to[1] if limited else "", begins, mark.number if mark else None)
    if not line.heading or numbered(line.text):
        return None
    named = _FOR.match(line.text)
    name = (named[1] if named else line.text).rstrip(" :")
    return Group(name if named or names_a_body(name) else None)


def names_a_body(text: str) -> bool:
    """Whether words name an organisation or a post, such as a service, a board or a director."""
    return bool(_BODY_NAME.search(text))


def whole_headings(lines: Sequence[Line]) -> list[Line]:
    """A heading "<addressee> should:" on two lines made one, and one that lost its colon with it.

    The first line must open a paragraph of its own.
    """
    whole: list[Line] = []
    for line in _with_colons(lines):
        before = whole[-1] if whole else None
        if before and addressee(f"{before.text} {line.text}") and _is_first_half(whole) and not numbered(line.text):
            whole[-1] = replace(before, text=joined(before.text, line.text))
        else:
            whole.append(line)
    return whole


def _with_colons(lines: Sequence[Line]) -> Iterable[Line]:
    """The lines, with a colon behind "<addressee> should" where an item follows."""
    for position, line in enumerate(lines):
        if _OPEN_SHOULD.fullmatch(line.text) and not line.bullet and not numbered(line.text):
            then = next((after for after in lines[position + 1 : position + 4] if after.text), None)
            opens = not position or not lines[position - 1].text or finished(lines[position - 1].text)
            if opens and then and (then.bullet or numbered(then.text)):
                yield replace(line, text=f"{line.text}:")
                continue
        yield line


def _is_first_half(lines: Sequence[Line]) -> bool:
    half = lines[-1]
    earlier = lines[-2].text if len(lines) > 1 else ""
    opens = not earlier or finished(earlier) or earlier.endswith((":", ";"))
    plain = not half.cells and not half.bullet and not numbered(half.text) and not starts_low(half.text)
    return (
        bool(half.text)
        and plain
        and opens
        and len(half.text) <= 120
        and not finished(half.text)
        and not addressee(half.text)
    )
