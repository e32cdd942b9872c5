"""What a corrected report says otherwise than what is stored, value by value, so that each can be accepted alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import TypeVar

from tracker.domain.report_parsing.parsed_report import (
    ParsedFinding,
    ParsedKeyQuestion,
    ParsedRecommendation,
    ParsedReport,
    ParsedStandard,
)

Item = TypeVar("Item")
Pair = tuple[int | None, int | None]
ALIKE = 0.6
MOST_COMPARED = 2_000  # pairs of texts: a few hundredths of a second


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """One value. `old` and `new` are the places of its item in the two reports: None for one that is only in the other.

    `field` is the attribute that differs, None where the whole item is added or removed; `before` and `after` are
    shown to a person.
    """

    section: str
    old: int | None
    new: int | None
    field: str | None
    label: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """Names this very difference: another text on either side has another key."""
        text = "\0".join(map(str, (self.section, self.old, self.new, self.field, self.before, self.after)))
        return sha256(text.encode()).hexdigest()[:16]


def differences(stored: ParsedReport, corrected: ParsedReport) -> list[ReportDifference]:
    """All differences, in the order of the check page. What is about whom the report is, is not among them."""
    return [
        *_about(stored, corrected),
        *_items(
            "recommendations",
            stored.recommendations,
            corrected.recommendations,
            _name_recommendation,
            {"number": "number", "addressee": "addressee", "text": "text", "due": "limit"},
            pair(stored.recommendations, corrected.recommendations, lambda one: one.text, lambda one: one.text),
        ),
        *_items(
            "standards",
            stored.standards,
            corrected.standards,
            lambda one: f"Standard {one.code} {one.name}".rstrip(),
            {"name": "name", "rating": "rating", "counts_towards_overall": "counts towards the overall rating"},
            pair(stored.standards, corrected.standards, lambda one: one.code, None),
        ),
        *_items(
            "key_questions",
            stored.key_questions,
            corrected.key_questions,
            lambda one: f"Key question of {one.standard}",
            {"question": "words", "percentage": "percentage"},
            pair(stored.key_questions, corrected.key_questions, _asked, lambda one: f"{one.standard} {one.question}"),
        ),
        *_items(
            "findings",
            stored.findings,
            corrected.findings,
            lambda one: f"Finding under {one.section}",
            {"kind": "kind", "section": "section", "text": "text"},
            pair(stored.findings, corrected.findings, lambda one: one.text, lambda one: one.text),
        ),
    ]


def pair(
    old: Sequence[Item],
    new: Sequence[Item],
    identity: Callable[[Item], Hashable],
    text: Callable[[Item], str] | None,
) -> list[Pair]:
    """Which item is which: by identity, then by the likeness of their texts; then what is left on either side.

    Each item stands in exactly one pair; None on a side where it has no partner.
    """
    waiting = list(range(len(new)))
    pairs: list[Pair] = []
    left = []
    for place, item in enumerate(old):
        partner = next((other for other in waiting if identity(new[other]) == identity(item)), None)
        if partner is None:
            left.append(place)
        else:
            waiting.remove(partner)
            pairs.append((place, partner))
    for place in left:
        partner = _likest(text(old[place]), [(other, text(new[other])) for other in waiting]) if text else None
        if partner is not None:
            waiting.remove(partner)
        pairs.append((place, partner))
    pairs += [(None, other) for other in waiting]
    return sorted(pairs, key=lambda one: (one[1] if one[0] is None else one[0]) or 0)


def _likest(text: str, others: Sequence[tuple[int, str]]) -> int | None:
    if len(others) > MOST_COMPARED:
        return None
    ratios = [(SequenceMatcher(None, text, other, autojunk=False).ratio(), -place) for place, other in others]
    best = max(ratios, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _about(stored: ParsedReport, corrected: ParsedReport) -> Iterator[ReportDifference]:
    for field, label in (
        ("title", "Title"),
        ("published", "Day of publication"),
        ("fieldwork_started", "Start of fieldwork"),
        ("score", "Score"),
        ("max_score", "Most points there could be"),
        ("overall_rating", "Overall rating"),
    ):
        before, after = getattr(stored, field), getattr(corrected, field)
        if before == after or (field == "published" and len(after or "") < 10):
            continue  # a corrected report that prints the month alone says nothing against the day
        yield ReportDifference("about", 0, 0, field, label, shown(before), shown(after))


def _items(
    section: str,
    old: Sequence[Item],
    new: Sequence[Item],
    name: Callable[[Item], str],
    fields: dict[str, str],
    pairs: Sequence[Pair],
) -> Iterator[ReportDifference]:
    for before, after in pairs:
        if after is None and before is not None:
            yield ReportDifference(section, before, None, None, name(old[before]), in_full(old[before]), "")
        elif before is None and after is not None:
            yield ReportDifference(section, None, after, None, name(new[after]), "", in_full(new[after]))
        elif before is not None and after is not None:
            for field, label in fields.items():
                values = shown(getattr(old[before], field)), shown(getattr(new[after], field))
                if values[0] != values[1]:
                    yield ReportDifference(section, before, after, field, f"{name(old[before])}: {label}", *values)


def in_full(item: object) -> str:
    """An item in the words a person knows it by."""
    if isinstance(item, ParsedStandard):
        return f"{item.code} {item.name}: {item.rating or 'not rated'}"
    if isinstance(item, ParsedKeyQuestion):
        return f"{item.question} {item.percentage}%"
    assert isinstance(item, ParsedRecommendation | ParsedFinding)
    return item.text


def shown(value: object) -> str:
    """A value as text; a limit by its words, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(getattr(value, "text", value))


def _name_recommendation(one: ParsedRecommendation) -> str:
    return f"Recommendation {one.number}" if one.number else "A recommendation without a number"


def _asked(one: ParsedKeyQuestion) -> Hashable:
    return one.standard, one.question
