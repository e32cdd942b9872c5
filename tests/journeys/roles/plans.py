"""What a journey promises for each recommendation, and where its pages are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Promised:
    """A milestone as it is typed."""

    title: str
    owner: str
    due_on: date
    weight: int
    evidence_expected: str
    is_embed: bool = False
    keeps_people_safe: bool = False


@dataclass
class Case:
    """A recommendation that the journey follows: its number, the address of its page, its milestones."""

    number: int
    address: str
    work: Promised
    audit: Promised
    safety: Promised | None = None

    @property
    def milestones(self) -> list[Promised]:
        return [each for each in (self.work, self.safety, self.audit) if each is not None]

    @property
    def done(self) -> tuple[Promised, ...]:
        """All but the work, which is only begun."""
        return tuple(each for each in self.milestones if each is not self.work)

    def share(self, *some: Promised) -> float:
        """The weight of these milestones in per cent of the plan's, to two decimals."""
        return round(100 * sum(each.weight for each in some) / sum(each.weight for each in self.milestones), 2)
