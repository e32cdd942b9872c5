"""The files of evidence as the sweep sees them: by state, by storage key, whoever may see them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.vocabulary import EvidenceState
from tracker.models import EvidenceVersion


def in_state(
    session: Session, state: EvidenceState, *, uploaded_before: datetime | None = None
) -> list[tuple[int, str]]:
    """The versions in a state (those uploaded before then), the oldest first: their ids and storage keys."""
    asked = sa.select(EvidenceVersion.id, EvidenceVersion.storage_key).where(EvidenceVersion.state == state)
    if uploaded_before is not None:
        asked = asked.where(EvidenceVersion.uploaded_at < uploaded_before)
    return [(key, storage_key) for key, storage_key in session.execute(asked.order_by(EvidenceVersion.id))]


def counts(session: Session) -> dict[str, int]:
    """How many versions are available, wait for their scan, and are refused."""
    rows = session.execute(sa.select(EvidenceVersion.state, sa.func.count()).group_by(EvidenceVersion.state))
    found = {state: count for state, count in rows}  # noqa: C416
    states = {
        "available": EvidenceState.AVAILABLE,
        "waiting": EvidenceState.SCANNING,
        "refused": EvidenceState.REFUSED,
    }
    return {word: found.get(state, 0) for word, state in states.items()}


def with_bytes(session: Session) -> list[tuple[int, str, str]]:
    """Id, storage key and hash of every version whose bytes are kept for good."""
    asked = sa.select(EvidenceVersion.id, EvidenceVersion.storage_key, EvidenceVersion.sha256).where(
        EvidenceVersion.state.in_([EvidenceState.AVAILABLE, EvidenceState.WITHDRAWN]),
    )
    return [(key, storage_key, sha256 or "") for key, storage_key, sha256 in session.execute(asked)]


def keys_needed(session: Session, keys: Collection[str]) -> set[str]:
    """Those of some storage keys that a version which is not refused has."""
    asked = sa.select(EvidenceVersion.storage_key).where(
        EvidenceVersion.storage_key.in_(keys), EvidenceVersion.state != EvidenceState.REFUSED
    )
    return set(session.scalars(asked))
