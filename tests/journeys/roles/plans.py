"""What a journey promises for each recommendation, and where its pages are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Promised:
    """A milestone as it is typed. `waits_for`: another, as the form names it, with its number in the plan."""

    title: str
    owner: str
    due_on: date
    weight: int
    evidence_expected: str
    is_embed: bool = False
    keeps_people_safe: bool = False
    waits_for: str = ""


@dataclass
class Case:
    """A recommendation that the journey follows: its number in the journey, its name in lists, the address of its
    page, its milestones. The partner's milestone is promised and cancelled later; `is_delivered`: everything is done.
    """

    number: int
    name: str
    address: str
    work: Promised
    audit: Promised
    safety: Promised | None = None
    partner: Promised | None = None
    is_delivered: bool = False

    @property
    def milestones(self) -> list[Promised]:
        return [each for each in (self.work, self.safety, self.partner, self.audit) if each is not None]

    @property
    def done(self) -> tuple[Promised, ...]:
        """All but what is only begun, and what waits for a partner."""
        undone = (self.partner,) if self.is_delivered else (self.work, self.partner)
        return tuple(each for each in self.milestones if each not in undone)

    @property
    def evidence(self) -> str:
        """The title of what shows that it is done."""
        return f"Cases of May, {self.number}"

    @property
    def reported(self) -> float:
        """Reported done, in per cent: what is done counts whole, what is begun three tenths."""
        begun = 0 if self.is_delivered else 0.3 * self.share(self.work)
        return round(self.share(*self.done) + begun, 2)

    @property
    def verified(self) -> float:
        """What is done, once it is found sufficient."""
        return self.share(*self.done)

    def share(self, *some: Promised) -> float:
        """The weight of these milestones in per cent of the plan's, to two decimals."""
        return round(100 * sum(each.weight for each in some) / sum(each.weight for each in self.milestones), 2)
