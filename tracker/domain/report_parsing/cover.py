"""The cover: title, who was inspected, region, when published, ISBN; and when fieldwork started."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.report_parsing.chapters import Chapter, chapter_of
from tracker.domain.report_parsing.dates import MONTH_YEAR, day_or_month
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.wording import squash

FRONT_LINES = 400
LONGEST_TITLE = 300
MOST_MENTIONS = 300
LONGEST_COVER_LINE = 60
_INSPECTORATE = re.compile(
    r"(?:hm|h\.m\.|her majesty[’']?s|his majesty[’']?s) ?inspectorate ?of ?probation|\bhmi probation\b|"
    r"\bhmiprobation\b|arolygiaeth prawf",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:(?:an?|the) )?(?:(?:joint|thematic|dynamic|national|regional|follow-up|full|short|targeted) )*"
    r"(?:re-?)?inspections?\b(?: (?:of|in|into|on|by)\b| ?[:–—-] ?(?-i:[A-Z\d])|$)|"
    r"(?:a )?(?:joint )?thematic review of\b|.{5,150}[:–—-] ?a(?:n)? (?:joint |thematic )+inspection\b",
    re.IGNORECASE,
)
_NO_REPORT = re.compile(
    r"guidance manual|inspection questions|evidence sources|consultation|annual report|action plan|press release|"
    r"standards framework|ratings explained|inspection programme",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"(?:[:,–—-]|\b(?:in|of|and|the|to|for|by|into|on|with|services))$", re.IGNORECASE)
_WHOLE_NAME = re.compile(r"\b(?:PDU|probation delivery unit|region)$", re.IGNORECASE)
_SERVICE = re.compile(
    r"(?i:(?:the )?probation service(?: ?[:–—-] ?| in (?:the )?)(?:the )?)"
    r"(?:(.{2,60}?) (?i:(?:probation )?region)\b|((?:[A-Z][\w’'&]+|of|and)(?: (?:[A-Z][\w’'&]+|of|and)){0,5})$)"
)
_INSPECTORATE_LINE = re.compile(r"(?:report (?:of|by) )?(?:hm|her|his)\b", re.IGNORECASE)
_ISBN = re.compile(
    r"\bISBN(?:-1[03])?:? ?(97[89][-‐‑–— ]?(?:\d[-‐‑–— ]?){9}\d|(?:\d[-‐‑–— ]?){9}[\dX])\b", re.IGNORECASE
)
_PUBLISHED = re.compile(r"(?:first )?published(?: on)?:?", re.IGNORECASE)
_DATE_ALONE = re.compile(r"(?:[\d(].{0,6})?[A-Z][a-zA-Z]{2,8},? \d{4}\)?")
_FIELDWORK = re.compile(r"\bfieldwork\b", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:began|beginning|begin|started|starting|commenced|commencing|between|from|took place|carried out|"
    r"conducted|week of|during|on|in|dates?)\b|:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the line it was read from."""

    value: str
    line: Line


def names_inspectorate(lines: Iterable[Line]) -> bool:
    """Whether the document names HM Inspectorate of Probation, in any of its spellings."""
    previous = ""
    for line in lines:
        if _INSPECTORATE.search(f"{previous} {line.text}"):
            return True
        previous = line.text[-40:] or previous
    return False


def title(lines: Sequence[Line]) -> Found | None:
    """The inspection title, joined over the cover's lines ("… services in:" and the name below), else None."""
    front = [line for line in lines if line.text][:FRONT_LINES]
    for position, line in enumerate(front):
        text = line.text
        if len(text) > LONGEST_TITLE or not _TITLE.match(text) or _NO_REPORT.search(text) or text.endswith("."):
            continue
        if squash(text).startswith("thematicinspection") and len(text) < 22:
            continue
        return Found(_with_next_lines(line, front[position + 1 : position + 6], lines), line)
    return None


def _with_next_lines(first: Line, following: Sequence[Line], lines: Sequence[Line]) -> str:
    text, last = first.text, first
    blank = {line.number for line in lines if not line.text}
    for line in following:
        apart = line.number - 1 in blank or line.page != first.page
        more = _OPEN_ENDED.search(text)
        if _ends_title(line.text, begun=not more) or len(text) + len(line.text) > LONGEST_TITLE:
            break
        wrapped = not apart and line.heading == last.heading and len(line.text) <= 80 and not _WHOLE_NAME.search(text)
        if not more and not wrapped:
            break
        text, last = f"{text} {line.text}", line
    return text.rstrip(" :")


def _ends_title(text: str, *, begun: bool) -> bool:
    """Whether a cover line is no part of the title; "The Probation Service – X region" is, where a name is due."""
    return bool(
        (begun and _SERVICE.match(text))
        or _INSPECTORATE_LINE.match(text)
        or _INSPECTORATE.match(text)
        or _PUBLISHED.match(text)
        or MONTH_YEAR.match(text)
        or _TITLE.match(text)
        or text.endswith(".")
        or chapter_of(text) in (Chapter.FRONT, Chapter.RATINGS, Chapter.RECOMMENDATIONS)
    )


def region(lines: Sequence[Line]) -> Found | None:
    """ "East of England" of the cover's line "The Probation Service – East of England region"."""
    for line in [line for line in lines if line.text][:FRONT_LINES]:
        match = _SERVICE.match(line.text) if len(line.text) <= 120 else None
        if match:
            return Found((match[1] or match[2]).strip(" –—-"), line)
    return None


def published(lines: Sequence[Line]) -> Found | None:
    """The day after "Published:", else the month on the cover beside the inspectorate's name or alone on a line."""
    front = [line for line in lines if line.text][:FRONT_LINES]
    for position, line in enumerate(front):
        match = _PUBLISHED.match(line.text)
        if not match or "by" in line.text.lower().split()[:2]:
            continue
        for candidate in (
            line.text[match.end() :].strip(),
            *(after.text for after in front[position + 1 : position + 2]),
        ):
            value = day_or_month(candidate) if len(candidate) <= 30 else None
            if value:
                return Found(value, line)
    for before, line in pairwise([Line("", 0), *front]):
        wrapped = before.number == line.number - 1 and len(before.text) > LONGEST_COVER_LINE
        alone = (_DATE_ALONE.fullmatch(line.text) and not wrapped) or _INSPECTORATE.match(line.text)
        if alone and len(line.text) <= 90 and not _FIELDWORK.search(line.text):
            value = day_or_month(line.text)
            if value:
                return Found(value, line)
    return None


def isbn(lines: Iterable[Line]) -> Found | None:
    """The ISBN with plain hyphens, as grouped in print."""
    previous = ""
    for line in lines:
        match = _ISBN.search(f"{previous} {line.text}")
        if match:
            return Found(re.sub(r"[‐‑–— ]", "-", match[1]).upper(), line)
        previous = line.text[-30:]
    return None


def isbn_is_sound(number: str) -> bool:
    """Whether the check digit of an ISBN of ten or thirteen digits is right."""
    digits = [10 if character == "X" else int(character) for character in number if character not in "- "]
    if len(digits) == 13:
        return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return len(digits) == 10 and sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def fieldwork(paragraphs: Sequence[Line]) -> list[Found]:
    """Every day or month at which a sentence says that fieldwork began, in order of print."""
    found: list[Found] = []
    looked_at = 0
    for line in paragraphs:
        for match in _FIELDWORK.finditer(line.text):
            looked_at += 1
            if looked_at > MOST_MENTIONS:
                return found
            sentence = line.text[match.start() : match.start() + 250].split(". ")[0]
            began = _BEGAN.search(sentence)
            value = day_or_month(sentence[began.end() :]) if began else None
            if value:
                found.append(Found(value, line))
                break
    return found
