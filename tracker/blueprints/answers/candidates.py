"""What a recommendation may answer, the likely first: those with words in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.similarity import suggest
from tracker.models import Inspection, Recommendation

MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """`words` are those it has in common with the recommendation, empty for one that is not suggested."""

    id: int
    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """`field` is the form's."""

    field: str
    title: str
    suggested: list[Candidate]
    others: list[Candidate]


def groups_of(recommendation: Recommendation, inspection: Inspection) -> list[Group]:
    """Standards, key questions and findings of the inspection; those that are chosen already stand first too."""
    findings = {standard.id: "" for standard in inspection.standards}
    for finding in inspection.findings:
        if finding.standard_rating_id is not None:
            findings[finding.standard_rating_id] += f" {finding.text}"
    standards = [(one.id, f"{one.code} {one.name}".strip(), findings[one.id]) for one in inspection.standards]
    questions = [
        (asked.id, f"{standard.code}: {asked.question} ({asked.percentage}%)", "")
        for standard in inspection.standards
        for asked in standard.key_questions
    ]
    found = [(one.id, one.text, "") for one in inspection.findings]
    text = recommendation.text
    return [
        _group("standards", "Standards", text, standards, {row.id for row in recommendation.standards}),
        _group("key_questions", "Key questions", text, questions, {row.id for row in recommendation.key_questions}),
        _group("findings", "Findings", text, found, {row.id for row in recommendation.findings}),
    ]


def _group(field: str, title: str, text: str, rows: Iterable[tuple[int, str, str]], chosen: set[int]) -> Group:
    known = {key: shown for key, shown, _ in rows}
    likely = {
        one.key: one.words
        for one in suggest(text, [(key, f"{shown} {more}") for key, shown, more in rows], most=MOST_SUGGESTED)
    }
    first = [*(key for key in known if key in chosen), *(key for key in likely if key not in chosen)]
    return Group(
        field,
        title,
        [Candidate(key, known[key], likely.get(key, ())) for key in first],
        [Candidate(key, shown) for key, shown in known.items() if key not in first],
    )
