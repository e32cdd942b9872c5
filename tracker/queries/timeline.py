"""What belongs to the story of a plan or of one of its milestones, as far as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor, Permission, can, inspects
from tracker.models import (
    Comment,
    Evidence,
    EvidenceVersion,
    Inspection,
    Milestone,
    Plan,
    PlanChange,
    ProgressJudgement,
    Recommendation,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries.events import Agreed, Key, NamedIn, without_drafts
from tracker.queries.scope import EVIDENCE_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class Subjects:
    """The rows whose entries tell the story, and what each is called there; empty for the item itself.

    `shows_judging`: whether this reader sees how a judgement came to be, and not only that it was released. `agreed`:
    the plan, where this reader sees it from its first agreement on. `named`: the milestone whose story it is, as the
    entries of its plan name it.
    """

    called: dict[Key, str]
    shows_judging: bool
    agreed: Agreed | None
    named: NamedIn | None


def of_plan(session: Session, plan: Plan, *, seen_by: Actor) -> Subjects:
    """Of a plan already seen: with its recommendation, milestones, evidence, released judgements and, for HMPPS,
    comments. One statement."""
    itself = {("recommendation", plan.recommendation_id): "", ("plan", plan.id): ""}
    return _subjects(session, _OF_PLAN, plan, None, itself, seen_by)


def of_milestone(session: Session, milestone: Milestone, *, seen_by: Actor) -> Subjects:
    """Of a milestone already seen: with its evidence and, for HMPPS, the comments on it. One statement.

    Without the plan's other entries than those that name it.
    """
    return _subjects(session, _OF_MILESTONE, milestone.plan, milestone.id, {("milestone", milestone.id): ""}, seen_by)


def _subjects(
    session: Session,
    statement: sa.Executable,
    plan: Plan,
    milestone_id: int | None,
    itself: dict[Key, str],
    actor: Actor,
) -> Subjects:
    judges = inspects(actor, plan.place)
    asked = {
        "plan_id": plan.id,
        "recommendation_id": plan.recommendation_id,
        "milestone_id": milestone_id,
        "sees_comments": can(actor, Permission.SEE_COMMENTS, plan),
        "sees_changes": can(actor, Permission.SEE_PLAN_CHANGE, plan),
        "sees_judging": judges,
        **scope_of(actor),
    }
    rows = session.execute(statement, asked)
    called = itself | {(row.kind, row.id): row.called for row in rows}
    named = None if milestone_id is None else NamedIn(plan.id, milestone_id)
    return Subjects(called, judges, without_drafts(plan, actor), named)


def _number(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer())


_ON_MILESTONE = sa.exists().where(
    evidence_milestone.c.evidence_id == Evidence.id, evidence_milestone.c.milestone_id == _number("milestone_id")
)


def _of_evidence(kind: str, key: Any) -> sa.Select[Any]:
    """The evidence of the plan that may be seen, or its versions, each by the title of the evidence."""
    return (
        sa.select(sa.literal(kind), key, Evidence.title)
        .select_from(Evidence)
        .join(EvidenceVersion, EvidenceVersion.evidence_id == Evidence.id)
        .join(Evidence.plan)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(Evidence.plan_id == _number("plan_id"), EVIDENCE_SEEN)
    )


_EVIDENCE = (
    _of_evidence("evidence", Evidence.id),
    _of_evidence("evidence_version", EvidenceVersion.id),
)
_COMMENTS = (
    sa.select(
        sa.literal("comment").label("kind"),
        Comment.id.label("id"),
        sa.func.coalesce(Milestone.title, "").label("called"),
    )
    .outerjoin(Comment.milestone)
    .where(Comment.plan_id == _number("plan_id"), sa.bindparam("sees_comments", type_=sa.Boolean()))
)
_OF_PLAN: sa.CompoundSelect[Any] = sa.union(
    _COMMENTS,
    sa.select(sa.literal("milestone"), Milestone.id, Milestone.title).where(Milestone.plan_id == _number("plan_id")),
    sa.select(sa.literal("plan_change"), PlanChange.id, sa.literal("")).where(
        PlanChange.plan_id == _number("plan_id"), sa.bindparam("sees_changes", type_=sa.Boolean())
    ),
    sa.select(sa.literal("progress_judgement"), ProgressJudgement.id, sa.literal("")).where(
        ProgressJudgement.recommendation_id == _number("recommendation_id"),
        sa.or_(ProgressJudgement.released_at.is_not(None), sa.bindparam("sees_judging", type_=sa.Boolean())),
    ),
    *_EVIDENCE,
)
_OF_MILESTONE: sa.CompoundSelect[Any] = sa.union(
    _COMMENTS.where(Comment.milestone_id == _number("milestone_id")),
    *(of_evidence.where(_ON_MILESTONE) for of_evidence in _EVIDENCE),
)
