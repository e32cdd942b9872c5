"""The sections every report has, by name, and the part of the report each belongs to."""

from __future__ import annotations

import re
from enum import StrEnum

from tracker.domain.report_parsing.wording import squash


class Chapter(StrEnum):
    """Which part of a report a section belongs to; decides what may be read from it."""

    FRONT = "front"
    RATINGS = "ratings"
    RECOMMENDATIONS = "recommendations"
    BODY = "body"
    ANNEXE = "annexe"


_NUMBER = re.compile(
    r"(?:(?:domain|chapter|part|section) (?:\d|one|two|three|four|five) ?[:.–—-]? ?|\d{1,2}(?:\.\d{1,2})*\.? )",
    re.IGNORECASE,
)
_ANNEXE = re.compile(r"(?:annexe?s?|appendix|appendices)\b.{0,80}$", re.IGNORECASE)

_DOMAIN_NAMES = (
    "Organisational arrangements and activity", "Organisational arrangements and delivery", "Organisational delivery",
    "Service delivery", "Case supervision", "Court disposals", "Out-of-court disposals", "Resettlement",
    "Regional organisational arrangements and delivery", "Regional organisational arrangements and activity",
    "Regional service delivery", "Unpaid work and Through the Gate", "NPS-specific work", "CRC-specific work",
)  # fmt: skip
_NAMES = {
    Chapter.FRONT: (
        "Contents", "Table of contents", "Foreword", "Foreword from the HM Chief Inspector", "Acknowledgements",
        "The role of HM Inspectorate of Probation", "Published by", "Background", "Introduction", "Executive summary",
        "Summary", "Contextual facts", "Context", "Methodology", "About this inspection", "Our inspection standards",
        "Chief Inspector’s judgement", "Chief Inspector’s overview", "Chief Inspector’s introduction",
        "Key findings", "Overall findings", "Key facts", "Glossary", "Terminology", "Scope of the inspection",
        "Aims and objectives", "Why this thematic", "Background and methodology", "Report structure",
        "Progress on previous recommendations", "Previous recommendations",
        "Implementation of previous recommendations", "Progress against previous recommendations",
    ),
    Chapter.RATINGS: ("Ratings", "Ratings table", "Summary of ratings", "Our ratings", "Rating", "Inspection ratings"),
    Chapter.RECOMMENDATIONS: (
        "Recommendations", "Recommendation", "Our recommendations", "Key recommendations",
        "Summary of recommendations", "National recommendations", "Recommendations for improvement",
    ),
    Chapter.BODY: (
        *_DOMAIN_NAMES,
        "Diversity and inclusion", "Equity, diversity and inclusion", "Equality, diversity and inclusion",
        "Diversity", "Outcomes", "Feedback from people on probation", "Feedback from children",
        "Feedback from children and parents", "Feedback from children, parents and carers",
        "Involvement of children and their parents or carers", "Views of people on probation",
        "Learning from people on probation", "Practice example", "Practice examples", "Good practice example",
        "Poor practice example", "Effective practice", "Effective practice example", "Safeguarding",
        "Key data",
    ),
    Chapter.ANNEXE: ("Web links", "Further information", "References", "Data annexe"),
}  # fmt: skip
_BY_NAME = {squash(name): (chapter, name) for chapter, names in _NAMES.items() for name in names}
DOMAINS = frozenset(squash(name) for name in _DOMAIN_NAMES)
WITHIN_A_STANDARD = frozenset(squash(name) for name in _NAMES[Chapter.BODY] if "ractice" in name or "data" in name)


def unnumbered(text: str) -> str:
    """A heading without its own number: "Service delivery" of "2. Service delivery"."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


def chapter_of(text: str) -> Chapter | None:
    """The chapter a known heading opens, whatever its number, case, spaces and colon; None for any other text."""
    if (
        not text
        or len(text) > 120
        or text.endswith(".")
        or not (text[0].isupper() or text[0].isdigit() or text[0] == "©")
    ):
        return None
    if _ANNEXE.match(text):
        return Chapter.ANNEXE
    if text.startswith(("© ", "©")):
        return Chapter.FRONT
    known = _BY_NAME.get(squash(text)) or _BY_NAME.get(squash(unnumbered(text)))
    return known[0] if known else None


def known_spelling(text: str) -> str:
    """A heading as printed, save that a known one whose words an extractor broke gets its own spelling back."""
    bare = unnumbered(text)
    known = _BY_NAME.get(squash(bare))
    if not known or len(bare.split()) <= len(known[1].split()):
        return text.rstrip(" :")
    return text[: len(text) - len(bare)] + known[1]
