"""What the database itself refuses about people, roles, passwords and sessions: each promise broken once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import an_inspection
from tests.factories.organisations import make_unit
from tests.factories.people import make_person
from tracker.models import Assignment, Base, BrowserSession, Identity, Person, Unit

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)


def refused(session: Session, table: type[Base], constraint: str, **values: Any) -> None:
    """Puts a row past the model into the table, and sees that constraint (or the column it is over) named."""
    with pytest.raises(sa.exc.IntegrityError, match=constraint), session.begin_nested():
        accepted(session, table, **values)


def accepted(session: Session, table: type[Base], **values: Any) -> None:
    columns = sa.inspect(table).local_table.columns
    bare = sa.table(
        table.__tablename__,
        *(sa.column(c.name, sa.String() if isinstance(c.type, sa.Enum) else c.type) for c in columns),
    )
    session.execute(sa.insert(bare).values(values))


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def person(session: Session) -> Person:
    return make_person(session, "Alex Rowan", "alex@example.com")


# --- people --------------------------------------------------------------------------------------------------------


def test_an_address_is_in_lower_case(session: Session) -> None:
    refused(session, Person, "email_is_lower_case", email="Alex@example.com", name="Alex Rowan")


def test_an_address_is_one_persons(session: Session, person: Person) -> None:
    refused(session, Person, r"uq_person_email|person\.email", email=person.email, name="Another")


# --- identities ----------------------------------------------------------------------------------------------------


def test_a_person_has_one_password(session: Session, person: Person) -> None:
    refused(session, Identity, r"uq_identity_person_id_kind|identity\.person_id", person_id=person.id, kind="password")


def test_a_kind_of_identity_is_one_of_ours(session: Session, person: Person) -> None:
    refused(session, Identity, "kind", person_id=person.id, kind="fingerprint")


@pytest.mark.parametrize(("issuer", "subject"), [(None, None), ("https://id.example", None), (None, "abc")])
def test_an_issuers_identity_names_issuer_and_subject(
    session: Session, person: Person, issuer: str | None, subject: str | None
) -> None:
    refused(session, Identity, "issuer_is_named", person_id=person.id, kind="issuer", issuer=issuer, subject=subject)


def test_only_a_password_has_a_password_hash(session: Session, person: Person) -> None:
    refused(
        session,
        Identity,
        "only_passwords_are_hashed",
        person_id=person.id,
        kind="issuer",
        issuer="https://id.example",
        subject="abc",
        password_hash="x",
    )


def test_a_subject_of_an_issuer_is_one_person(session: Session, person: Person) -> None:
    other = make_person(session)
    accepted(session, Identity, person_id=person.id, kind="issuer", issuer="https://id.example", subject="abc")
    refused(
        session,
        Identity,
        r"uq_identity_issuer_subject|identity\.issuer",
        person_id=other.id,
        kind="issuer",
        issuer="https://id.example",
        subject="abc",
    )


@pytest.mark.parametrize(("token_hash", "expires_at"), [("a" * 64, None), (None, AT)])
def test_a_password_link_has_an_expiry(
    session: Session, person: Person, token_hash: str | None, expires_at: datetime | None
) -> None:
    refused(
        session,
        Identity,
        "setup_token_has_an_expiry",
        person_id=person.id,
        kind="issuer",
        issuer="https://id.example",
        subject="abc",
        setup_token_hash=token_hash,
        setup_expires_at=expires_at,
    )


def test_a_password_link_is_one_persons(session: Session, person: Person) -> None:
    link = {"setup_token_hash": "a" * 64, "setup_expires_at": AT}
    who = {"kind": "issuer", "issuer": "https://id.example"}
    accepted(session, Identity, person_id=person.id, subject="abc", **who, **link)
    refused(
        session,
        Identity,
        "setup_token_hash",
        person_id=make_person(session).id,
        subject="def",
        **who,
        **link,
    )


# --- assignments ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "scopes", "constraint"),
    [
        ("unit_head", [], "scope"),
        ("contributor", [], "scope"),
        ("regional_lead", [], "scope"),
        ("inspector", [], "scope"),
        ("unit_head", ["unit_id", "region_id"], "region_is_its_scope"),
        ("unit_head", ["unit_id", "inspection_id"], "inspection_is_its_scope"),
        ("regional_lead", ["region_id", "unit_id"], "unit_is_its_scope"),
        ("inspector", ["inspection_id", "unit_id"], "unit_is_its_scope"),
        ("administrator", ["unit_id"], "scope"),
        ("administrator", ["region_id"], "scope"),
        ("national_lead", ["inspection_id"], "scope"),
        ("assurance_reviewer", ["unit_id"], "scope"),
        ("emperor", [], "ck_assignment"),
    ],
)
def test_a_role_has_exactly_its_scope(
    session: Session, person: Person, unit: Unit, role: str, scopes: list[str], constraint: str
) -> None:
    ids = {"unit_id": unit.id, "region_id": unit.region_id, "inspection_id": an_inspection(session, unit=unit).id}
    given = {scope: ids[scope] for scope in scopes}
    refused(session, Assignment, constraint, person_id=person.id, role=role, starts_on=DAY, **given)


def test_a_role_does_not_end_before_it_begins(session: Session, person: Person) -> None:
    refused(
        session,
        Assignment,
        "ends_after_it_starts",
        person_id=person.id,
        role="administrator",
        starts_on=DAY,
        ends_on=date(2026, 3, 1),
    )


def test_a_role_ended_at_once_has_a_last_day(session: Session, person: Person) -> None:
    refused(
        session,
        Assignment,
        "an_ended_one_has_a_last_day",
        person_id=person.id,
        role="administrator",
        starts_on=DAY,
        ended_at=AT,
    )


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        ("unit_head", "unit_id"),
        ("regional_lead", "region_id"),
        ("inspector", "inspection_id"),
        ("administrator", None),
    ],
)
def test_an_open_role_is_not_held_twice(
    session: Session, person: Person, unit: Unit, role: str, scope: str | None
) -> None:
    ids = {"unit_id": unit.id, "region_id": unit.region_id, "inspection_id": an_inspection(session, unit=unit).id}
    values = {"person_id": person.id, "role": role, "starts_on": DAY, **({scope: ids[scope]} if scope else {})}
    accepted(session, Assignment, **values, ends_on=DAY)
    accepted(session, Assignment, **values)
    refused(session, Assignment, r"uq_assignment_open|assignment\.person_id", **values)


# --- sessions ------------------------------------------------------------------------------------------------------


def test_a_session_token_is_one_sessions(session: Session, person: Person) -> None:
    row = {"token_hash": "a" * 64, "person_id": person.id, "began_at": AT, "seen_at": AT}
    accepted(session, BrowserSession, **row)
    refused(session, BrowserSession, "token_hash", **row)


@pytest.mark.parametrize(("ended_at", "because"), [(AT, None), (None, "signed_out"), (AT, "boredom")])
def test_an_ended_session_says_when_and_why(
    session: Session, person: Person, ended_at: datetime | None, because: str | None
) -> None:
    refused(
        session,
        BrowserSession,
        "an_end_has_a_reason|ended_because",
        token_hash="a" * 64,
        person_id=person.id,
        began_at=AT,
        seen_at=AT,
        ended_at=ended_at,
        ended_because=because,
    )


def test_a_session_is_of_a_person_who_exists(session: Session) -> None:
    refused(
        session,
        BrowserSession,
        "(?i)foreign key",
        token_hash="a" * 64,
        person_id=999,
        began_at=AT,
        seen_at=AT,
    )
