"""Builders of evidence. Bytes are written only where a storage is given."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import AT
from tracker.adapters.storage import Storage, new_key
from tracker.domain.uploads import LARGEST_FILE
from tracker.domain.vocabulary import EvidenceKind, EvidenceState
from tracker.models import Evidence, EvidenceVersion, Milestone, Plan

BYTES = b"Of 20 cases checked in July, 18 were sound.\n"


def some_evidence(
    session: Session,
    plan: Plan,
    *,
    uploaded_by: int,
    milestones: list[Milestone] | None = None,
    storage: Storage | None = None,
    data: bytes = BYTES,
    state: EvidenceState = EvidenceState.AVAILABLE,
    **more: Any,
) -> Evidence:
    """Evidence with one version, straight into tables: flush, do not commit, nothing recorded."""
    values = {"title": "Audit of 20 cases", "kind": EvidenceKind.PRACTICE_AUDIT, "shows": "", "is_restricted": False}
    evidence = Evidence(plan=plan, uploaded_by_id=uploaded_by, milestones=milestones or [], **(values | more))
    evidence.versions.append(a_version(uploaded_by, storage, data, state))
    session.add(evidence)
    session.flush()
    return evidence


def a_version(uploaded_by: int, storage: Storage | None, data: bytes, state: EvidenceState) -> EvidenceVersion:
    key = new_key()
    if storage is not None:
        storage.write(key, io.BytesIO(data), most=LARGEST_FILE)
    is_withdrawn = state is EvidenceState.WITHDRAWN
    return EvidenceVersion(
        number=1,
        file_name="audit.txt",
        media_type="text/plain",
        size=len(data),
        sha256=sha256(data).hexdigest(),
        storage_key=key,
        state=state,
        scan="Scanned: nothing found",
        refused_because="is empty." if state is EvidenceState.REFUSED else None,
        uploaded_at=AT,
        uploaded_by_id=uploaded_by,
        withdrawn_at=AT if is_withdrawn else None,
        withdrawn_by_id=uploaded_by if is_withdrawn else None,
    )
