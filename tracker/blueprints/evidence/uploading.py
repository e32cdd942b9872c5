"""The way of files from a form into the service: judged, received, stored and scanned, settled.

Two commits for all files of a form. Between them, no transaction is open while bytes are written and scanned.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from flask import current_app, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from tracker import clock
from tracker.adapters.storage import Storage, new_key
from tracker.adapters.upload_facts import facts_of
from tracker.adapters.virus_scan import Scanner, ScannerAway
from tracker.domain.file_names import clean_file_name
from tracker.domain.permissions import Actor
from tracker.domain.uploads import LARGEST_FILE, MOST_FILES, kind_of, media_type_of, refused_because
from tracker.domain.vocabulary import EvidenceState
from tracker.extensions import csrf, db
from tracker.models import EvidenceVersion
from tracker.queries import evidence
from tracker.services.evidence import Checked, Incoming, leave_waiting, refuse, settle
from tracker.web.requests import start_writing

log = logging.getLogger(__name__)
_FORM_AROUND_THEM = 256 * 1024
_MOST_PARTS = 500
_NOT_STORED = "could not be stored. Try again in a minute."
Receive = Callable[[Session, Incoming], EvidenceVersion]
Found = Checked | ScannerAway | OSError


@dataclass(frozen=True)
class Good:
    """A file that may be evidence, and how it is to be stored."""

    incoming: Incoming
    stream: BinaryIO


@dataclass
class Outcome:
    """What became of the files of a form: names of those kept and of those that wait, reasons for those refused."""

    kept: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def storage() -> Storage:
    return cast(Storage, current_app.extensions["storage"])


def scanner() -> Scanner:
    return cast(Scanner, current_app.extensions["scanner"])


def take_larger_body(files: int = MOST_FILES) -> None:
    """Allows this request a body with so many files; then the token is asked for, which reads the body."""
    request.max_content_length = files * LARGEST_FILE + _FORM_AROUND_THEM
    request.max_form_parts = _MOST_PARTS
    if request.method == "POST":
        csrf.protect()


def judged(files: Iterable[FileStorage], outcome: Outcome) -> list[Good]:
    """The files that may be evidence; the reasons for the others go into `outcome`. Slow, and writes nothing."""
    good = []
    for file in files:
        name = clean_file_name(file.filename or "")
        stream = cast(BinaryIO, file.stream)
        facts = facts_of(name, stream)
        reason, kind = refused_because(facts), kind_of(name)
        if reason is not None or kind is None:
            log.warning("upload refused: %s, %d bytes, %s", facts.content.value, facts.size, sorted(facts.traits))
            outcome.refused.append(f"{name} {reason}")
        else:
            good.append(Good(Incoming(name, media_type_of(kind), facts.size, new_key()), stream))
    return good


def keep(good: list[Good], receive: Receive, outcome: Outcome, *, by: Actor) -> None:
    """Receives, stores, scans and settles; what becomes of each goes into `outcome`. Raises RuleBroken of `receive`."""
    if not good:
        return
    start_writing()
    rows = [receive(db.session(), one.incoming) for one in good]
    db.session.flush()
    keys = [row.id for row in rows]
    db.session.commit()
    found: list[Found] = []
    for one in good:
        is_away = any(isinstance(result, ScannerAway) for result in found)  # then it is not waited for again
        found.append(_stored_and_scanned(one, is_away))
    gone = []
    for key, one, result in zip(keys, good, found, strict=True):
        version = evidence.version(db.session(), key, seen_by=by)
        _note(version, result, outcome, by=by)
        if version.state is EvidenceState.REFUSED:
            gone.append(one.incoming.storage_key)
    db.session.commit()
    for storage_key in gone:
        storage().delete(storage_key)
    db.session.expunge_all()


def _stored_and_scanned(one: Good, is_away: bool) -> Found:
    key = one.incoming.storage_key
    try:
        stored = storage().write(key, one.stream, most=LARGEST_FILE)
        if is_away:
            return ScannerAway()
        with storage().open(key) as source:
            scan = scanner().scan(source)
    except ScannerAway as away:
        log.critical("the virus scanner is away: %s", away)
        return away
    except OSError as error:
        log.critical("evidence cannot be stored: %s", type(error).__name__)
        return error
    return Checked(stored.sha256, scan.said, scan.virus)


def _note(version: EvidenceVersion, found: Found, outcome: Outcome, *, by: Actor) -> None:
    at, name = clock.now(), version.file_name
    if isinstance(found, ScannerAway):
        leave_waiting(db.session(), version, by=by, at=at)
        outcome.waiting.append(name)
    elif isinstance(found, OSError):
        refuse(db.session(), version, because=_NOT_STORED, by=by, at=at)
        outcome.refused.append(f"{name} {_NOT_STORED}")
    elif settle(db.session(), version, found=found, by=by, at=at, today=clock.today()) is EvidenceState.AVAILABLE:
        outcome.kept.append(name)
    elif found.virus is None and evidence.was_sent_before(db.session(), version, found.sha256):
        outcome.kept.append(name)  # a second click: it was kept the first time
    else:
        log.warning("upload refused: person %s, version %s, %s", by.person_id, version.id, found.virus or "known")
        outcome.refused.append(f"{name} {version.refused_because}")
