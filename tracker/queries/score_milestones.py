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
from tracker.domain.vocabulary import DecisionLevel, EvidenceKind, EvidenceState, MilestoneState
from tracker.models import DecidedVersion, Decision, Evidence, EvidenceVersion, Milestone, MilestoneReplacement
from tracker.models.evidence import evidence_milestone
from tracker.queries.score_facts import IS_LATEST_AVAILABLE

Scope = Callable[[Any], sa.ColumnElement[bool]]
"""Of a column that holds plan ids: which plans are asked about."""


def shelf_lives_on(today: date) -> dict[str, object]:
    """The parameters of `worth` and `freshest`: what ended before these dates is stale."""
    return {name: months_before(today, life) for life, name in FRESH.items()}


def worth(asked_about: Scope) -> sa.Subquery:
    """A row a milestone, by plan and ordinal: plan_id, ordinal, weight (what counts of it), state, due_on, reported,
    verified, gap, stale, is_sufficient.

    What a milestone rests on is asked for it alone, through indexes, in three steps that build on one another. Joins
    of everything there is are quicker for all plans and far slower for one, and planners guess their size badly.
    """
    decided = _decided(asked_about)
    rests = _rests(decided)
    outcome = rests.c.outcome
    whole = sa.case({word(each): number(value) for each, value in VERIFIED.items()}, value=outcome, else_=number(0))
    reported = sa.case({word(state): number(value) for state, value in REPORTED.items()}, value=rests.c.state)
    verified = sa.case((rests.c.flaw > number(0), whole // number(2)), else_=whole)
    gap = sa.case(
        (reported == verified, word(Gap.NONE)),
        (rests.c.state.not_in(_DONE), word(Gap.UNDERWAY)),
        (_waits(rests), word(Gap.WAITING)),
        (outcome.is_not(None), word(Gap.JUDGED)),
        else_=word(Gap.UNSHOWN),
    )
    named = ("plan_id", "ordinal", "weight", "state", "due_on")
    return _once(
        sa.select(
            *(rests.c[name] for name in named),
            reported.label("reported"),
            verified.label("verified"),
            gap.label("gap"),
            sa.func.coalesce(rests.c.flaw, number(0)).label("stale"),
            sa.case((whole == number(VERIFIED_WHOLE), number(1)), else_=number(0)).label("is_sufficient"),
        ).order_by(rests.c.plan_id, rests.c.ordinal)
    ).subquery("worth")


def _decided(asked_about: Scope) -> sa.Subquery:
    """The milestones, each with its latest decision while it is reported done."""
    inspectors = sa.func.max(sa.case((Decision.level == word(DecisionLevel.VERIFICATION), Decision.id)))
    latest = (
        sa.select(sa.func.coalesce(inspectors, sa.func.max(Decision.id)))
        .where(Decision.milestone_id == Milestone.id, Decision.measure_revision == Milestone.measure_revision)
        .scalar_subquery()
    )
    columns = (Milestone.id, Milestone.plan_id, Milestone.ordinal, _COUNTS, Milestone.state, Milestone.due_on)
    is_done = Milestone.state.in_(_DONE)
    return _once(
        sa.select(*columns, sa.case((is_done, latest)).label("latest_id")).where(asked_about(Milestone.plan_id))
    ).subquery("decided")


def _rests(decided: sa.Subquery) -> sa.Subquery:
    """The same with `outcome` and `decision_id` of a decision that stands, and its lowest stale evidence as `flaw`."""
    is_withdrawn = EvidenceVersion.state == word(EvidenceState.WITHDRAWN)
    flaw = (
        sa.select(sa.func.min(sa.case((is_withdrawn, number(_WITHDRAWN)), (_IS_STALE, Evidence.id))))
        .select_from(DecidedVersion)
        .join(EvidenceVersion, EvidenceVersion.id == DecidedVersion.evidence_version_id)
        .join(Evidence, Evidence.id == EvidenceVersion.evidence_id)
        .where(DecidedVersion.decision_id == decided.c.latest_id)
        .scalar_subquery()
    )
    flawed = _once(sa.select(*decided.c, flaw.label("found"))).subquery("flawed")
    standing_id = sa.case((sa.func.coalesce(flawed.c.found, number(0)) != number(_WITHDRAWN), flawed.c.latest_id))
    outcome = sa.select(Decision.outcome).where(Decision.id == standing_id).scalar_subquery()
    flaw_of_standing = sa.case((flawed.c.found != number(_WITHDRAWN), flawed.c.found))
    return _once(
        sa.select(*flawed.c, standing_id.label("decision_id"), outcome.label("outcome"), flaw_of_standing.label("flaw"))
    ).subquery("rests")


def _waits(rests: sa.Subquery) -> sa.ColumnElement[bool]:
    """Whether an available version waits for the milestone that its standing decision did not look at."""
    looked_at = sa.exists(
        sa.select(number(1))
        .select_from(_seen)
        .where(_seen.c.decision_id == rests.c.decision_id, _seen.c.evidence_version_id == EvidenceVersion.id)
        .correlate(rests, EvidenceVersion)
    )
    return sa.exists(
        sa.select(number(1))
        .select_from(evidence_milestone)
        .join(EvidenceVersion, EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id)
        .where(evidence_milestone.c.milestone_id == rests.c.id, IS_LATEST_AVAILABLE, ~looked_at)
        .correlate(rests)
    )


def _once(statement: sa.Select[Any]) -> sa.Select[Any]:
    """Has its columns worked out once and not wherever they are named: no database merges what has an OFFSET."""
    return statement.offset(number(0))


def freshest(asked_about: Scope) -> sa.Subquery:
    """A row a plan with evidence: plan_id, and by shelf life the earliest end of a period that is not stale yet."""
    earliest = (
        sa.func.min(
            sa.case((sa.and_(_is_of(kinds), Evidence.period_to >= _fresh_since(life)), Evidence.period_to))
        ).label(FRESH[life])
        for life, kinds in _KINDS.items()
    )
    return (
        sa.select(Evidence.plan_id, *earliest)
        .where(asked_about(Evidence.plan_id))
        .group_by(Evidence.plan_id)
        .subquery("freshest")
    )


def _is_of(kinds: Iterable[EvidenceKind]) -> sa.ColumnElement[bool]:
    return Evidence.kind.in_(constants(kinds))


def _fresh_since(life: int) -> sa.BindParameter[date]:
    return sa.bindparam(FRESH[life], type_=sa.Date())


def number(value: int) -> sa.ColumnElement[int]:
    """A constant in the statement's own text: a parameter would cost each time the statement is asked."""
    return sa.literal_column(str(value), sa.Integer())


def word(value: str) -> sa.ColumnElement[str]:
    """The same for one of our own words, which hold no quotation marks."""
    return sa.literal_column(f"'{value}'", sa.String())


def constants(words: Iterable[str]) -> list[sa.ColumnElement[str]]:
    return [word(each) for each in words]


IS_REPLACED = sa.and_(
    Milestone.state == word(MilestoneState.CANCELLED),
    sa.exists().where(MilestoneReplacement.milestone_id == Milestone.id).correlate(Milestone),
)
"""Over a statement that selects from Milestone: another took its place, so its weight counts no longer."""
_COUNTS = sa.case((IS_REPLACED, number(0)), else_=Milestone.weight).label("weight")
_seen = DecidedVersion.__table__.alias()
_WITHDRAWN = -1  # below every id of evidence
VERIFIED_WHOLE = max(VERIFIED.values())
_DONE = constants(sorted(REPORTED_DONE))
_KINDS: dict[int, list[EvidenceKind]] = defaultdict(list)
for _kind, _life in SHELF_LIFE.items():
    _KINDS[_life].append(_kind)
FRESH = {life: f"fresh_for_{life}_months" for life in _KINDS}
"""The name of the date, and of the column of `freshest`, by shelf life in months."""
_IS_STALE = sa.or_(*(sa.and_(_is_of(kinds), Evidence.period_to < _fresh_since(life)) for life, kinds in _KINDS.items()))
