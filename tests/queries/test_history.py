"""The whole history is checked, and the first thing that is wrong with it is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Event, HistoryHead, Region
from tracker.models.event import entry_hash
from tracker.queries.history import Broken, verify
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OPERATOR = Actor(None, "The operator")
NAMES = ("Ashcombe", "Barrow Edge", "Caldwick", "Dunmere", "Eastvale")


@pytest.fixture
def history(session: Session) -> Session:
    """Five entries, and a database whose own refusal to change them is switched off, as an intruder would."""
    for name in NAMES:
        region = Region(name=name)
        session.add(region)
        record(session, EventKind.REGION_CREATED, region, by=OPERATOR, at=AT)
        session.commit()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("DROP TRIGGER event_is_append_only ON event"))
    else:
        session.execute(sa.text("DROP TRIGGER event_refuses_update"))
        session.execute(sa.text("DROP TRIGGER event_refuses_delete"))
    session.commit()
    return session


def tamper(session: Session, statement: str) -> None:
    session.execute(sa.text(statement))
    session.commit()


def test_an_empty_history_is_whole(session: Session) -> None:
    assert verify(session) is None


@pytest.mark.parametrize("batch", [1, 2, 5, 1000])
def test_a_history_nobody_touched_is_whole_whatever_is_read_at_a_time(history: Session, batch: int) -> None:
    assert verify(history, batch=batch) is None


@pytest.mark.parametrize("batch", [1, 2, 1000])
@pytest.mark.parametrize(
    "change",
    [
        "actor = 'Somebody else'",
        "kind = 'unit.created'",
        "subject_id = 99",
        "note = 'a reason nobody gave'",
        'after = \'{"name":"Elsewhere"}\'',
        f"hash = '{'f' * 64}'",
        "algorithm = 'none'",
    ],
)
def test_a_changed_entry_is_named(history: Session, change: str, batch: int) -> None:
    tamper(history, f"UPDATE event SET {change} WHERE sequence = 3")
    assert verify(history, batch=batch) == Broken(3, "the entry was changed after it was written")


def test_a_changed_time_is_named(history: Session) -> None:
    tamper(history, "UPDATE event SET at = '2026-03-01 09:30:00' WHERE sequence = 4")
    assert verify(history) == Broken(4, "the entry was changed after it was written")


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_an_entry_that_cannot_be_read_is_named(history: Session, batch: int) -> None:
    tamper(history, "UPDATE event SET after = '{no json' WHERE sequence = 4")
    assert verify(history, batch=batch) == Broken(4, "the entry cannot be read")


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_an_entry_taken_out_of_the_middle_is_named(history: Session, batch: int) -> None:
    tamper(history, "DELETE FROM event WHERE sequence = 2")
    assert verify(history, batch=batch) == Broken(2, "the entry is missing")


def test_the_first_entry_taken_away_is_named(history: Session) -> None:
    tamper(history, "DELETE FROM event WHERE sequence = 1")
    assert verify(history) == Broken(1, "the entry is missing")


@pytest.mark.parametrize("batch", [1, 4, 1000])
def test_a_tail_cut_off_is_noticed_by_the_head(history: Session, batch: int) -> None:
    tamper(history, "DELETE FROM event WHERE sequence > 3")
    assert verify(history, batch=batch) == Broken(4, "the entry is missing")


def test_an_entry_written_anew_with_a_hash_of_its_own_breaks_the_chain_after_it(history: Session) -> None:
    entry = history.scalars(sa.select(Event).where(Event.sequence == 2)).one()
    entry.actor = "Somebody else"
    entry.hash = entry_hash(entry)
    history.commit()
    assert verify(history) == Broken(3, "the entry does not follow from the one before it")


def test_the_last_entry_written_anew_is_noticed_by_the_head(history: Session) -> None:
    entry = history.scalars(sa.select(Event).where(Event.sequence == 5)).one()
    entry.actor = "Somebody else"
    entry.hash = entry_hash(entry)
    history.commit()
    assert verify(history) == Broken(5, "the head of the history does not name this entry")


def test_a_head_moved_back_leaves_entries_after_the_end(history: Session) -> None:
    tamper(history, "UPDATE history_head SET sequence = 3, hash = (SELECT hash FROM event WHERE sequence = 3)")
    assert verify(history) == Broken(4, "the entry stands after the end of the history")


def test_a_missing_head_is_named(history: Session) -> None:
    history.delete(history.scalars(sa.select(HistoryHead)).one())
    history.commit()
    assert verify(history) == Broken(0, "the head of the history is missing")
