"""Acts of showing: files are uploaded, get newer versions, and are withdrawn; as in the browser, in two steps."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy.orm import Session

from tracker.adapters.storage import new_key
from tracker.adapters.virus_scan import NoScanner
from tracker.commands.demo.files import file_of
from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.evidence import About
from tracker.domain.permissions import Actor
from tracker.domain.uploads import LARGEST_FILE, kind_of, media_type_of
from tracker.domain.vocabulary import EvidenceKind, EvidenceState
from tracker.models import EvidenceVersion
from tracker.services.evidence import Checked, Incoming, leave_waiting, receive, receive_version, settle, withdraw


class Ending(Enum):
    """How an upload went on: checked; left waiting because the scanner was away; or cut off."""

    CHECKED = auto()
    WAITING = auto()
    CUT_OFF = auto()


@dataclass(frozen=True, slots=True)
class Show:
    """A piece of evidence for `milestones`, which its table calls `key`. `period` counts working days from now."""

    ago: int
    by: SamplePerson
    key: str
    milestones: tuple[str, ...]
    title: str
    kind: EvidenceKind
    file: str
    lines: tuple[str, ...]
    shows: str = ""
    period: tuple[int, int] | None = None
    is_restricted: bool = False
    ending: Ending = Ending.CHECKED

    def do(self, stage: Stage) -> None:
        about = About(
            title=self.title,
            kind=self.kind,
            milestone_ids=frozenset(stage.props.milestones[key] for key in self.milestones),
            shows=self.shows,
            period_from=stage.day(self.period[0]) if self.period else None,
            period_to=stage.day(self.period[1]) if self.period else None,
            is_restricted=self.is_restricted,
        )

        def received(session: Session, incoming: Incoming, by: Actor) -> EvidenceVersion:
            plan = stage.plan(session, by)
            made = receive(session, plan, about=about, file=incoming, by=by, at=stage.at, today=stage.today)
            stage.props.evidence[self.key] = made.evidence.id
            return made

        _upload(stage, self.file, self.lines, self.ending, received)


@dataclass(frozen=True, slots=True)
class Renew:
    """A newer version of the evidence."""

    ago: int
    by: SamplePerson
    key: str
    file: str
    lines: tuple[str, ...]

    def do(self, stage: Stage) -> None:
        def received(session: Session, incoming: Incoming, by: Actor) -> EvidenceVersion:
            evidence = stage.evidence(session, self.key, by)
            return receive_version(session, evidence, file=incoming, by=by, at=stage.at)

        _upload(stage, self.file, self.lines, Ending.CHECKED, received)


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The version with this name of a file counts no longer."""

    ago: int
    by: SamplePerson
    file: str
    why: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            version = stage.version(session, self.file, by)
            withdraw(session, version, why=self.why, by=by, at=stage.at, today=stage.today)

        stage.play(what)


def _upload(
    stage: Stage,
    name: str,
    lines: tuple[str, ...],
    ending: Ending,
    received: Callable[[Session, Incoming, Actor], EvidenceVersion],
) -> None:
    """Received in one transaction, its bytes written and scanned, settled in another."""
    data, kind = file_of(name, lines), kind_of(name)
    assert kind is not None
    incoming = Incoming(name, media_type_of(kind), len(data), new_key())

    def first(session: Session, by: Actor) -> None:
        stage.props.versions[name] = received(session, incoming, by).id

    stage.play(first)
    if ending is Ending.CUT_OFF:
        return
    stored = stage.storage.write(incoming.storage_key, io.BytesIO(data), most=LARGEST_FILE)
    checked = Checked(stored.sha256, NoScanner().scan(io.BytesIO(data)).said)

    def second(session: Session, by: Actor) -> None:
        version = stage.version(session, name, by)
        if ending is Ending.WAITING:
            leave_waiting(session, version, by=by, at=stage.at)
        elif settle(session, version, found=checked, by=by, at=stage.at, today=stage.today) is EvidenceState.REFUSED:
            stage.storage.delete(incoming.storage_key)

    stage.play(second)
