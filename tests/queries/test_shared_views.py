"""Views that others share are listed for whoever works in the same region, by name, a page at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import an_inspection
from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    give,
    make_assurance_reviewer,
    make_contributor,
    make_inspector,
    make_national_lead,
    make_person,
    make_regional_lead,
    make_unit_head,
)
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Role
from tracker.models import Person, SavedView
from tracker.queries.actors import actor_of
from tracker.queries.saved_views import shared_with
from tracker.services.people import end_person
from tracker.services.saved_views import delete_view, save_view

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Place:
    """Two units of a region with their people, and a head elsewhere; who reads everything, and an inspector."""

    def __init__(self, session: Session) -> None:
        region = make_region(session, "Marlow Vale")
        unit, neighbour = make_unit(session, "Ashcombe", region), make_unit(session, "Brook", region)
        self.head = make_unit_head(session, unit, "Robin Hale")
        self.contributor = make_contributor(session, unit, "Sam Okoro")
        self.neighbour = make_unit_head(session, neighbour, "Dee Lark")
        self.lead = make_regional_lead(session, region, "Jo Bramley")
        self.elsewhere = make_unit_head(
            session, make_unit(session, "Copse", make_region(session, "Severn Coast")), "Kim Eddy"
        )
        self.national = make_national_lead(session)
        self.reviewer = make_assurance_reviewer(session)
        self.inspector = make_inspector(session, an_inspection(session, unit=unit))
        self.region = region


@pytest.fixture
def place(session: Session) -> Place:
    return Place(session)


def save(session: Session, person: Person, name: str, *, shared: bool = True) -> SavedView:
    by = actor_of(session, person, today=TODAY)
    return save_view(session, name=name, address="due=overdue", is_shared=shared, by=by, at=AT)


def listed(session: Session, person: Person, *, today: date = TODAY) -> list[tuple[str, str]]:
    actor = actor_of(session, person, today=today)
    views, total = shared_with(session, actor, today=today, offset=0, limit=20)
    assert total == len(views)
    return [(view.name, view.shared_by) for view in views]


def test_what_a_head_shares_is_listed_for_the_unit_its_region_and_those_who_read_everything(
    session: Session, place: Place
) -> None:
    save(session, place.head, "Overdue")
    for person in (place.contributor, place.neighbour, place.lead, place.national, place.reviewer):
        assert listed(session, person) == [("Overdue", "Robin Hale")]
    for person in (place.head, place.elsewhere, place.inspector, make_person(session, "Without A Role")):
        assert listed(session, person) == []


def test_what_the_lead_shares_is_listed_in_the_units_of_the_region(session: Session, place: Place) -> None:
    save(session, place.lead, "To agree")
    assert listed(session, place.contributor) == [("To agree", "Jo Bramley")]
    assert listed(session, place.elsewhere) == []


def test_what_is_kept_to_oneself_or_deleted_is_listed_for_nobody(session: Session, place: Place) -> None:
    save(session, place.head, "Mine", shared=False)
    view = save(session, place.head, "Overdue")
    session.flush()
    delete_view(session, view, by=actor_of(session, place.head, today=TODAY), at=AT)
    session.flush()
    assert listed(session, place.contributor) == listed(session, place.national) == []


def test_whoever_works_there_no_more_shares_nothing_there(session: Session, place: Place) -> None:
    visitor = make_person(session, "Ash Fenn")
    give(session, visitor, Role.REGIONAL_LEAD, region=place.region, ends_on=TODAY)
    save(session, visitor, "Visiting")
    assert listed(session, place.head) == [("Visiting", "Ash Fenn")]
    assert listed(session, place.head, today=TODAY + timedelta(days=1)) == []
    end_person(session, visitor, by=OPERATOR, at=AT)
    session.flush()
    assert listed(session, place.national) == []


def test_they_are_listed_by_name_a_page_at_a_time(session: Session, place: Place) -> None:
    for person, name in [(place.lead, "Week"), (place.head, "Late"), (place.lead, "Late")]:
        save(session, person, name)
    reader: Actor = actor_of(session, place.contributor, today=TODAY)
    pages = [shared_with(session, reader, today=TODAY, offset=start, limit=2) for start in (0, 2)]
    assert [[(view.name, view.shared_by) for view in views] for views, _ in pages] == [
        [("Late", "Jo Bramley"), ("Late", "Robin Hale")],
        [("Week", "Jo Bramley")],
    ]
    assert [total for _, total in pages] == [3, 3]
