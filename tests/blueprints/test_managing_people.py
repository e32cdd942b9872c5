"""An administrator adds people, gives roles and ends them, and is told what would be left; heads see who holds what."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.people import give
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Person, Unit


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def administrator(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "administrator")


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def typed(world: World, **changes: object) -> dict[str, object]:
    today = clock.today()
    day = {"starts_on-day": today.day, "starts_on-month": today.month, "starts_on-year": today.year}
    role = {"role": "contributor", "unit": world.ids["unit_id"], "region": 0, "inspection": 0}
    return role | day | changes


def last_day(days: int) -> dict[str, object]:
    day = clock.today() + timedelta(days=days)
    return {"ends_on-day": day.day, "ends_on-month": day.month, "ends_on-year": day.year}


def test_a_person_is_added_and_given_a_role(app: Flask, world: World, administrator: FlaskClient) -> None:
    answer = post(administrator, "/people/new", name="Nia Newcomer", email="Nia@Example.com")
    address = answer.location or ""
    assert address.endswith("/roles/new")
    assert post(administrator, address, **typed(world)).location == address.removesuffix("/roles/new")
    with transactions_of(app).read() as session:
        person = session.scalars(sa.select(Person).where(Person.email == "nia@example.com")).one()
        held = session.scalars(sa.select(Assignment).where(Assignment.person_id == person.id)).one()
        assert (held.role, held.unit_id) == (Role.CONTRIBUTOR, world.ids["unit_id"])


def test_added_twice_or_with_the_wrong_scope_it_says_so_beside_the_field(
    world: World, administrator: FlaskClient
) -> None:
    for expected in (302, 422):
        answer = post(administrator, "/people/new", name="Nia Newcomer", email="nia@example.com")
        assert answer.status_code == expected
    assert "There is already a person" in first(LexborHTMLParser(answer.text), "#email-error").text()
    url = f"/people/{world.people['without_a_role']}/roles/new"
    answer = post(administrator, url, **typed(world, unit=0))
    assert answer.status_code == 422
    assert "assigned to one unit" in first(LexborHTMLParser(answer.text), "#unit-error").text()


def test_a_role_is_given_from_today_in_the_scope_that_fits_it_alone(
    app: Flask, world: World, administrator: FlaskClient
) -> None:
    """The page shows that scope only, so what was chosen before for another role does not stand in the way."""
    url, today = f"/people/{world.people['without_a_role']}/roles/new", clock.today()
    page = LexborHTMLParser(administrator.get(url).text)
    assert first(page, "input[name=starts_on-day]").attributes["value"] == str(today.day)
    for scope in ("unit", "region", "inspection"):
        assert first(page, f".app-if-{scope} select[name={scope}]")
    with transactions_of(app).read() as session:
        region_id = session.get_one(Unit, world.ids["unit_id"]).region_id
    given = typed(world, role="regional_lead", region=region_id)
    assert post(administrator, url, **given).status_code == 302
    with transactions_of(app).read() as session:
        of_them = sa.select(Assignment).where(Assignment.person_id == world.people["without_a_role"])
        held = session.scalars(of_them.order_by(Assignment.id.desc())).first()
        assert held is not None
        assert (held.role, held.region_id, held.unit_id) == (Role.REGIONAL_LEAD, region_id, None)


def test_the_end_of_a_role_warns_of_what_would_have_no_owner_and_leads_to_handing_it_over(
    app: Flask, world: World, administrator: FlaskClient
) -> None:
    url = f"/roles/{world.ids['assignment_id']}/end"
    page = administrator.get(url).text
    assert "2 items would have no owner at work" in page
    assert f"/people/{world.people['contributor']}/handover" in page
    assert "Brief all staff" not in page
    assert post(administrator, url, revision=1, **last_day(0)).status_code == 302
    with transactions_of(app).read() as session:
        assert session.get_one(Assignment, world.ids["assignment_id"]).ended_at is not None
    assert post(administrator, url, revision=2, **last_day(0)).status_code == 422


def test_whoever_keeps_another_role_there_leaves_nothing(app: Flask, world: World, administrator: FlaskClient) -> None:
    with transactions_of(app).write() as session:
        person = session.get_one(Person, world.people["contributor"])
        give(session, person, Role.UNIT_HEAD, unit=session.get_one(Unit, world.ids["unit_id"]))
    page = administrator.get(f"/roles/{world.ids['assignment_id']}/end").text
    assert "Nothing would be left without an owner." in page


def test_all_access_ends_and_is_given_again_once(app: Flask, world: World, administrator: FlaskClient) -> None:
    person = f"/people/{world.people['contributor']}"
    assert "2 items would have no owner at work" in administrator.get(f"{person}/end").text
    assert post(administrator, f"{person}/end").status_code == 302
    assert post(administrator, f"{person}/end").status_code == 422
    for _ in range(2):
        assert post(administrator, f"{person}/return").location == person
    with transactions_of(app).read() as session:
        assert session.get_one(Person, world.people["contributor"]).ended_at is None


def test_who_holds_something_in_a_unit_without_working_there_is_shown_with_their_role_or_as_having_left(
    app: Flask, world: World
) -> None:
    with transactions_of(app).write() as session:
        run = session.connection().exec_driver_sql
        for person, key in (("lead", "milestone_id"), ("deactivated", "done_milestone_id")):
            run(f"UPDATE milestone SET owner_id = {world.people[person]} WHERE id = {world.ids[key]}")
    page = LexborHTMLParser(browser(app, world, "lead").get(f"/units/{world.ids['unit_id']}/people").text)
    told = [" ".join(cell.text().split()) for cell in page.css("td[data-label=Role]")]
    assert "Regional lead" in told
    assert "No longer works here" in told


def test_a_head_sees_who_works_in_the_unit_and_what_each_holds(app: Flask, world: World) -> None:
    head, url = browser(app, world, "head"), f"/units/{world.ids['unit_id']}/people"
    assert url in head.get(f"/units/{world.ids['unit_id']}").text
    rows = {first(row, "th").text(): row for row in LexborHTMLParser(head.get(url).text).css("tbody tr")}
    cells = [cell.text() for cell in rows["Sam Okoro"].css("td")]
    assert cells[:3] == ["Contributor", "0", "2"]
    assert first(rows["Sam Okoro"], f'a[href="/people/{world.people["contributor"]}/handover"]')
    assert url not in browser(app, world, "contributor").get(f"/units/{world.ids['unit_id']}").text


def test_who_left_and_still_holds_something_is_named_there_too(
    app: Flask, world: World, administrator: FlaskClient
) -> None:
    post(administrator, f"/people/{world.people['contributor']}/end")
    page = LexborHTMLParser(browser(app, world, "head").get(f"/units/{world.ids['unit_id']}/people").text)
    (row,) = [row for row in page.css("tbody tr") if "Sam Okoro" in row.text()]
    assert "No longer works here" in row.text()
