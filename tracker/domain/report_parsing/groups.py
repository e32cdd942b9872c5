"""The headings of groups of recommendations: who "should", for whom, and headings broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.numbering import numbered
from tracker.domain.report_parsing.recognition import addressee
from tracker.domain.report_parsing.wording import finished, joined, starts_low

_FOR = re.compile(r"(?:key |national )?recommendations? (?:for|to) (?:the )?(.{3,120})", re.IGNORECASE)
_BODY_NAME = re.compile(
    r"\b(?:ministry|service|services|pdu|board|region|council|unit|police|partnership|director|office|authority|hmpps|"
    r"government|department|inspectorate|trust|constabulary|officer|head|commissioner)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Group:
    """Who the items below are addressed to, the limit in the heading, and the number printed before the heading."""

    addressee: str | None = None
    limit: str = ""
    number: str | None = None


def group_heading(line: Line) -> Group | None:
    """The group a line opens: "<addressee> should:", or a heading that names a body; else None."""
    to = addressee(line.text)
    if to and not starts_low(to[0]):
        mark = numbered(line.text)
        return Group(to[0], to[1], mark.number if mark else None)
    if not line.heading or numbered(line.text):
        return None
    named = _FOR.match(line.text)
    name = (named[1] if named else line.text).rstrip(" :")
    return Group(name if named or names_a_body(name) else None)


def names_a_body(text: str) -> bool:
    """Whether words name an organisation or a post, such as a service, a board or a director."""
    return bool(_BODY_NAME.search(text))


def whole_headings(lines: Iterable[Line]) -> list[Line]:
    """A heading "<addressee> should:" on two lines made one; the first must open a paragraph of its own."""
    whole: list[Line] = []
    for line in lines:
        before = whole[-1] if whole else None
        if before and addressee(f"{before.text} {line.text}") and _is_first_half(whole) and not numbered(line.text):
            whole[-1] = replace(before, text=joined(before.text, line.text))
        else:
            whole.append(line)
    return whole


def _is_first_half(lines: Sequence[Line]) -> bool:
    half = lines[-1]
    earlier = lines[-2].text if len(lines) > 1 else ""
    opens = not earlier or finished(earlier) or earlier.endswith((":", ";"))
    plain = not half.bullet and not numbered(half.text) and not starts_low(half.text)
    return (
        bool(half.text)
        and plain
        and opens
        and len(half.text) <= 120
        and not finished(half.text)
        and not addressee(half.text)
    )
