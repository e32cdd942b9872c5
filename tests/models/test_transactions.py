"""Four processes at once lose nothing and are never told that the database is locked: on both databases."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_unit
from tracker.models import HistoryHead, Inspection, Unit
from tracker.models.transactions import Transactions, make_engine, reading, writing

PROCESSES = 4
CHANGES_EACH = 100


def count_up(url: str, changes: int) -> None:
    """Reads the head of the history, then writes what it read plus one: the change that a lost update would lose."""
    engine = make_engine(url)
    transactions = Transactions(engine)
    for _ in range(changes):
        with transactions.write() as session:
            read = session.scalars(sa.select(HistoryHead).with_for_update()).one()
            read.sequence = read.sequence + 1
    engine.dispose()


def test_four_hundred_concurrent_changes_are_all_there(database_url: str) -> None:
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=fresh) as pool:
        for done in [pool.submit(count_up, database_url, CHANGES_EACH) for _ in range(PROCESSES)]:
            done.result(timeout=120)
    engine = make_engine(database_url)
    with Session(engine) as session:
        assert session.scalars(sa.select(HistoryHead.sequence)).one() == PROCESSES * CHANGES_EACH
    engine.dispose()


def test_a_reader_cannot_write(database_url: str) -> None:
    engine = make_engine(database_url)
    with reading(), Session(engine) as session, pytest.raises(sa.exc.DBAPIError, match=r"readonly|read-only"):
        session.execute(sa.update(HistoryHead).values(sequence=7))
    engine.dispose()


def test_a_connection_that_read_may_write_the_next_time(database_url: str) -> None:
    engine = make_engine(database_url)
    with reading(), Session(engine) as session:
        session.scalars(sa.select(HistoryHead)).one()
    with writing(), Session(engine) as session:
        session.execute(sa.update(HistoryHead).values(sequence=7))
        session.commit()
    engine.dispose()


def test_a_connection_that_wrote_is_read_only_for_the_next_reader(database_url: str) -> None:
    engine = make_engine(database_url)
    for turn in (1, 2):  # on the one connection that the pool has
        with writing(), Session(engine) as session:
            session.execute(sa.update(HistoryHead).values(sequence=turn))
            session.commit()
        with reading(), Session(engine) as session, pytest.raises(sa.exc.DBAPIError, match=r"readonly|read-only"):
            session.execute(sa.update(HistoryHead).values(sequence=7))
    engine.dispose()


def test_postgresql_keeps_the_statements_it_has_prepared_for_readers(database_url: str) -> None:
    """Planning one anew at every request costs several times what answering it does."""
    engine = make_engine(database_url)
    if engine.dialect.name == "postgresql":
        with reading():
            for _ in range(10):  # psycopg prepares what it has sent five times
                with Session(engine) as session:
                    session.scalars(sa.select(HistoryHead)).one()
            with Session(engine) as session:
                assert session.scalar(sa.text("SELECT count(*) FROM pg_prepared_statements")) == 1
    engine.dispose()


def test_after_a_reader_that_failed_the_next_one_reads(database_url: str) -> None:
    engine = make_engine(database_url)
    with reading(), Session(engine) as session, pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.text("SELECT no_such_column FROM history_head"))
    with reading(), Session(engine) as session:
        assert session.scalars(sa.select(HistoryHead.id)).one() == 1
    engine.dispose()


def test_a_foreign_key_is_held(session: Session) -> None:
    a_unit(session)
    session.add(Inspection(unit_id=999, title="Of nothing", subject_kind="pdu", published_on=sa.func.current_date()))
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_sqlite_keeps_what_it_said_it_saved(database_url: str) -> None:
    """`synchronous=FULL`: a saved change survives a power cut."""
    engine = make_engine(database_url)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            kept = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")
            }
        assert kept == {"synchronous": 2, "journal_mode": "wal"}
    engine.dispose()


def test_the_models_live_in_the_metadata_that_flask_uses() -> None:
    from tracker.extensions import db

    assert db.metadata is Unit.metadata
