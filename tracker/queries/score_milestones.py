"""What each milestone is worth, as SQL: the other spelling of domain/credit.py, line by line.

A milestone is reported done, its latest decision on the present measure is taken, it stands while nothing it looked at
is withdrawn, and evidence waits that the standing decision has not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.domain.credit import REPORTED, REPORTED_DONE, VERIFIED, Gap
from tracker.domain.shelf_life import SHELF_LIFE, months_before
from tracker.domain.vocabulary import DecisionLevel, EvidenceKind, EvidenceState
from tracker.models import DecidedVersion, Decision, Evidence, EvidenceVersion, Milestone
from tracker.models.evidence import evidence_milestone
from tracker.queries.score_facts import IS_LATEST_AVAILABLE

Scope = Callable[[Any], sa.ColumnElement[bool]]
"""Of a column that holds plan ids: which plans are asked about."""


def shelf_lives_on(today: date) -> dict[str, object]:
    """The parameters of `worth`: what ended before these dates is stale."""
    return {_name(life): months_before(today, life) for life in _KINDS}


def worth(asked_about: Scope) -> sa.Subquery:
    """A row a milestone: plan_id, ordinal, weight, state, due_on, reported, verified, gap, stale, is_sufficient."""
    standing = _standing(asked_about)
    waits = _waits(asked_about, standing)
    reported = sa.case({word(state): number(value) for state, value in REPORTED.items()}, value=Milestone.state)
    verified = sa.func.coalesce(standing.c.verified, number(0))
    gap = sa.case(
        (reported == verified, word(Gap.NONE)),
        (Milestone.state.not_in(_DONE), word(Gap.UNDERWAY)),
        (waits.c.milestone_id.is_not(None), word(Gap.WAITING)),
        (standing.c.milestone_id.is_not(None), word(Gap.JUDGED)),
        else_=word(Gap.UNSHOWN),
    )
    return (
        sa.select(
            Milestone.plan_id,
            Milestone.ordinal,
            Milestone.weight,
            Milestone.state,
            Milestone.due_on,
            reported.label("reported"),
            verified.label("verified"),
            gap.label("gap"),
            sa.func.coalesce(standing.c.stale, number(0)).label("stale"),
            sa.func.coalesce(standing.c.is_sufficient, number(0)).label("is_sufficient"),
        )
        .outerjoin(standing, standing.c.milestone_id == Milestone.id)
        .outerjoin(waits, waits.c.milestone_id == Milestone.id)
        .where(asked_about(Milestone.plan_id))
        .subquery("worth")
    )


def _standing(asked_about: Scope) -> sa.CTE:
    """The standing decision of each milestone reported done: what it is worth, and the stale evidence it rests on."""
    inspectors = sa.func.max(sa.case((Decision.level == word(DecisionLevel.VERIFICATION), Decision.id)))
    latest = (
        sa.select(Decision.milestone_id, sa.func.coalesce(inspectors, sa.func.max(Decision.id)).label("decision_id"))
        .join(Decision.milestone)
        .where(
            asked_about(Milestone.plan_id),
            Milestone.state.in_(_DONE),
            Milestone.measure_revision == Decision.measure_revision,
        )
        .group_by(Decision.milestone_id)
        .cte("latest_decision")
    )
    whole = sa.case({word(outcome): number(value) for outcome, value in VERIFIED.items()}, value=Decision.outcome)
    stale = sa.func.min(sa.case((_IS_STALE, Evidence.id)))
    withdrawn = sa.func.max(
        sa.case((EvidenceVersion.state == word(EvidenceState.WITHDRAWN), number(1)), else_=number(0))
    )
    return (
        sa.select(
            latest.c.milestone_id,
            latest.c.decision_id,
            sa.case((stale.is_(None), whole), else_=whole // number(2)).label("verified"),
            sa.func.coalesce(stale, number(0)).label("stale"),
            sa.case((whole == number(VERIFIED_WHOLE), number(1)), else_=number(0)).label("is_sufficient"),
        )
        .join(Decision, Decision.id == latest.c.decision_id)
        .outerjoin(DecidedVersion, DecidedVersion.decision_id == Decision.id)
        .outerjoin(EvidenceVersion, EvidenceVersion.id == DecidedVersion.evidence_version_id)
        .outerjoin(Evidence, Evidence.id == EvidenceVersion.evidence_id)
        .group_by(latest.c.milestone_id, latest.c.decision_id, Decision.outcome)
        .having(withdrawn == number(0))
        .cte("standing")
    )


def _waits(asked_about: Scope, standing: sa.CTE) -> sa.CTE:
    """The milestones reported done for which an available version waits that the standing decision did not look at."""
    return (
        sa.select(evidence_milestone.c.milestone_id)
        .join(Milestone, Milestone.id == evidence_milestone.c.milestone_id)
        .join(EvidenceVersion, EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id)
        .outerjoin(standing, standing.c.milestone_id == Milestone.id)
        .outerjoin(
            DecidedVersion,
            sa.and_(
                DecidedVersion.decision_id == standing.c.decision_id,
                DecidedVersion.evidence_version_id == EvidenceVersion.id,
            ),
        )
        .where(
            asked_about(Milestone.plan_id),
            Milestone.state.in_(_DONE),
            IS_LATEST_AVAILABLE,
            DecidedVersion.id.is_(None),
        )
        .distinct()
        .cte("waits")
    )


def _name(life: int) -> str:
    return f"fresh_for_{life}_months"


def number(value: int) -> sa.ColumnElement[int]:
    """A constant in the statement's own text: a parameter would cost each time the statement is asked."""
    return sa.literal_column(str(value), sa.Integer())


def word(value: str) -> sa.ColumnElement[str]:
    """The same for one of our own words, which hold no quotation marks."""
    return sa.literal_column(f"'{value}'", sa.String())


def constants(words: Iterable[str]) -> list[sa.ColumnElement[str]]:
    return [word(each) for each in words]


VERIFIED_WHOLE = max(VERIFIED.values())
_DONE = constants(sorted(REPORTED_DONE))
_KINDS: dict[int, list[EvidenceKind]] = defaultdict(list)
for _kind, _life in SHELF_LIFE.items():
    _KINDS[_life].append(_kind)
_IS_STALE = sa.or_(
    *(
        sa.and_(Evidence.kind.in_(constants(kinds)), Evidence.period_to < sa.bindparam(_name(life), type_=sa.Date()))
        for life, kinds in _KINDS.items()
    )
)
