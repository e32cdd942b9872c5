"""A deputy reports on what the absent person owns, and decides on nothing of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.dated import a_date_change
from tests.factories.milestones import a_milestone
from tests.support.away import Unit, away, end, world
from tests.support.milestone_verbs import TODAY, complete, start
from tracker.domain.deciding import Hands, why_not_independent
from tracker.domain.errors import NotPermitted
from tracker.domain.permissions import Permission, can
from tracker.queries import own_milestones
from tracker.queries.agreement import had_a_hand_in

__all__ = ["world"]


def test_the_deputy_reports_on_the_milestones_while_the_absence_lasts(session: Session, world: Unit) -> None:
    with pytest.raises(NotPermitted):
        start(session, world.milestone, world.actor(session, "deputy"))
    away(session, world)
    start(session, world.milestone, world.actor(session, "deputy"))
    complete(session, world.milestone, world.actor(session, "deputy"))
    assert world.milestone.completed_by_id == world.people["deputy"].id


@pytest.mark.parametrize(("on", "holds"), [(-1, False), (0, True), (7, True), (8, False)])
def test_the_rights_are_there_on_the_first_and_the_last_day_and_on_no_other(
    session: Session, world: Unit, on: int, holds: bool
) -> None:
    away(session, world)
    deputy = world.actor(session, "deputy", today=TODAY + timedelta(days=on))
    assert can(deputy, Permission.WORK_ON_MILESTONE, world.milestone) is holds
    assert can(deputy, Permission.EDIT_MILESTONE, world.milestone) is False


def test_the_rights_are_gone_as_soon_as_the_person_is_back(session: Session, world: Unit) -> None:
    absence = away(session, world)
    end(session, absence, world.actor(session, "owner"))
    assert not can(world.actor(session, "deputy"), Permission.WORK_ON_MILESTONE, world.milestone)


def test_a_deputy_sees_the_open_items_of_the_person_with_their_name(session: Session, world: Unit) -> None:
    def items() -> list[tuple[str, str | None]]:
        found = own_milestones.open_milestones(session, world.actor(session, "deputy"), today=TODAY, limit=50)
        return [(line.title, line.stands_in_for) for line in found.lines]

    own = a_milestone(session, world.plan, world.people["deputy"], title="Mine")
    assert items() == [("Mine", None)]
    away(session, world)
    assert sorted(items()) == sorted([(own.title, None), (world.milestone.title, "Ola Owner")])


@pytest.mark.parametrize("owned", ["plan", "milestone"])
@pytest.mark.parametrize(
    "permission",
    [
        Permission.AGREE_PLAN,
        Permission.CANCEL_MILESTONE,
        Permission.REVIEW_MILESTONE,
        Permission.DECIDE_ON_MILESTONE,
        Permission.DECIDE_DATE_CHANGE,
    ],
)
def test_a_deputy_decides_on_nothing_that_the_absent_person_owns(
    session: Session, world: Unit, permission: Permission, owned: str
) -> None:
    (world.plan if owned == "plan" else world.milestone).owner_id = world.people["other lead"].id
    subject: Any = world.milestone
    if permission is Permission.DECIDE_DATE_CHANGE:
        subject = a_date_change(session, world.milestone, world.people["head"].id)
    if permission is Permission.AGREE_PLAN and owned == "plan":
        subject = world.plan
    session.flush()
    assert can(world.actor(session, "lead"), permission, subject)
    away(session, world, "other lead", "lead")
    assert not can(world.actor(session, "lead"), permission, subject)


def test_nor_on_what_they_asked_for_uploaded_or_reported_done(session: Session, world: Unit) -> None:
    change = a_date_change(session, world.milestone, world.people["other lead"].id)
    away(session, world, "other lead", "lead")
    lead, away_id = world.actor(session, "lead"), world.people["other lead"].id
    assert not can(lead, Permission.DECIDE_DATE_CHANGE, change)
    for hands in (
        Hands(away_id, 0, None),
        Hands(0, away_id, None),
        Hands(0, 0, away_id),
        Hands(0, 0, None, frozenset({away_id})),
    ):
        assert why_not_independent(lead.person_id, hands) is None
        because = why_not_independent(lead.person_id, hands, lead.stands_in_for)
        assert "stand in" in (because or "")


def test_a_deputy_agrees_no_plan_that_the_absent_person_owns_a_part_of(session: Session, world: Unit) -> None:
    world.milestone.owner_id = world.people["other lead"].id
    session.flush()
    assert not had_a_hand_in(session, world.plan, world.actor(session, "lead").answers_for)
    away(session, world, "other lead", "lead")
    assert had_a_hand_in(session, world.plan, world.actor(session, "lead").answers_for)
