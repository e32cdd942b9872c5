"""What happened to a piece of evidence, as far as the reader may know: who opened it is not for everybody.

Source: product rules, section 1: what inspectors open, only the inspectorate sees.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor, heads_unit, inspects
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Event, Evidence
from tracker.queries.scope import Condition


def of(session: Session, evidence: Evidence, *, seen_by: Actor, offset: int, limit: int) -> tuple[Sequence[Event], int]:
    """A page of the entries about evidence already seen, and about its versions, the newest first; and how many there
    are. Two statements."""
    versions = [version.id for version in evidence.versions]
    about = sa.or_(
        sa.and_(Event.subject == "evidence", Event.subject_id == evidence.id),
        sa.and_(Event.subject == "evidence_version", Event.subject_id.in_(versions)),
    )
    whose = sa.and_(about, sa.or_(Event.kind != _READ, _readings_seen(evidence, seen_by)))
    total = session.scalar(sa.select(sa.func.count()).select_from(Event).where(whose)) or 0
    entries = sa.select(Event).where(whose).order_by(Event.sequence.desc()).offset(offset).limit(limit)
    return session.scalars(entries).all(), total


def _readings_seen(evidence: Evidence, actor: Actor) -> Condition:
    """Inspectors of the inspection see every reading, the head of the unit those by others than inspectors."""
    if inspects(actor, evidence.place):
        return sa.true()
    return _BY_NO_INSPECTOR if heads_unit(actor, evidence.place) else sa.false()


_READ = "evidence_version.read"
# whoever was an inspector at any time: it is not told even of what they opened before or after
_BY_NO_INSPECTOR = sa.not_(sa.exists().where(Assignment.person_id == Event.actor_id, Assignment.role == Role.INSPECTOR))
