"""What a single line is, by its words alone: a rating, a label, a standard, a known section, an addressee."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.frameworks import FRAMEWORKS
from tracker.domain.report_parsing.wording import squash
from tracker.domain.vocabulary import FindingKind, Rating

_RATINGS = {squash(rating): rating for rating in Rating}
_NOT_RATED = {"notrated", "unrated", "notapplicable", "na", "notinspected", "norating", "noratinggiven"}
_LABELS = {
    **dict.fromkeys(("strength", "strengths", "keystrengths", "ourstrengths"), FindingKind.STRENGTH),
    **dict.fromkeys(
        (
            "areaforimprovement",
            "areasforimprovement",
            "keyareasforimprovement",
            "areasofimprovement",
            "areasrequiringimprovement",
            "areasneedingimprovement",
        ),
        FindingKind.IMPROVEMENT,
    ),
}
_CODE = re.compile(
    r"(?:standard )?(?:([PR]?) ?(\d) ?\. ?(\d{1,2})|(V) ?(\d))(?![\d%])(?: ?\.)? ?[:–—-]? ?(.*)", re.IGNORECASE
)
_ADDRESSEE = re.compile(r"(\S.{0,200}?) should\b([^:.;]{0,60}):$", re.IGNORECASE)
_RECOMMENDED = re.compile(r"we (?:also |therefore |further )*recommend (?:that )?(.{3,200}?) ?:$", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\(?[a-z]\)|[a-z]\.) *", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating at the end of a line, or `rating` None where the words are "not rated", and the words before it."""

    rating: Rating | None
    before: str


@dataclass(frozen=True, slots=True)
class StandardLine:
    """A line that opens with a standard's code. `known` says that its name is one a framework has.

    `name` is the framework's spelling where known, else as printed; `rest` is what follows a known name, and
    `tail` the squashed words of the name still to come where the line broke inside it.
    """

    code: str
    name: str
    rest: str
    known: bool
    tail: str = ""


def rated(text: str) -> Rated | None:
    """The rating a line ends with, through broken words and either spelling of "Requires improvement"."""
    words = text.rsplit(None, 4)
    for count in range(1, min(4, len(words)) + 1):
        key = squash("".join(words[-count:]))
        if key in _RATINGS or key in _NOT_RATED:
            first = words[-count].lstrip("‘'\"“(")
            if first[:1].isupper():
                return Rated(_RATINGS.get(key), " ".join(words[:-count]).rstrip(" :–—-‘'\"“("))
    return None


def whole_rating(text: str) -> Rated | None:
    """The rating a line consists of ("Inadequate", "Rating: Good"), else None."""
    found = rated(text) if len(text) <= 60 else None
    return found if found and squash(found.before) in ("", "rating", "ourrating", "judgement") else None


def label(text: str) -> FindingKind | None:
    """Whether a line is "Strengths:" or "Areas for improvement:"."""
    return _LABELS.get(squash(text)) if len(text) <= 60 else None


def standard_line(text: str) -> StandardLine | None:
    """The standard whose code and name the line opens with, or None. The code comes without its trailing dot."""
    match = _CODE.match(text[:300])
    if not match:
        return None
    code = f"{match[1].upper()} {match[2]}.{match[3]}".strip() if match[2] else f"V{match[5]}"
    printed = match[6].strip()
    for name in _names(code):
        rest = after_name(printed, name)
        if rest is not None:
            return StandardLine(code, name, rest, known=True)
    begun = squash(printed)
    for name in _names(code)[: len(_BY_CODE.get(code, ()))]:
        if len(begun) >= 4 and squash(name).startswith(begun):
            return StandardLine(code, name, "", known=True, tail=squash(name)[len(begun) :])
    return StandardLine(code, printed, "", known=False)


def after_name(text: str, name: str) -> str | None:
    """What follows `name` in a text that opens with it, whatever its spaces, quotes and case; else None.

    The mark of a footnote at the end of the name is nothing that follows.
    """
    wanted, position = squash(name), 0
    for index, character in enumerate(text):
        if position == len(wanted):
            rest = text[index:].strip(" .:–—-")
            marker = rest.isdigit() and len(rest) <= 2
            return "" if marker else None if character.isalnum() else rest
        if not character.isalnum():
            continue
        if character.lower() != wanted[position]:
            return None
        position += 1
    return "" if position == len(wanted) else None


def addressee(text: str) -> tuple[str, str] | None:
    """("Marlow Vale PDU", ", within six months,") of "Marlow Vale PDU should, within six months,:", else None.

    "We recommend that the Ministry of Justice:" names one too.
    """
    if not text.endswith(":") or len(text) > 300:
        return None
    named = _RECOMMENDED.match(text)
    if named:
        return named[1], ""
    match = _ADDRESSEE.match(_LIST_NUMBER.sub("", text, count=1) if _LIST_NUMBER.match(text) else text)
    return (match[1].strip(" ,"), match[2].strip(" ,")) if match else None


def _names(code: str) -> tuple[str, ...]:
    return _BY_CODE.get(code, ()) + _BY_PREFIX[code[0] if code[0] in "PR" else ""]


def _known_names() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    by_code: dict[str, tuple[str, ...]] = {}
    by_prefix: dict[str, tuple[str, ...]] = {"": ()}
    for framework in FRAMEWORKS.values():
        for standard in framework.standards:
            prefix = standard.code[0] if standard.code[0] in "PR" else ""
            by_code[standard.code] = (*by_code.get(standard.code, ()), standard.name)
            by_prefix[prefix] = (*by_prefix.get(prefix, ()), standard.name)
    return by_code, by_prefix


_BY_CODE, _BY_PREFIX = _known_names()
