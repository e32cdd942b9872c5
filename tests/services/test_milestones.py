"""Milestones are promised and edited by the writers of their plan; what was agreed with it stays."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import PUBLISHED, a_person
from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import JUNE, a_colleague, a_promise, add, edit, head, in_state, lead, plan
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import OPEN_TO_EDITING
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import DeadlineSource, MilestoneState, PlanState, Role
from tracker.models import Plan

__all__ = ["head", "lead", "plan"]


def test_milestones_stand_in_the_order_in_which_they_were_added(session: Session, plan: Plan, head: Actor) -> None:
    first, second = add(session, plan, head), add(session, plan, head, title="Brief all staff")
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert {name: getattr(first, name) for name in asdict(a_promise(plan))} == asdict(a_promise(plan))
    assert first.state is MilestoneState.PLANNED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"weight": 0}, "weight"),
        ({"weight": 101}, "weight"),
        ({"starts_on": date(2026, 7, 1)}, "starts_on"),
        ({"due_source": DeadlineSource.HMPPS}, "due_reason"),
        ({"due_on": PUBLISHED - timedelta(days=1)}, "due_on"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused_by_the_field(
    session: Session, plan: Plan, head: Actor, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        add(session, plan, head, **changes)
    assert broken.value.field == field


def test_a_milestone_is_due_on_the_day_of_publication_at_the_earliest(
    session: Session, plan: Plan, head: Actor
) -> None:
    milestone = add(session, plan, head, due_on=PUBLISHED)
    with pytest.raises(RuleBroken, match="on or after 3 February 2026, when the report was published") as broken:
        edit(session, milestone, head, due_on=PUBLISHED - timedelta(days=1))
    assert broken.value.field == "due_on"


def test_a_milestone_may_start_on_the_day_it_is_due(session: Session, plan: Plan, head: Actor) -> None:
    assert add(session, plan, head, starts_on=JUNE).starts_on == JUNE


def test_a_form_sent_twice_promises_once(session: Session, plan: Plan, head: Actor) -> None:
    add(session, plan, head)
    with pytest.raises(RuleBroken, match="that name already"):
        add(session, plan, head, title="audit CASES each month")


def test_the_name_of_a_cancelled_milestone_is_free_again(session: Session, plan: Plan, head: Actor) -> None:
    in_state(session, plan, MilestoneState.CANCELLED, title="Audit cases each month")
    assert add(session, plan, head).state is MilestoneState.PLANNED


def test_the_owner_works_where_the_plan_belongs(session: Session, plan: Plan, head: Actor) -> None:
    colleague = a_colleague(session, plan)
    assert add(session, plan, head, owner_id=colleague.person_id).owner_id == colleague.person_id
    with pytest.raises(RuleBroken) as broken:
        add(session, plan, head, title="Another", owner_id=a_person(session).id)
    assert broken.value.field == "owner_id"


def test_an_owner_who_left_may_stay_until_another_is_chosen(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan, a_person(session, "Gone Away"))
    edit(session, milestone, head, title="Said otherwise")
    assert milestone.title == "Said otherwise"


def test_nothing_is_added_to_a_plan_that_is_submitted_or_agreed(session: Session, plan: Plan, head: Actor) -> None:
    for plan.state in set(PlanState) - OPEN_TO_EDITING:
        with pytest.raises(InvalidMove, match=r"(?i)this plan is"):
            add(session, plan, head)


@pytest.mark.parametrize("held", [Held(Role.ADMINISTRATOR), Held(Role.NATIONAL_LEAD), Held(Role.ASSURANCE_REVIEWER)])
def test_only_the_writers_of_the_plan_promise_anything(session: Session, plan: Plan, lead: Actor, held: Held) -> None:
    for by in (Actor(999, "Somebody", (held,)), a_colleague(session, plan), lead):
        with pytest.raises(NotPermitted):
            add(session, plan, by)


# --- editing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "is_of_the_measure"),
    [
        ({"title": "Another result"}, True),
        ({"evidence_expected": "Another audit."}, True),
        ({"keeps_people_safe": True}, True),
        ({"weight": 60}, False),
        ({"on_behalf_of": "The police"}, False),
        ({"due_on": date(2026, 7, 1)}, False),
        ({}, False),
    ],
)
def test_only_a_change_of_what_is_measured_takes_credit_away(
    session: Session, plan: Plan, head: Actor, changes: dict[str, Any], is_of_the_measure: bool
) -> None:
    milestone = in_state(session, plan, MilestoneState.VERIFIED)
    edit(session, milestone, head, **changes)
    assert milestone.measure_revision == (2 if is_of_the_measure else 1)
    assert milestone.state is (MilestoneState.COMPLETED if is_of_the_measure else MilestoneState.VERIFIED)


def test_what_was_agreed_with_the_plan_stays(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan, keeps_people_safe=True)
    changes: dict[str, Any] = {"due_on": date(2026, 7, 1), "weight": 1, "is_embed": True, "due_reason": "A letter."}
    changes |= {"keeps_people_safe": False, "title": "Said otherwise", "evidence_expected": "Another audit."}
    for plan.state in (PlanState.AGREED, PlanState.DELIVERED, PlanState.SUSTAINING, PlanState.ASSURED):
        for field, value in changes.items():
            with pytest.raises(RuleBroken, match="agreed with the plan") as broken:
                edit(session, milestone, head, **{field: value})
            assert broken.value.field == field


def test_the_rest_of_an_agreed_milestone_is_edited(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    plan.state = PlanState.AGREED
    edit(session, milestone, head, on_behalf_of="The police", starts_on=date(2026, 3, 1))
    assert (milestone.on_behalf_of, milestone.starts_on) == ("The police", date(2026, 3, 1))


def test_nothing_is_edited_while_somebody_decides_on_the_plan(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    plan.state = PlanState.SUBMITTED
    with pytest.raises(InvalidMove, match="with the regional lead"):
        edit(session, milestone, head, title="Said otherwise")


def test_a_cancelled_milestone_is_not_edited(session: Session, plan: Plan, head: Actor) -> None:
    with pytest.raises(InvalidMove, match="cancelled"):
        edit(session, in_state(session, plan, MilestoneState.CANCELLED), head, title="Said otherwise")


def test_the_second_of_two_editors_is_told(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    seen = milestone.revision
    edit(session, milestone, head, title="The first text")
    with pytest.raises(Conflict):
        edit(session, milestone, head, seen_revision=seen, title="The second text")
    assert milestone.title == "The first text"
