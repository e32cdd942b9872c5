"""Readings of reports: who may list them, what a file or an ISBN is known as, and at what cost."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR
from tests.factories.readings import a_reading
from tests.support.statements import statements
from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, Held
from tracker.domain.report_differences import differences
from tracker.domain.report_parsing import from_json
from tracker.domain.vocabulary import Role
from tracker.models import ReportImport
from tracker.queries import imports
from tracker.queries.stored_report import stored_report
from tracker.services.report_confirming import confirm
from tracker.services.report_reading import discard

ADMINISTRATOR = Actor(9, "Ada Min", (Held(Role.ADMINISTRATOR),))
HEAD = Actor(8, "Robin Hale", (Held(Role.UNIT_HEAD, unit_id=1),))


def confirmed(session: Session, kept: ReportImport) -> int:
    inspection = confirm(
        session,
        kept,
        published_on=date(2024, 3, 12),
        new_unit=("Marlow Vale", "Westmarch"),
        new_head=("Robin Ashe", "robin.ashe@example.test"),
        seen_revision=kept.revision,
        by=OPERATOR,
        at=AT,
    )
    made = inspection.id
    session.commit()
    return made


def test_the_list_begins_with_what_waits_to_be_checked(session: Session) -> None:
    first, second, third = (a_reading(session, region=name) for name in ("East Downs", "Northfell", "Westmarch"))
    discard(session, third, seen_revision=1, by=OPERATOR, at=AT)
    session.commit()
    rows, total = imports.seen(session, seen_by=ADMINISTRATOR, offset=0, limit=50)
    assert ([row.id for row in rows], total) == ([second.id, first.id, third.id], 3)


def test_who_imports_nothing_finds_no_reading(session: Session) -> None:
    kept = a_reading(session)
    session.commit()
    assert imports.seen(session, seen_by=HEAD, offset=0, limit=50) == ([], 0)
    with pytest.raises(NotFound):
        imports.get(session, kept.id, seen_by=HEAD)


@pytest.mark.parametrize("rows", [1, 7])
def test_a_page_of_the_list_takes_two_statements_however_many_there_are(session: Session, rows: int) -> None:
    for number in range(rows):
        a_reading(session, region=f"Region {number}")
    session.commit()
    session.expunge_all()
    with statements(session.get_bind()) as sent:  # type: ignore[arg-type]
        found, _total = imports.seen(session, seen_by=ADMINISTRATOR, offset=0, limit=50)
        assert [row.read_by for row in found] == [None] * rows
    assert len(sent) == 2


@pytest.mark.parametrize("isbn", ["978-1-4028-9462-6", "9781402894626", "978 1 4028 9462 6"])
def test_an_inspection_is_known_by_its_isbn_however_it_is_printed(session: Session, isbn: str) -> None:
    made = confirmed(session, a_reading(session))
    found = imports.inspection_with_isbn(session, isbn)
    assert found is not None
    assert found.id == made


@pytest.mark.parametrize("isbn", [None, "", "no number", "978-0-306-40615-7"])
def test_no_other_isbn_finds_it(session: Session, isbn: str | None) -> None:
    confirmed(session, a_reading(session))
    assert imports.inspection_with_isbn(session, isbn) is None


def test_what_is_stored_reads_back_as_what_was_read(session: Session) -> None:
    kept = a_reading(session)
    made = confirmed(session, kept)
    assert differences(stored_report(session, made).report, from_json(kept.mended)) == []


def test_what_a_reading_became_is_counted(session: Session) -> None:
    kept = a_reading(session)
    assert imports.made_of(session, kept) is None
    confirmed(session, kept)
    made = imports.made_of(session, kept)
    assert made is not None
    assert (made.recommendations, made.plans, made.others) == (5, 3, 2)
    assert (made.owner, made.due_on) == ("Robin Ashe", date(2024, 4, 11))
