"""The sweep puts right what a crash left behind, in both directions, and touches nothing that is younger than a day."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.support.fake_clamd import fake_clamd
from tests.support.statements import statements
from tracker.adapters.storage import FolderStore, new_key
from tracker.adapters.virus_scan import EICAR, ClamdScanner, NoScanner, Scanner
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import EvidenceState
from tracker.models import EvidenceVersion, Plan
from tracker.models.transactions import Transactions, make_engine
from tracker.services.event_kinds import EventKind
from tracker.services.evidence_sweep import Swept, damaged, scan_waiting, sweep
from tracker.services.record import record

SERVICE = Actor(None, "The service")
UPLOADED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SOON = UPLOADED + timedelta(hours=23)
LATER = UPLOADED + timedelta(hours=25)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def transactions(engine: Engine) -> Transactions:
    return Transactions(engine)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def plan_id(transactions: Transactions) -> int:
    with transactions.write() as session:
        person = a_person(session)
        inspection = an_inspection(session, unit=a_unit(session))
        plan = a_plan(session, a_recommendation(session, inspection), person)
        record(session, EventKind.PLAN_CREATED, plan, by=SERVICE, at=UPLOADED, covers=session.new)
        return _forgotten(session, plan.id)


def _forgotten(session: Session, key: int) -> int:
    """What the factories put straight into tables counts as recorded."""
    session.flush()
    session.info.clear()
    return key


def uploaded(
    transactions: Transactions, plan_id: int, store: FolderStore | None, state: EvidenceState, data: bytes = b"clean"
) -> int:
    """A version as a crash left it: in `state`, with bytes where a store is given."""
    with transactions.write() as session:
        plan = session.get_one(Plan, plan_id)
        evidence = some_evidence(session, plan, uploaded_by=plan.owner_id, storage=store, data=data, state=state)
        return _forgotten(session, evidence.versions[0].id)


def state_of(transactions: Transactions, version_id: int) -> EvidenceState:
    with transactions.read() as session:
        return session.get_one(EvidenceVersion, version_id).state


def swept(transactions: Transactions, store: FolderStore, at: datetime, scanner: Scanner | None = None) -> Swept:
    return sweep(transactions, store, scanner or NoScanner(), by=SERVICE, at=at, today=date(2026, 3, 3))


def age(store: FolderStore, folder: Path) -> None:
    """Makes every file of the store as old as the uploads of these tests."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (UPLOADED.timestamp(), UPLOADED.timestamp()))


@pytest.mark.parametrize("has_bytes", [True, False])
def test_an_upload_that_never_ended_is_given_up_after_a_day(
    transactions: Transactions, plan_id: int, store: FolderStore, tmp_path: Path, has_bytes: bool
) -> None:
    version = uploaded(transactions, plan_id, store if has_bytes else None, EvidenceState.RECEIVED)
    age(store, tmp_path)
    assert swept(transactions, store, SOON) == Swept()
    assert swept(transactions, store, LATER) == Swept(given_up=1, removed=int(has_bytes))
    assert state_of(transactions, version) is EvidenceState.REFUSED
    assert list(store.kept()) == []


def test_what_waits_for_the_scanner_is_scanned_as_soon_as_it_is_back(
    transactions: Transactions, plan_id: int, store: FolderStore
) -> None:
    clean = uploaded(transactions, plan_id, store, EvidenceState.SCANNING)
    infected = uploaded(transactions, plan_id, store, EvidenceState.SCANNING, b"x" + EICAR)
    away = swept(transactions, store, LATER, ClamdScanner("127.0.0.1:1"))
    assert (away.settled, away.given_up, away.removed) == (0, 0, 0)
    assert away.faults == [f"Evidence version {clean} waits: the scanner does not answer: ConnectionRefusedError"]
    assert state_of(transactions, clean) is EvidenceState.SCANNING
    with fake_clamd() as clamd:
        assert swept(transactions, store, SOON, ClamdScanner(clamd.address)).settled == 2
    assert state_of(transactions, clean) is EvidenceState.AVAILABLE
    assert state_of(transactions, infected) is EvidenceState.REFUSED


def test_a_file_that_the_scanner_will_not_take_holds_up_no_other(
    transactions: Transactions, plan_id: int, store: FolderStore
) -> None:
    vast = uploaded(transactions, plan_id, store, EvidenceState.SCANNING, b"vast")
    clean = uploaded(transactions, plan_id, store, EvidenceState.SCANNING)
    with fake_clamd() as clamd:
        clamd.too_large = b"vast"
        found = swept(transactions, store, SOON, ClamdScanner(clamd.address))
    assert found.settled == 1
    assert found.faults == [f"Evidence version {vast} waits: the scanner gave no answer of a scan"]
    assert state_of(transactions, vast) is EvidenceState.SCANNING
    assert state_of(transactions, clean) is EvidenceState.AVAILABLE


def test_a_file_that_cannot_be_read_is_named_and_holds_up_no_other(
    transactions: Transactions, plan_id: int, store: FolderStore, tmp_path: Path
) -> None:
    broken = uploaded(transactions, plan_id, None, EvidenceState.SCANNING)
    clean = uploaded(transactions, plan_id, store, EvidenceState.SCANNING)
    with transactions.read() as session:
        key = session.get_one(EvidenceVersion, broken).storage_key
    (tmp_path / "evidence" / key[:2] / key).mkdir(parents=True)  # as a damaged disk answers
    found = swept(transactions, store, SOON)
    assert found.settled == 1
    assert [fault.partition(": ")[0] for fault in found.faults] == [f"Evidence version {broken}"]
    assert state_of(transactions, clean) is EvidenceState.AVAILABLE


def test_where_nothing_waits_one_statement_is_asked_and_the_scanner_is_left_alone(
    transactions: Transactions, plan_id: int, store: FolderStore, engine: Engine
) -> None:
    uploaded(transactions, plan_id, store, EvidenceState.AVAILABLE)
    with statements(engine) as sent:
        found = scan_waiting(
            transactions, store, ClamdScanner("127.0.0.1:1"), by=SERVICE, at=LATER, today=date(2026, 3, 3)
        )
    assert (found, len(sent)) == (Swept(), 1)


def test_what_waits_and_has_no_bytes_is_given_up(transactions: Transactions, plan_id: int, store: FolderStore) -> None:
    version = uploaded(transactions, plan_id, None, EvidenceState.SCANNING)
    assert swept(transactions, store, SOON) == Swept()
    assert swept(transactions, store, LATER) == Swept(given_up=1)
    assert state_of(transactions, version) is EvidenceState.REFUSED


def test_bytes_that_no_row_needs_are_removed_after_a_day(
    transactions: Transactions, plan_id: int, store: FolderStore, tmp_path: Path
) -> None:
    needed = [
        uploaded(transactions, plan_id, store, state, state.value.encode())
        for state in (EvidenceState.AVAILABLE, EvidenceState.WITHDRAWN)
    ]
    uploaded(transactions, plan_id, store, EvidenceState.REFUSED)
    store.write(new_key(), io.BytesIO(b"nobody's"), most=100)
    age(store, tmp_path)
    assert swept(transactions, store, SOON) == Swept()
    assert swept(transactions, store, LATER) == Swept(removed=2)
    with transactions.read() as session:
        assert {kept.key for kept in store.kept()} == {
            session.get_one(EvidenceVersion, version).storage_key for version in needed
        }


def test_running_it_twice_changes_nothing(
    transactions: Transactions, plan_id: int, store: FolderStore, tmp_path: Path
) -> None:
    for state in EvidenceState:
        uploaded(transactions, plan_id, store, state, state.value.encode())
    age(store, tmp_path)
    assert swept(transactions, store, LATER) != Swept()
    assert swept(transactions, store, LATER) == Swept()


def test_damaged_and_missing_bytes_are_named_exactly(
    transactions: Transactions, plan_id: int, store: FolderStore, tmp_path: Path
) -> None:
    versions = [uploaded(transactions, plan_id, store, EvidenceState.AVAILABLE, b"%d" % n) for n in range(5)]
    assert damaged(transactions, store) == []
    with transactions.read() as session:
        keys = [session.get_one(EvidenceVersion, version).storage_key for version in versions]
    store.delete(keys[1])
    flipped = tmp_path / "evidence" / keys[3][:2] / keys[3]
    flipped.write_bytes(bytes([flipped.read_bytes()[0] ^ 1]))
    assert damaged(transactions, store) == [versions[1], versions[3]]
