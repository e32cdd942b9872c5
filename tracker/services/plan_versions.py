"""A plan as it is agreed, frozen as its next version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.domain.plan_change import PLAN_FIELDS
from tracker.domain.plan_versions import OF_MEASURE
from tracker.models import Milestone, Plan, PlanVersion
from tracker.queries import dependencies, measures, replacements
from tracker.queries.agreement import latest_version

_OF_MILESTONE = (
    "id",
    "ordinal",
    "title",
    "owner_id",
    "on_behalf_of",
    "weight",
    "due_source",
    "due_reason",
    "evidence_expected",
    "is_embed",
    "keeps_people_safe",
    "measure_revision",
)


def freeze(session: Session, plan: Plan, promised: Iterable[Milestone], *, by: Actor, at: datetime) -> PlanVersion:
    """The next version: the first is the baseline. Needs the owners loaded; the caller records it."""
    version = PlanVersion(
        plan_id=plan.id,
        number=latest_version(session, plan) + 1,
        content=_frozen(session, plan, promised),
        agreed_at=at,
        agreed_by_id=by.person_id,
    )
    session.add(version)
    return version


def _frozen(session: Session, plan: Plan, promised: Iterable[Milestone]) -> dict[str, Any]:
    """The plan as JSON: columns by their names, people also by their names of this day, dates as ISO text.

    domain/plan_versions.py reads it. What a milestone waits for is named by ids, cancelled ones left out.
    """
    promised = list(promised)
    waits, kept = dependencies.of_plan(session, plan.id), {milestone.id for milestone in promised}
    replaced = replacements.titles_by_replacement(session, plan.id)
    return {
        **{name: getattr(plan, name) for name in PLAN_FIELDS},
        "owner_id": plan.owner_id,
        "owner": plan.owner.name,
        "milestones": [
            {name: getattr(milestone, name) for name in _OF_MILESTONE}
            | {
                "owner": milestone.owner.name,
                "starts_on": milestone.starts_on and milestone.starts_on.isoformat(),
                "due_on": milestone.due_on.isoformat(),
                "depends_on": [key for key in waits.get(milestone.id, ()) if key in kept],
                "takes_place_of": replaced.get(milestone.id, []),
            }
            for milestone in promised
        ],
        "measures": [
            {name: getattr(measure, name) for name in ("id", *OF_MEASURE)}
            for measure in measures.definitions_of(session, plan.id)
        ],
    }
