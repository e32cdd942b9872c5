"""Whatever goes wrong in the middle, and whoever comes at the same instant: one import, whole, or none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.organisations import AT, OPERATOR
from tests.factories.readings import a_reading, reading_of
from tracker import models
from tracker.domain.errors import InvalidMove
from tracker.domain.vocabulary import ImportState
from tracker.models import Event, HistoryHead, ReportImport
from tracker.models.transactions import make_engine
from tracker.queries.history import verify
from tracker.services.report_confirming import confirm
from tracker.services.report_reading import AlreadyImported, keep_reading

DAY = date(2024, 3, 12)
MADE = tuple(
    getattr(models, name)
    for name in [
        "Inspection",
        "StandardRating",
        "KeyQuestionResult",
        "Finding",
        "Recommendation",
        "Plan",
        "Deadline",
        "Region",
        "Unit",
        "UnitAlias",
        "Person",
        "Assignment",
    ]
)


class Fault(Exception):
    """What this test breaks with."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def import_id(engine: Engine) -> int:
    """A reading that waits to be confirmed."""
    with sessionmaker(engine)() as session:
        kept = a_reading(session)
        session.commit()
        return kept.id


def confirm_it(session: Session, import_id: int) -> int:
    kept = session.get_one(ReportImport, import_id)
    inspection = confirm(
        session,
        kept,
        published_on=DAY,
        new_unit=("Marlow Vale", "Westmarch"),
        new_head=("Robin Ashe", "robin.ashe@example.test"),
        seen_revision=1,
        by=OPERATOR,
        at=AT,
    )
    made = inspection.id
    session.commit()
    return made


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.__name__: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (*MADE, Event)
        }


def test_a_fault_at_any_statement_leaves_nothing_and_the_next_try_makes_all(engine: Engine, import_id: int) -> None:
    left = [0]

    def break_at_zero(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Fault

    before = counts(engine)
    sa.event.listen(engine, "before_cursor_execute", break_at_zero)
    faults = 0
    while True:
        left[0] = faults + 1
        try:
            with sessionmaker(engine)() as session:
                confirm_it(session, import_id)
            break
        except Fault:
            faults += 1
            left[0] = 0
            assert counts(engine) == before
    left[0] = 0
    assert faults > 40  # every statement of the import was broken once
    after = counts(engine)
    assert (after["Inspection"], after["Recommendation"], after["Plan"], after["Unit"]) == (1, 5, 3, 1)
    with sessionmaker(engine)() as session:
        assert verify(session) is None
        assert session.get_one(ReportImport, import_id).state is ImportState.CONFIRMED


def test_a_fault_at_any_flush_leaves_nothing(engine: Engine, import_id: int) -> None:
    before, faults = counts(engine), 0
    while True:
        with sessionmaker(engine)() as session:
            left = [faults + 1]

            def break_at_zero(*_: Any, left: list[int] = left) -> None:
                left[0] -= 1
                if left[0] == 0:
                    raise Fault

            sa.event.listen(session, "after_flush", break_at_zero)
            try:
                confirm_it(session, import_id)
                break
            except Fault:
                faults += 1
        assert counts(engine) == before
    assert faults > 10
    assert counts(engine)["Plan"] == 3


def at_once(engine: Engine, times: int, act: Callable[[Session], object]) -> list[object]:
    """`act` in so many threads at the same instant, each with its own session; what each came to."""
    barrier, results = threading.Barrier(times), []

    def run() -> None:
        with sessionmaker(engine)() as session:
            barrier.wait()
            try:
                results.append(act(session))
            except Exception as error:
                results.append(type(error))

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_two_who_confirm_at_once_make_one_inspection(engine: Engine, import_id: int) -> None:
    results = at_once(engine, 4, lambda session: confirm_it(session, import_id))
    assert sorted(map(str, results)) == sorted(["1", *[str(InvalidMove)] * 3])
    after = counts(engine)
    assert (after["Inspection"], after["Recommendation"], after["Plan"], after["Person"]) == (1, 5, 3, 1)
    with sessionmaker(engine)() as session:
        assert verify(session) is None


def test_one_file_that_comes_in_four_times_at_once_is_kept_once(engine: Engine) -> None:
    def keep(session: Session) -> str:
        keep_reading(
            session,
            data_sha256="a" * 64,
            file_name="report.txt",
            size=1,
            reading=reading_of("marlow_vale_pdu_2024.txt"),
            by=OPERATOR,
            at=AT,
        )
        session.commit()
        return "kept"

    results = at_once(engine, 4, keep)
    assert sorted(map(str, results)) == sorted(["kept", *[str(AlreadyImported)] * 3])
    with sessionmaker(engine)() as session:
        assert len(session.scalars(sa.select(ReportImport)).all()) == 1
        assert session.scalars(sa.select(HistoryHead.sequence)).one() == 1
        assert verify(session) is None


def test_a_report_of_two_hundred_recommendations_is_stored_whole(engine: Engine) -> None:
    reading = reading_of("marlow_vale_pdu_2024.txt")
    one = reading["recommendations"][1]
    reading["recommendations"] = [
        one | {"number": str(number), "text": f"do thing {number}."} for number in range(1, 201)
    ]
    with sessionmaker(engine)() as session:
        kept = a_reading(session, recommendations=reading["recommendations"])
        session.commit()
        confirm_it(session, kept.id)
    after = counts(engine)
    assert (after["Recommendation"], after["Plan"], after["Deadline"]) == (200, 200, 200)
