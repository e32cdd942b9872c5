"""People and their roles: what goes together, what is refused, and that rights end at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import AT, give, make_administrator, make_person, make_unit_head, with_password
from tracker.domain.errors import NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import Role, SessionEnd
from tracker.models import Assignment, BrowserSession, Event, Person
from tracker.queries import people, sessions
from tracker.services.password_links import make_password_link
from tracker.services.people import (
    add_person,
    assign,
    end_all_sessions,
    end_assignment,
    end_person,
    give_access_again,
)
from tracker.services.sessions import begin_session

TODAY = AT.date()
TOMORROW = TODAY + timedelta(days=1)


def open_session(session: Session, person: Person) -> str:
    return begin_session(session, person, by=Actor(person.id, person.name), at=AT)


def rights(session: Session, token: str, today: date = TODAY) -> tuple[Held, ...] | None:
    """What the holder of a session may do, or None where it is over."""
    found = sessions.find(session, token, at=AT, today=today)
    return found.actor.held if found else None


def why_ended(session: Session, token: str) -> SessionEnd | None:
    return session.scalars(
        sa.select(BrowserSession.ended_because).where(BrowserSession.token_hash == sessions.hash_of(token))
    ).one()


def only_assignment(session: Session, person: Person) -> Assignment:
    return session.scalars(sa.select(Assignment).where(Assignment.person_id == person.id)).one()


# --- adding --------------------------------------------------------------------------------------------------------


def test_an_address_is_kept_in_one_spelling(session: Session) -> None:
    person = add_person(session, email="  Alex.Rowan@Example.COM ", name=" Alex \n Rowan ", by=OPERATOR, at=AT)
    session.commit()
    assert (person.email, person.name) == ("alex.rowan@example.com", "Alex Rowan")
    assert people.find_by_email(session, "ALEX.ROWAN@example.com") is person


@pytest.mark.parametrize(
    "email",
    [
        *("", "alex", "alex@", "@example.com", "alex@example", "alex rowan@example.com", "alex@exa mple.com"),
        *("alex@@example.com", "alex..rowan@example.com", "alex@-example.com", "аlex@example.com", "a" * 250 + "@b.uk"),
        "alex@example.com\nbcc: everyone@example.com",
    ],
)
def test_a_malformed_address_is_refused(session: Session, email: str) -> None:
    with pytest.raises(RuleBroken, match="correct format") as broken:
        add_person(session, email=email, name="Alex Rowan", by=OPERATOR, at=AT)
    assert broken.value.field == "email"


def test_an_address_belongs_to_one_person(session: Session) -> None:
    make_person(session, email="alex@example.com")
    with pytest.raises(RuleBroken, match=r"already a person with the email address alex@example\.com") as broken:
        make_person(session, email="ALEX@example.com")
    assert broken.value.field == "email"


@pytest.mark.parametrize("name", ["", " \n ", "A" * 201])
def test_a_person_has_a_name(session: Session, name: str) -> None:
    with pytest.raises(RuleBroken, match="Enter a name") as broken:
        add_person(session, email="alex@example.com", name=name, by=OPERATOR, at=AT)
    assert broken.value.field == "name"


# --- roles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "scopes", "message"),
    [
        (Role.UNIT_HEAD, [], "A head of PDU is assigned to one unit. Say which unit."),
        (Role.CONTRIBUTOR, ["region"], "A contributor is assigned to one unit. Say which unit."),
        (Role.REGIONAL_LEAD, [], "A regional lead is assigned to one region. Say which region."),
        (Role.REGIONAL_LEAD, ["region", "unit"], "A regional lead is assigned to one region. Leave out the unit."),
        (Role.INSPECTOR, [], "An inspector is assigned to one inspection. Say which inspection."),
        (Role.ADMINISTRATOR, ["unit"], "An administrator is assigned to the whole service. Leave out the unit."),
        (Role.NATIONAL_LEAD, ["region"], "A national lead is assigned to the whole service. Leave out the region."),
        (
            Role.ASSURANCE_REVIEWER,
            ["unit"],
            "An assurance reviewer is assigned to the whole service. Leave out the unit.",
        ),
    ],
)
def test_a_role_needs_exactly_its_scope(session: Session, role: Role, scopes: list[str], message: str) -> None:
    unit = make_unit(session)
    person = make_person(session)
    with pytest.raises(RuleBroken) as broken:
        assign(
            session,
            person,
            role=role,
            unit=unit if "unit" in scopes else None,
            region=unit.region if "region" in scopes else None,
            starts_on=TODAY,
            by=OPERATOR,
            at=AT,
        )
    assert broken.value.message.startswith(message)


def test_the_same_role_is_not_held_twice_on_one_day(session: Session) -> None:
    unit = make_unit(session)
    person = make_person(session)
    give(session, person, Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    with pytest.raises(RuleBroken, match="already holds that role there"):
        give(session, person, Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 6, 30))
    with pytest.raises(RuleBroken, match="already holds that role there"):
        give(session, person, Role.UNIT_HEAD, unit=unit, starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1))
    give(session, person, Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 7, 1))
    give(session, person, Role.CONTRIBUTOR, unit=unit)
    session.commit()


def test_a_role_cannot_end_before_it_begins(session: Session) -> None:
    unit = make_unit(session)
    with pytest.raises(RuleBroken, match="same as or after the first day"):
        give(session, make_person(session), Role.UNIT_HEAD, unit=unit, starts_on=TODAY, ends_on=date(2026, 1, 1))


def test_a_role_holds_from_its_first_day_to_its_last(session: Session) -> None:
    person = make_person(session)
    give(session, person, Role.NATIONAL_LEAD, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 31))
    token = open_session(session, person)
    for day, holds in [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ]:
        assert rights(session, token, day) == ((Held(Role.NATIONAL_LEAD),) if holds else ())


def test_a_new_role_signs_the_person_out_so_that_they_come_back_with_it(session: Session) -> None:
    person = make_unit_head(session)
    token = open_session(session, person)
    give(session, person, Role.NATIONAL_LEAD)
    session.commit()
    assert rights(session, token) is None
    assert why_ended(session, token) is SessionEnd.ROLE_CHANGED


# --- ending --------------------------------------------------------------------------------------------------------


def test_a_role_ended_today_is_gone_with_the_next_request_and_not_at_midnight(session: Session) -> None:
    person = make_unit_head(session)
    token = open_session(session, person)
    end_assignment(session, only_assignment(session, person), ends_on=TODAY, by=OPERATOR, at=AT)
    session.commit()
    assert why_ended(session, token) is SessionEnd.ROLE_CHANGED
    assert rights(session, open_session(session, person)) == ()


def test_a_role_ended_on_a_day_to_come_holds_until_then(session: Session) -> None:
    person = make_unit_head(session)
    assignment = only_assignment(session, person)
    end_assignment(session, assignment, ends_on=TOMORROW, by=OPERATOR, at=AT)
    session.commit()
    token = open_session(session, person)
    assert rights(session, token, TOMORROW) == (Held(Role.UNIT_HEAD, unit_id=assignment.unit_id),)
    assert rights(session, token, TOMORROW + timedelta(days=1)) == ()


def test_a_role_that_is_over_cannot_be_ended_again(session: Session) -> None:
    person = make_unit_head(session)
    assignment = only_assignment(session, person)
    end_assignment(session, assignment, ends_on=TODAY, by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="already ended"):
        end_assignment(session, assignment, ends_on=TODAY, by=OPERATOR, at=AT)


def test_a_role_ended_by_mistake_can_be_given_again_the_same_day(session: Session) -> None:
    unit = make_unit(session)
    person = make_unit_head(session, unit)
    end_assignment(session, only_assignment(session, person), ends_on=TODAY, by=OPERATOR, at=AT)
    give(session, person, Role.UNIT_HEAD, unit=unit, starts_on=TODAY)
    session.commit()
    assert rights(session, open_session(session, person)) == (Held(Role.UNIT_HEAD, unit_id=unit.id),)


def test_a_role_yet_to_begin_can_be_ended(session: Session) -> None:
    unit = make_unit(session)
    person = make_person(session)
    assignment = give(session, person, Role.UNIT_HEAD, unit=unit, starts_on=TOMORROW)
    end_assignment(session, assignment, ends_on=TODAY, by=OPERATOR, at=AT)
    session.commit()
    assert (assignment.ends_on, assignment.ended_at) == (TOMORROW, AT)
    assert rights(session, open_session(session, person), TOMORROW) == ()


def test_ending_a_person_ends_their_roles_sessions_and_unused_link(session: Session) -> None:
    person = with_password(session, make_unit_head(session))
    give(session, person, Role.NATIONAL_LEAD, starts_on=TOMORROW)
    link = make_password_link(session, person, by=OPERATOR, at=AT)
    token = open_session(session, person)
    end_person(session, person, by=OPERATOR, at=AT)
    session.commit()
    assert rights(session, token) is None
    assert why_ended(session, token) is SessionEnd.DEACTIVATED
    assert people.of_password_link(session, link, at=AT) is None
    assert people.password_of(session, person.email) is None
    assert people.assignments_not_over(session, person, today=TODAY) == []


def test_an_ended_person_gets_no_role_and_no_link(session: Session) -> None:
    person = make_unit_head(session)
    end_person(session, person, by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="no longer has access"):
        give(session, person, Role.NATIONAL_LEAD)
    with pytest.raises(RuleBroken, match="no longer has access"):
        make_password_link(session, person, by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="already has no access"):
        end_person(session, person, by=OPERATOR, at=AT)


def test_a_person_who_comes_back_has_none_of_their_former_roles(session: Session) -> None:
    person = make_unit_head(session)
    end_person(session, person, by=OPERATOR, at=AT)
    give_access_again(session, person, by=OPERATOR, at=AT)
    session.commit()
    assert rights(session, open_session(session, person)) == ()
    with pytest.raises(RuleBroken, match="has access"):
        give_access_again(session, person, by=OPERATOR, at=AT)


def test_no_right_is_left_of_anybody_without_access(session: Session) -> None:
    for person in (make_unit_head(session), make_administrator(session)):
        end_person(session, person, by=OPERATOR, at=AT)
    session.commit()
    dangling = (
        sa.select(sa.func.count())
        .select_from(Assignment)
        .join(Person)
        .where(Person.ended_at.is_not(None), Assignment.ended_at.is_(None))
    )
    assert session.scalar(dangling) == 0


def test_an_administrator_can_sign_a_person_out_everywhere(session: Session) -> None:
    person = make_unit_head(session)
    tokens = [open_session(session, person) for _browser in range(2)]
    end_all_sessions(session, person, by=OPERATOR, at=AT)
    session.commit()
    assert [why_ended(session, token) for token in tokens] == [SessionEnd.ENDED_BY_ADMINISTRATOR] * 2
    assert rights(session, open_session(session, person)) != ()


# --- who may, and the history --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_manages_people(session: Session, role: Role) -> None:
    unit = make_unit(session)
    person = make_unit_head(session, unit)
    assignment = only_assignment(session, person)
    region_id = make_region(session).id
    actor = Actor(99, "Somebody", (Held(role, unit_id=unit.id, region_id=region_id, inspection_id=1),))
    for verb in (
        lambda: add_person(session, email="new@example.com", name="New", by=actor, at=AT),
        lambda: assign(session, person, role=Role.ADMINISTRATOR, starts_on=TODAY, by=actor, at=AT),
        lambda: end_assignment(session, assignment, ends_on=TODAY, by=actor, at=AT),
        lambda: end_person(session, person, by=actor, at=AT),
        lambda: give_access_again(session, person, by=actor, at=AT),
        lambda: end_all_sessions(session, person, by=actor, at=AT),
        lambda: make_password_link(session, person, by=actor, at=AT),
    ):
        with pytest.raises(NotPermitted, match="manage people"):
            verb()


def test_every_change_is_in_the_history_and_no_secret_is(session: Session) -> None:
    person = make_unit_head(session)
    link = make_password_link(session, person, by=OPERATOR, at=AT)
    end_person(session, person, by=OPERATOR, at=AT)
    session.commit()
    events = session.scalars(sa.select(Event).order_by(Event.sequence)).all()
    assert [event.kind for event in events][2:] == [
        "person.added",
        "assignment.begun",
        "person.password_link_made",
        "person.ended",
    ]
    told = str([(event.before, event.after) for event in events])
    assert "(secret)" in told
    assert link not in told
    assert sessions.hash_of(link) not in told
