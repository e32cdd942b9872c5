"""What is done to evidence: a file is received and settled, gets newer versions, is described anew and withdrawn.

A file is received in one transaction and settled in a second; its bytes are written and scanned between the two, so
that no transaction waits for either. What is not settled is never shown, counted or served.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.evidence import About, whole
from tracker.domain.lifecycles import EVIDENCE
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import EvidenceState
from tracker.models import Evidence, EvidenceVersion, Milestone, Plan
from tracker.queries import evidence as evidence_queries
from tracker.queries import milestones
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.plan_delivery import follow_delivery
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.standing import follow_standing_decision


@dataclass(frozen=True)
class Incoming:
    """A file that is about to be stored: its cleaned name, our media type, its size and the key for its bytes."""

    file_name: str
    media_type: str
    size: int
    storage_key: str


@dataclass(frozen=True)
class Checked:
    """What became of a file's bytes: their hash, what the scanner said, and the virus it found, if any."""

    sha256: str
    said: str
    virus: str | None = None


def receive(
    session: Session, plan: Plan, *, about: About, file: Incoming, by: Actor, at: datetime, today: date
) -> EvidenceVersion:
    """New evidence of `plan` with the first version of its file, received. Raises RuleBroken."""
    require(by, Permission.UPLOAD_EVIDENCE, milestones.to_show(plan, milestones.of_plan(session, plan), by))
    lock_plan(session, plan)
    evidence = Evidence(plan=plan, uploaded_by_id=by.person_id, milestones=[], versions=[])
    _describe(session, evidence, whole(about, today=today))
    session.add(evidence)
    version = _new_version(evidence, file, by, at)
    record(session, EventKind.EVIDENCE_RECEIVED, evidence, by=by, at=at, covers=[version])
    return version


def receive_version(
    session: Session, evidence: Evidence, *, file: Incoming, by: Actor, at: datetime
) -> EvidenceVersion:
    """A newer version of the file, received. What was decided holds for the versions that were looked at."""
    require(by, Permission.UPLOAD_EVIDENCE, evidence)
    lock_plan(session, evidence.plan)
    session.refresh(evidence, ["versions"])
    version = _new_version(evidence, file, by, at)
    record(session, EventKind.EVIDENCE_VERSION_RECEIVED, version, by=by, at=at)
    return version


def settle(
    session: Session, version: EvidenceVersion, *, found: Checked, by: Actor, at: datetime, today: date
) -> EvidenceState:
    """Makes a received file available, or refuses it: infected, or the same bytes as other evidence of the plan."""
    require(by, Permission.UPLOAD_EVIDENCE, version.evidence)
    plan = version.evidence.plan
    lock_plan(session, plan, whatever_its_state=True)
    session.refresh(version, ["state"])
    scanning = EVIDENCE.move(version.state, "scan") if version.state is EvidenceState.RECEIVED else version.state
    reason = _refusal(session, plan, found)
    version.state = EVIDENCE.move(scanning, "accept" if reason is None else "refuse")
    version.scan, version.sha256 = found.said[:200], found.sha256
    version.refused_because = reason
    if reason is not None:
        record(session, EventKind.EVIDENCE_REFUSED, version, by=by, at=at, note=reason)
        return version.state
    record(session, EventKind.EVIDENCE_ACCEPTED, version, by=by, at=at)
    rescore(session, plan, today=today)
    return version.state


def leave_waiting(session: Session, version: EvidenceVersion, *, by: Actor, at: datetime) -> None:
    """The scanner is away: the file stays, unseen, until it has been scanned (services/evidence_sweep.py)."""
    require(by, Permission.UPLOAD_EVIDENCE, version.evidence)
    version.state = EVIDENCE.move(version.state, "scan")
    version.scan = "Waiting: the scanner did not answer"
    record(session, EventKind.EVIDENCE_WAITS, version, by=by, at=at)


def refuse(session: Session, version: EvidenceVersion, *, because: str, by: Actor, at: datetime) -> None:
    """The file may not be evidence, for a reason in words."""
    require(by, Permission.UPLOAD_EVIDENCE, version.evidence)
    version.state = EVIDENCE.move(version.state, "refuse")
    version.refused_because = because
    record(session, EventKind.EVIDENCE_REFUSED, version, by=by, at=at, note=because)


def withdraw(session: Session, version: EvidenceVersion, *, why: str, by: Actor, at: datetime, today: date) -> None:
    """The file counts no longer and is not served; its history stays. Milestones verified upon it lose their credit."""
    evidence = version.evidence
    require(by, Permission.WITHDRAW_EVIDENCE, evidence)
    lock_plan(session, evidence.plan)
    session.refresh(version, ["state"])
    kind = EventKind.EVIDENCE_WITHDRAWN
    if version.state is EvidenceState.WITHDRAWN and is_sent_again(session, version, kind, by=by, note=why):
        return
    if not why:
        raise RuleBroken("why", "Enter why you withdraw this file")
    version.state = EVIDENCE.move(version.state, "withdraw")
    version.withdrawn_at, version.withdrawn_by_id = at, by.person_id
    record(session, kind, version, by=by, at=at, note=why)
    plan = evidence.plan
    for milestone in follow_standing_decision(session, plan, milestones.of_plan(session, plan)):
        # why it was withdrawn may tell what restricted evidence holds, and the milestone has more readers
        record(session, EventKind.CREDIT_LOST, milestone, by=by, at=at, note="A file it rested on was withdrawn.")
    follow_delivery(session, plan, by=by, at=at)
    rescore(session, plan, today=today)


def edit_evidence(
    session: Session, evidence: Evidence, *, about: About, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Changes what is said of evidence. What a decision was made upon stays: RuleBroken. Raises Conflict."""
    require(by, Permission.EDIT_EVIDENCE, evidence)
    lock_plan(session, evidence.plan)
    kind = EventKind.EVIDENCE_EDITED
    session.refresh(evidence, _COLUMNS)
    if _is_described(evidence, about) and is_sent_again(session, evidence, kind, by=by, seen_revision=seen_revision):
        return
    unchanged_since(evidence, seen_revision)
    _keep_what_was_decided_upon(session, evidence, whole(about, today=today))
    _describe(session, evidence, about)
    record(session, kind, evidence, by=by, at=at)
    rescore(session, evidence.plan, today=today)


def note_reading(session: Session, version: EvidenceVersion, *, by: Actor, at: datetime) -> None:
    """Every reading of evidence is an entry of the history (ASVS 16.3.2, level 3); pages about items leave it out."""
    require(by, Permission.SEE_EVIDENCE, version.evidence)
    record(session, EventKind.EVIDENCE_READ, version, by=by, at=at)


def _describe(session: Session, evidence: Evidence, about: About) -> None:
    offered = {milestone.id: milestone for milestone in milestones.of_plan(session, evidence.plan)}
    if not about.milestone_ids <= offered.keys():
        raise RuleBroken("milestones", "Select milestones of this plan")
    evidence.title, evidence.kind, evidence.shows = about.title, about.kind, about.shows
    evidence.period_from, evidence.period_to = about.period_from, about.period_to
    evidence.is_restricted = about.is_restricted
    chosen: list[Milestone] = [one for key, one in offered.items() if key in about.milestone_ids]
    if {one.id for one in evidence.milestones} != about.milestone_ids:
        evidence.milestones = chosen


def _is_described(evidence: Evidence, about: About) -> bool:
    columns = (name for name in About.__dataclass_fields__ if name != "milestone_ids")
    linked = {one.id for one in evidence.milestones}
    return linked == about.milestone_ids and all(getattr(evidence, name) == getattr(about, name) for name in columns)


_COLUMNS = tuple(attribute.key for attribute in sa.inspect(Evidence).column_attrs)


def _new_version(evidence: Evidence, file: Incoming, by: Actor, at: datetime) -> EvidenceVersion:
    if by.person_id is None:
        raise InvalidMove("Evidence is uploaded by a person.")
    version = EvidenceVersion(
        number=max((one.number for one in evidence.versions), default=0) + 1,
        file_name=file.file_name,
        media_type=file.media_type,
        size=file.size,
        storage_key=file.storage_key,
        state=EvidenceState.RECEIVED,
        scan="",
        uploaded_at=at,
        uploaded_by_id=by.person_id,
    )
    evidence.versions.append(version)
    return version


def _refusal(session: Session, plan: Plan, found: Checked) -> str | None:
    if found.virus is not None:
        return f"is infected ({found.virus}). Tell your security team."
    if evidence_queries.is_evidence_of(session, plan.id, found.sha256):
        return "is evidence of this plan already. Link that to more milestones instead."
    return None


def _keep_what_was_decided_upon(session: Session, evidence: Evidence, about: About) -> None:
    """A decision looked at this evidence for these milestones and this time: neither can be changed under it."""
    resting = evidence_queries.rests_on(session, evidence.id)
    unlinked = [title for key, title in resting.items() if key not in about.milestone_ids]
    if unlinked:
        raise RuleBroken("milestones", f"A decision on ‘{unlinked[0]}’ looked at this evidence, so it stays selected")
    if resting and about.kind is not evidence.kind:
        raise RuleBroken("kind", "A decision looked at this evidence, so its kind cannot be changed")
    if resting and (about.period_from, about.period_to) != (evidence.period_from, evidence.period_to):
        raise RuleBroken("period_from", "A decision looked at this evidence, so its period cannot be changed")
