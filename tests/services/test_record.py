"""The history: every change is named, chained, and refused where nobody named it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Event, HistoryHead, Region
from tracker.models.event import entry_hash
from tracker.services.event_kinds import EventKind
from tracker.services.record import Unrecorded, record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OPERATOR = Actor(None, "The operator")


def add_region(session: Session, name: str) -> Region:
    region = Region(name=name)
    session.add(region)
    record(session, EventKind.REGION_CREATED, region, by=OPERATOR, at=AT)
    return region


def test_a_new_row_is_recorded_with_all_it_holds(session: Session) -> None:
    region = add_region(session, "Marlow Vale")
    session.commit()
    entry = session.scalars(sa.select(Event)).one()
    assert (entry.actor, entry.kind, entry.subject, entry.subject_id) == (
        "The operator",
        "region.created",
        "region",
        region.id,
    )
    assert entry.before is None
    assert entry.after == {"id": region.id, "name": "Marlow Vale", "code": None}


def test_a_change_is_recorded_with_what_stood_before_and_after(session: Session) -> None:
    region = add_region(session, "Marlow Vale")
    session.commit()
    region.name = "Marlow and the Vale"
    record(session, EventKind.REGION_CREATED, region, by=OPERATOR, at=AT)
    session.commit()
    entry = session.scalars(sa.select(Event).where(Event.sequence == 2)).one()
    assert (entry.before, entry.after) == ({"name": "Marlow Vale"}, {"name": "Marlow and the Vale"})


def test_what_no_column_holds_is_recorded_beside_the_columns(session: Session) -> None:
    region = add_region(session, "Marlow Vale")
    session.commit()
    region.code = "MV"
    record(
        session,
        EventKind.ORGANISATION_CODED,
        region,
        by=OPERATOR,
        at=AT,
        before={"towns": {"count": 2}},
        after={"towns": {"count": 3}},
    )
    session.commit()
    entry = session.scalars(sa.select(Event).where(Event.sequence == 2)).one()
    assert (entry.before, entry.after) == (
        {"code": None, "towns": {"count": 2}},
        {"code": "MV", "towns": {"count": 3}},
    )
    assert entry.hash == entry_hash(entry)


def test_a_change_that_nobody_named_stops_the_commit(session: Session) -> None:
    session.add(Region(name="Marlow Vale"))
    with pytest.raises(Unrecorded, match="region"):
        session.commit()
    session.rollback()
    assert session.scalars(sa.select(Region)).all() == []


def test_a_change_made_after_the_record_stops_the_commit_too(session: Session) -> None:
    region = add_region(session, "Marlow Vale")
    region.name = "Changed behind the record"
    with pytest.raises(Unrecorded):
        session.commit()


def test_a_bulk_write_is_refused(session: Session) -> None:
    with pytest.raises(Unrecorded, match="Region"):
        session.execute(sa.update(Region).values(name="Everywhere"))


def test_each_entry_carries_the_hash_of_the_one_before(session: Session) -> None:
    for name in ("Marlow Vale", "Thornley", "Ashcombe"):
        add_region(session, name)
        session.commit()
    entries = session.scalars(sa.select(Event).order_by(Event.sequence)).all()
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == ["0" * 64, entries[0].hash, entries[1].hash]
    assert all(entry.hash == entry_hash(entry) for entry in entries)
    head = session.scalars(sa.select(HistoryHead)).one()
    assert (head.sequence, head.hash) == (3, entries[2].hash)


def test_a_rolled_back_change_leaves_no_entry(session: Session) -> None:
    add_region(session, "Marlow Vale")
    session.rollback()
    add_region(session, "Thornley")
    session.commit()
    assert [entry.after and entry.after["name"] for entry in session.scalars(sa.select(Event))] == ["Thornley"]


@pytest.mark.parametrize("statement", ["UPDATE event SET note = 'x'", "DELETE FROM event"])
def test_the_database_refuses_to_change_the_history(session: Session, statement: str) -> None:
    add_region(session, "Marlow Vale")
    session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.text(statement))
