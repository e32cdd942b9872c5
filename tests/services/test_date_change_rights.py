"""Who may make which move of a date change: every state, move, level and kind of person is tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.dated import LATER, a_date_change
from tests.factories.inspections import a_person
from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import AT, head, lead, plan, unit_of, when
from tracker.domain.errors import InvalidMove, NotPermitted
from tracker.domain.lifecycles import DATE_CHANGE
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import DateChangeLevel, DateChangeState, PlanState, Role
from tracker.models import DateChange, Milestone, Plan
from tracker.services import date_changes as verbs

__all__ = ["head", "lead", "plan"]

REGION, NATION = DateChangeLevel.REGION, DateChangeLevel.NATION
# Who may, by the move and the level of the change. Whoever is not named may not.
MAY: dict[tuple[str, DateChangeLevel], set[str]] = {
    ("approve", REGION): {"lead", "national lead"},
    ("approve", NATION): {"national lead"},
    ("decline", REGION): {"lead", "national lead"},
    ("decline", NATION): {"national lead"},
    ("withdraw", REGION): {"head, who owns the plan", "owner of the milestone, who asked"},
    ("withdraw", NATION): {"head, who owns the plan", "owner of the milestone, who asked"},
}


@dataclass
class Cast:
    milestone: Milestone
    asker: Actor
    people: dict[str, Actor]


@pytest.fixture
def cast(session: Session, plan: Plan, head: Actor, lead: Actor) -> Cast:
    plan.state = PlanState.AGREED

    def somebody(*held: Held) -> Actor:
        person = a_person(session)
        return Actor(person.id, person.name, held)

    unit, region = unit_of(plan), plan.place.region_id
    owner = somebody(Held(Role.CONTRIBUTOR, unit_id=unit))
    milestone = a_milestone(session, plan, owner_id=owner.person_id)
    people = {
        "head, who owns the plan": head,
        "owner of the milestone, who asked": owner,
        "colleague": somebody(Held(Role.CONTRIBUTOR, unit_id=unit)),
        "lead": lead,
        "lead elsewhere": somebody(Held(Role.REGIONAL_LEAD, region_id=(region or 0) + 1000)),
        "national lead": somebody(Held(Role.NATIONAL_LEAD)),
        "reviewer": somebody(Held(Role.ASSURANCE_REVIEWER)),
        "inspector": somebody(Held(Role.INSPECTOR, inspection_id=plan.recommendation.inspection_id)),
        "administrator": somebody(Held(Role.ADMINISTRATOR)),
        "nobody": somebody(),
    }
    return Cast(milestone, owner, people)


def a_change(session: Session, cast: Cast, asker: Actor, state: DateChangeState, level: DateChangeLevel) -> DateChange:
    other = {"decided_at": AT, "decided_by_id": a_person(session).id}
    ends: dict[DateChangeState, dict[str, Any]] = {
        DateChangeState.APPROVED: other,
        DateChangeState.DECLINED: other | {"note": "No."},
        DateChangeState.WITHDRAWN: {"withdrawn_at": AT, "withdrawn_by_id": asker.person_id},
    }
    assert asker.person_id
    return a_date_change(session, cast.milestone, asker.person_id, state=state, level=level, **ends.get(state, {}))


def make(session: Session, change: DateChange, move: str, by: Actor) -> None:
    seen = change.revision
    if move == "withdraw":
        verbs.withdraw_date_change(session, change, seen_revision=seen, by=by, at=AT)
    else:
        verb = verbs.approve_date_change if move == "approve" else verbs.decline_date_change
        verb(session, change, note="Said.", seen_revision=seen, **when(by))


def answer(session: Session, change: DateChange, move: str, by: Actor) -> str:
    """What one try came to, and the change as it was before it."""
    with session.begin_nested() as tried:
        try:
            make(session, change, move, by)
            found = "done"
        except NotPermitted:
            found = "not permitted"
        except InvalidMove:
            found = "no such move"
        tried.rollback()
    return found


@pytest.mark.parametrize("level", DateChangeLevel)
@pytest.mark.parametrize("state", DateChangeState)
def test_every_move_is_for_those_the_table_names_and_from_asked_only(
    session: Session, cast: Cast, state: DateChangeState, level: DateChangeLevel
) -> None:
    change = a_change(session, cast, cast.asker, state, level)
    for move in ("approve", "decline", "withdraw"):
        for kind, by in cast.people.items():
            expected = "not permitted"
            if kind in MAY[move, level]:
                expected = "done" if (state, move) in DATE_CHANGE.moves else "no such move"
            assert (kind, answer(session, change, move, by)) == (kind, expected)


@pytest.mark.parametrize("kind", ["lead", "national lead"])
def test_nobody_decides_on_what_they_asked_for(session: Session, cast: Cast, kind: str) -> None:
    by = cast.people[kind]
    change = a_change(session, cast, by, DateChangeState.ASKED, REGION)
    assert {move: answer(session, change, move, by) for move in ("approve", "decline", "withdraw")} == {
        "approve": "not permitted",
        "decline": "not permitted",
        "withdraw": "done",
    }


@pytest.mark.parametrize("kind", ["lead", "national lead"])
@pytest.mark.parametrize("owned", ["milestone", "plan"])
def test_nobody_decides_on_the_date_of_what_they_own(session: Session, cast: Cast, kind: str, owned: str) -> None:
    by = cast.people[kind]
    change = a_change(session, cast, cast.asker, DateChangeState.ASKED, REGION)
    (cast.milestone if owned == "milestone" else cast.milestone.plan).owner_id = by.person_id or 0
    session.flush()
    assert answer(session, change, "approve", by) == "not permitted"


def test_whoever_works_on_the_milestone_or_leads_its_region_asks(session: Session, cast: Cast) -> None:
    asked: dict[str, Any] = {"to_on": LATER, "reason": "Said.", "seen_revision": cast.milestone.revision}
    found = set()
    for kind, by in cast.people.items():
        with session.begin_nested() as tried:
            try:
                verbs.ask_date_change(session, cast.milestone, **asked, **when(by))
                found.add(kind)
            except NotPermitted:
                pass
            tried.rollback()
    assert found == {"head, who owns the plan", "owner of the milestone, who asked", "lead"}
