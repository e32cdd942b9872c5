"""Regions and units: one of each name, however it is spelt."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR, make_region, make_unit
from tracker.domain.errors import NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import Role, UnitKind
from tracker.models import Event
from tracker.queries.organisations import find_region, find_unit
from tracker.services.organisations import add_alias, add_region, add_unit


def test_a_unit_is_found_by_any_spelling_of_its_name(session: Session) -> None:
    unit = make_unit(session, "Ashcombe and Thornley")
    for name in ("Ashcombe and Thornley", "Thornley & Ashcombe PDU", "ASHCOMBE, THORNLEY"):
        assert find_unit(session, name) is unit
    assert find_unit(session, "Ashcombe") is None
    assert find_unit(session, "") is None


def test_a_unit_is_found_by_an_alias(session: Session) -> None:
    unit = make_unit(session, "Ashcombe and Thornley")
    add_alias(session, unit, name="Thorncombe", by=OPERATOR, at=AT)
    assert find_unit(session, "Thorncombe PDU") is unit


def test_an_alias_that_the_unit_has_already_is_not_added_twice(session: Session) -> None:
    unit = make_unit(session, "Ashcombe and Thornley")
    first = add_alias(session, unit, name="Thorncombe", by=OPERATOR, at=AT)
    assert add_alias(session, unit, name="THORNCOMBE", by=OPERATOR, at=AT) is first
    session.commit()


def test_an_alias_cannot_be_the_name_of_another_unit(session: Session) -> None:
    make_unit(session, "Ashcombe")
    other = make_unit(session, "Thornley")
    with pytest.raises(RuleBroken, match="already a name of the unit Ashcombe"):
        add_alias(session, other, name="Ashcombe PDU", by=OPERATOR, at=AT)


def test_two_units_cannot_go_by_one_name_even_in_two_regions(session: Session) -> None:
    make_unit(session, "Ashcombe", make_region(session, "Marlow Vale"))
    with pytest.raises(RuleBroken) as broken:
        make_unit(session, "ASHCOMBE PDU", make_region(session, "Lower Severnside"))
    assert (broken.value.field, broken.value.message) == (
        "name",
        "ASHCOMBE PDU is already a name of the unit Ashcombe.",
    )


def test_a_pdu_and_a_youth_justice_service_may_share_a_place(session: Session) -> None:
    pdu = make_unit(session, "Ashcombe")
    youth_service = UnitKind.YOUTH_JUSTICE_SERVICE
    assert find_unit(session, "Ashcombe", kind=youth_service) is None
    youth = add_unit(session, region=pdu.region, name="Ashcombe", kind=youth_service, by=OPERATOR, at=AT)
    assert find_unit(session, "Ashcombe Youth Justice Service", kind=youth_service) is youth
    assert find_unit(session, "Ashcombe") is pdu


def test_two_regions_cannot_go_by_one_name(session: Session) -> None:
    region = make_region(session, "East of Marlow")
    assert find_region(session, "The Probation Service – East of Marlow region") is region
    with pytest.raises(RuleBroken, match="There is already a region called East of Marlow"):
        add_region(session, name="east of marlow region", by=OPERATOR, at=AT)


def test_a_code_belongs_to_one_region_and_one_unit(session: Session) -> None:
    region = add_region(session, name="Marlow Vale", code="X01", by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="code X01"):
        add_region(session, name="Lower Severnside", code="X01", by=OPERATOR, at=AT)
    add_unit(session, region=region, name="Ashcombe", delius_code="X01A", by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="code X01A"):
        add_unit(session, region=region, name="Thornley", delius_code="X01A", by=OPERATOR, at=AT)


@pytest.mark.parametrize(("name", "message"), [("  ", "Enter a name."), ("Marlow " * 40, "200 characters or fewer")])
def test_a_name_must_name_something_and_fit(session: Session, name: str, message: str) -> None:
    with pytest.raises(RuleBroken, match=message):
        make_unit(session, name)
    with pytest.raises(RuleBroken, match=message):
        add_region(session, name=name, by=OPERATOR, at=AT)


def test_only_an_administrator_manages_organisations(session: Session) -> None:
    unit = make_unit(session)
    lead = Actor(1, "A regional lead", (Held(Role.REGIONAL_LEAD, region_id=unit.region_id),))
    for verb in (
        lambda: add_region(session, name="Elsewhere", by=lead, at=AT),
        lambda: add_unit(session, region=unit.region, name="Elsewhere", by=lead, at=AT),
        lambda: add_alias(session, unit, name="Elsewhere", by=lead, at=AT),
    ):
        with pytest.raises(NotPermitted, match="manage regions and units"):
            verb()


def test_each_addition_is_in_the_history(session: Session) -> None:
    unit = make_unit(session)
    add_alias(session, unit, name="Thorncombe", by=OPERATOR, at=AT)
    session.commit()
    kinds = session.scalars(sa.select(Event.kind).order_by(Event.sequence)).all()
    assert kinds == ["region.created", "unit.created", "unit.alias_added"]
