"""Nobody with a hand in a milestone decides on it: asked of every casting of people, roles and levels."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.services.test_decisions import AT, decided
from tracker.domain.errors import TrackerError
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, MilestoneState, PlanState, Role
from tracker.models import Decision, Evidence, Milestone, Person

HANDS = ("plan owner", "milestone owner", "reported done", "uploader")
held = st.lists(st.sampled_from(sorted(Role)), min_size=1, max_size=7, unique=True)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hands=st.dictionaries(st.sampled_from(HANDS), st.integers(0, 2), min_size=4),
    decider=st.none() | st.integers(0, 2),
    roles=held,
    level=st.sampled_from(DecisionLevel),
    outcome=st.sampled_from(DecisionOutcome),
)
def test_nobody_with_a_hand_in_a_milestone_decides_on_it_whatever_their_roles(
    session: Session,
    hands: dict[str, int],
    decider: int | None,
    roles: list[Role],
    level: DecisionLevel,
    outcome: DecisionOutcome,
) -> None:
    """Every casting of three people as owner, doer, uploader and decider, with any roles, and the service itself."""
    with session.begin_nested() as undone:
        people = [a_person(session) for _ in range(3)]
        milestone, evidence = _cast(session, people, hands)
        place = milestone.place
        scopes = {
            Role.UNIT_HEAD: {"unit_id": place.unit_id},
            Role.CONTRIBUTOR: {"unit_id": place.unit_id},
            Role.REGIONAL_LEAD: {"region_id": place.region_id},
            Role.INSPECTOR: {"inspection_id": place.inspection_id},
        }
        actor = (
            Actor(None, "The service")
            if decider is None
            else Actor(people[decider].id, "Somebody", tuple(Held(role, **scopes.get(role, {})) for role in roles))
        )
        try:
            decided(session, milestone, actor, outcome, [evidence], level=level)
        except TrackerError:
            made = session.scalar(sa.select(sa.func.count()).where(Decision.milestone_id == milestone.id))
            assert made == 0
        else:
            assert decider is not None
            assert decider not in hands.values()
        _forget(session)
        undone.rollback()


def _cast(session: Session, people: list[Person], hands: dict[str, int]) -> tuple[Milestone, Evidence]:
    inspection = an_inspection(session, unit=a_unit(session))
    owner, doer = people[hands["plan owner"]], people[hands["reported done"]]
    plan = a_plan(session, a_recommendation(session, inspection), owner, PlanState.AGREED)
    done: dict[str, Any] = {"state": MilestoneState.COMPLETED, "completed_at": AT, "completed_by_id": doer.id}
    milestone = a_milestone(session, plan, people[hands["milestone owner"]], **done)
    uploader = people[hands["uploader"]]
    evidence = some_evidence(session, plan, uploaded_by=uploader.id, milestones=[milestone])
    _forget(session)
    return milestone, evidence


def _forget(session: Session) -> None:
    session.flush()
    session.info.clear()
