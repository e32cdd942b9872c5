"""The words and colours of every state, one row a member. Templates never decide either."""

from __future__ import annotations

from enum import Enum

from tracker.domain.vocabulary import Role, UnitKind
from tracker.web.labels.evidence import EVIDENCE
from tracker.web.labels.milestones import MILESTONES
from tracker.web.labels.people import PEOPLE
from tracker.web.labels.plans import PLANS
from tracker.web.labels.reports import REPORTS
from tracker.web.labels.said import Said
from tracker.web.labels.searching import SEARCHING

__all__ = ["SAID", "label", "role_label", "tag"]

SAID: tuple[Said, ...] = (*SEARCHING, *PEOPLE, *REPORTS, *PLANS, *MILESTONES, *EVIDENCE)
# By the vocabulary too: two members of the same word, such as "open", are equal and yet apart.
_SAID = {(type(one.member), one.member): one for one in SAID}


def label(value: Enum | None) -> str:
    """The words for a value of the vocabulary; one without a row is its own words; nothing is nothing."""
    if value is None:
        return ""
    said = _SAID.get((type(value), value))
    return said.words if said else str(value.value)


def role_label(role: Role, unit_kind: UnitKind | None) -> str:
    """The words for a role in a unit of some kind; None where the role is not in a unit."""
    if role is Role.UNIT_HEAD and unit_kind is UnitKind.YOUTH_JUSTICE_SERVICE:
        return "Head of service"
    return label(role)


def tag(value: Enum) -> str:
    """The class of a GOV.UK tag for a value; grey where it has no row."""
    said = _SAID.get((type(value), value))
    return f"govuk-tag govuk-tag--{said.colour if said else 'grey'}"
