"""A recommendation's page offers a decision to those alone whom the decision's own page lets decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tracker import clock
from tracker.domain.permissions import Actor
from tracker.models import Milestone, Person, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

DECIDING = ("lead", "national", "reviewer", "inspector")


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def is_offered(app: Flask, world: World, kind: str) -> bool:
    """Whether the page has the link; the page that it leads to says the same."""
    client = app.test_client()
    carry(client, world.tokens[kind])
    address = f"/milestones/{world.ids['waiting_milestone_id']}/decide"
    page = client.get(f"/recommendations/{world.ids['agreed_recommendation_id']}").text
    assert (f'href="{address}"' in page) == (client.get(address).status_code == 200)
    return f'href="{address}"' in page


def wrote_the_plan(session: Session, world: World, person: Person) -> None:
    plan = session.get_one(Plan, world.ids["agreed_plan_id"])
    record(session, EventKind.PLAN_EDITED, plan, by=Actor(person.id, person.name), at=AT)


def uploaded_evidence_for_it(session: Session, world: World, person: Person) -> None:
    plan = session.get_one(Plan, world.ids["agreed_plan_id"])
    milestone = session.get_one(Milestone, world.ids["waiting_milestone_id"])
    shown = some_evidence(session, plan, title="Early check", uploaded_by=person.id, milestones=[milestone])
    record(session, EventKind.EVIDENCE_RECEIVED, shown, by=OPERATOR, at=AT, covers=shown.versions)


def reported_it_done(session: Session, world: World, person: Person) -> None:
    milestone = session.get_one(Milestone, world.ids["waiting_milestone_id"])
    milestone.completed_by_id = person.id
    record(session, EventKind.MILESTONE_COMPLETED, milestone, by=OPERATOR, at=AT)


@pytest.mark.parametrize("kind", DECIDING)
@pytest.mark.parametrize("hand", [wrote_the_plan, uploaded_evidence_for_it, reported_it_done])
def test_who_had_a_hand_is_offered_no_decision(
    app: Flask, world: World, kind: str, hand: Callable[[Session, World, Person], None]
) -> None:
    assert is_offered(app, world, kind)
    with transactions_of(app).write() as session:
        hand(session, world, session.get_one(Person, world.people[kind]))
    assert not is_offered(app, world, kind)


@pytest.mark.parametrize("kind", ["head", "contributor"])
def test_nor_is_anybody_who_decides_on_nothing(app: Flask, world: World, kind: str) -> None:
    assert not is_offered(app, world, kind)
