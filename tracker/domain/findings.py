"""How the findings of an inspection are laid out for a reader: by standard, then by named section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tracker.domain.vocabulary import FindingKind


class StandardLike(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class AnsweredQuestion(Protocol):
    @property
    def percentage(self) -> int: ...


class FindingLike(Protocol):
    @property
    def standard_rating_id(self) -> int | None: ...
    @property
    def section(self) -> str: ...
    @property
    def kind(self) -> FindingKind: ...


Found = TypeVar("Found", bound=FindingLike)


@dataclass(frozen=True, slots=True)
class Section(Generic[Found]):
    """A heading and what was found under it, in three groups that keep the report's order."""

    heading: str
    strengths: tuple[Found, ...]
    improvements: tuple[Found, ...]
    observations: tuple[Found, ...]

    @property
    def count(self) -> int:
        return len(self.strengths) + len(self.improvements) + len(self.observations)


def sections_of(standards: Iterable[StandardLike], findings: Sequence[Found]) -> list[Section[Found]]:
    """The findings under each standard in its order, then under each other section; empty ones are left out."""
    sections = [
        _section(f"{standard.code} {standard.name}", [f for f in findings if f.standard_rating_id == standard.id])
        for standard in standards
    ]
    others = dict.fromkeys(finding.section for finding in findings if finding.standard_rating_id is None)
    for heading in others:
        sections.append(
            _section(heading, [f for f in findings if f.standard_rating_id is None and f.section == heading])
        )
    return [section for section in sections if section.count]


def lowest_percentages(questions: Sequence[AnsweredQuestion]) -> frozenset[int]:
    """The lowest percentage of a standard's key questions, which decides its rating; ties all count; none of none."""
    return frozenset({min(question.percentage for question in questions)}) if questions else frozenset()


def _section(heading: str, findings: Sequence[Found]) -> Section[Found]:
    def of(kind: FindingKind) -> tuple[Found, ...]:
        return tuple(finding for finding in findings if finding.kind is kind)

    return Section(heading, of(FindingKind.STRENGTH), of(FindingKind.IMPROVEMENT), of(FindingKind.OBSERVATION))
