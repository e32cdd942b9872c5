"""Milestones are promised, edited, started, done, reopened and cancelled; every other move is refused in words."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import MILESTONE, OPEN_TO_EDITING
from tracker.domain.permissions import Actor, Held
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import DeadlineSource, MilestoneState, PlanState, Role
from tracker.models import Assignment, Milestone, Plan, Score
from tracker.services import milestones as verbs

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
JUNE = date(2026, 6, 30)


def _when(by: Actor) -> dict[str, Any]:
    return {"by": by, "at": AT, "today": TODAY}


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = a_unit(session)
    head = a_person(session, "Sam Head")
    session.add(Assignment(person=head, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1)))
    return a_plan(session, a_recommendation(session, an_inspection(session, unit=unit)), head)


@pytest.fixture
def head(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=_unit_id(plan)),))


@pytest.fixture
def lead(session: Session, plan: Plan) -> Actor:
    region_id = plan.place.region_id
    return Actor(a_person(session, "Jo Lead").id, "Jo Lead", (Held(Role.REGIONAL_LEAD, region_id=region_id),))


def _unit_id(plan: Plan) -> int:
    unit_id = plan.recommendation.inspection.unit_id
    assert unit_id is not None
    return unit_id


def a_colleague(session: Session, plan: Plan) -> Actor:
    person = a_person(session, "Kit Colleague")
    session.add(Assignment(person=person, role=Role.CONTRIBUTOR, unit_id=_unit_id(plan), starts_on=TODAY))
    session.flush()
    return Actor(person.id, person.name, (Held(Role.CONTRIBUTOR, unit_id=_unit_id(plan)),))


def a_promise(plan: Plan, **changes: Any) -> Promise:
    promise = Promise(
        title="Audit cases each month", owner_id=plan.owner_id, due_on=JUNE, weight=40, evidence_expected="An audit."
    )
    return replace(promise, **changes)


def add(session: Session, plan: Plan, by: Actor, **changes: Any) -> Milestone:
    return verbs.add_milestone(session, plan, promise=a_promise(plan, **changes), **_when(by))


def edit(session: Session, milestone: Milestone, by: Actor, seen_revision: int | None = None, **changes: Any) -> None:
    stored = Promise(**{name: getattr(milestone, name) for name in Promise.__dataclass_fields__})
    seen = milestone.revision if seen_revision is None else seen_revision
    verbs.edit_milestone(session, milestone, promise=replace(stored, **changes), seen_revision=seen, **_when(by))
    session.flush()


def start(session: Session, milestone: Milestone, by: Actor) -> None:
    verbs.start_milestone(session, milestone, seen_revision=milestone.revision, **_when(by))
    session.flush()


def complete(session: Session, milestone: Milestone, by: Actor, note: str = "All 20 cases were checked.") -> None:
    verbs.complete_milestone(session, milestone, note=note, seen_revision=milestone.revision, **_when(by))
    session.flush()


def reopen(session: Session, milestone: Milestone, by: Actor, why: str = "Two cases were missed.") -> None:
    verbs.reopen_milestone(session, milestone, why=why, seen_revision=milestone.revision, **_when(by))
    session.flush()


def cancel(session: Session, milestone: Milestone, by: Actor, reason: str = "The police do it.") -> None:
    verbs.cancel_milestone(session, milestone, reason=reason, seen_revision=milestone.revision, **_when(by))
    session.flush()


def in_state(session: Session, plan: Plan, state: MilestoneState, **more: Any) -> Milestone:
    done = {"completed_at": AT, "completed_by_id": plan.owner_id, "completion_note": "Done."}
    cancelled = {"cancelled_at": AT, "cancelled_by_id": plan.owner_id, "cancel_reason": "Not needed."}
    of_state: dict[MilestoneState, dict[str, Any]] = {
        MilestoneState.COMPLETED: done,
        MilestoneState.VERIFIED: done,
        MilestoneState.CANCELLED: cancelled,
    }
    return a_milestone(session, plan, state=state, **of_state.get(state, {}), **more)


# --- promising -----------------------------------------------------------------------------------------------------


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
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused_by_the_field(
    session: Session, plan: Plan, head: Actor, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        add(session, plan, head, **changes)
    assert broken.value.field == field


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
        with pytest.raises(InvalidMove, match="This plan is"):
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
    milestone = a_milestone(session, plan)
    changes: dict[str, Any] = {"due_on": date(2026, 7, 1), "weight": 1, "is_embed": True, "due_reason": "A letter."}
    for plan.state in (PlanState.AGREED, PlanState.DELIVERED, PlanState.SUSTAINING, PlanState.ASSURED):
        for field, value in changes.items():
            with pytest.raises(RuleBroken, match="agreed with the plan") as broken:
                edit(session, milestone, head, **{field: value})
            assert broken.value.field == field


def test_the_rest_of_an_agreed_milestone_is_edited(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    plan.state = PlanState.AGREED
    edit(session, milestone, head, title="Said better", starts_on=date(2026, 3, 1))
    assert (milestone.title, milestone.starts_on) == ("Said better", date(2026, 3, 1))


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


# --- moves ---------------------------------------------------------------------------------------------------------

VERBS: dict[str, Any] = {"start": start, "complete": complete, "reopen": reopen}


@pytest.mark.parametrize("move", [*VERBS, "cancel"])
def test_every_move_from_every_state_is_as_the_table_says(
    session: Session, plan: Plan, head: Actor, lead: Actor, move: str
) -> None:
    for state in MilestoneState:
        milestone = in_state(session, plan, state)
        if (state, move) in MILESTONE.moves:
            _make(session, milestone, move, head, lead)
            assert milestone.state is MILESTONE.moves[state, move]
        else:
            with pytest.raises(InvalidMove) as refused:
                _make(session, milestone, move, head, lead)
            assert str(refused.value) == MILESTONE.refusals[state]
            assert milestone.state is state


def _make(session: Session, milestone: Milestone, move: str, head: Actor, lead: Actor) -> None:
    if move == "cancel":
        cancel(session, milestone, lead)
    else:
        VERBS[move](session, milestone, head)


def test_work_goes_on_in_any_state_of_the_plan(session: Session, plan: Plan, head: Actor) -> None:
    for state in PlanState:
        milestone = a_milestone(session, plan)
        plan.state = state
        start(session, milestone, head)
        complete(session, milestone, head)
        reopen(session, milestone, head)
        assert milestone.state is MilestoneState.UNDERWAY


def test_what_is_reported_done_says_what_was_done_by_whom_and_when(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    with pytest.raises(RuleBroken, match="what was done"):
        complete(session, milestone, head, note="")
    complete(session, milestone, head)
    assert (milestone.completed_at, milestone.completed_by_id, milestone.completion_note) == (
        AT,
        head.person_id,
        "All 20 cases were checked.",
    )


def test_what_is_open_again_is_not_done(session: Session, plan: Plan, head: Actor) -> None:
    milestone = in_state(session, plan, MilestoneState.COMPLETED)
    with pytest.raises(RuleBroken, match="more to do"):
        reopen(session, milestone, head, why="")
    reopen(session, milestone, head)
    assert (milestone.completed_at, milestone.completed_by_id, milestone.completion_note) == (None, None, "")


def test_the_owner_of_a_milestone_reports_on_it_and_other_colleagues_do_not(
    session: Session, plan: Plan, lead: Actor
) -> None:
    owner, other = a_colleague(session, plan), a_colleague(session, plan)
    milestone = a_milestone(session, plan, owner_id=owner.person_id)
    for by in (other, lead):
        with pytest.raises(NotPermitted):
            start(session, milestone, by)
    start(session, milestone, owner)
    complete(session, milestone, owner)
    assert milestone.state is MilestoneState.COMPLETED


def test_a_milestone_is_cancelled_from_above_with_a_reason(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    milestone = a_milestone(session, plan)
    with pytest.raises(NotPermitted):
        cancel(session, milestone, head)
    with pytest.raises(RuleBroken, match="why"):
        cancel(session, milestone, lead, reason="")
    cancel(session, milestone, lead)
    assert (milestone.state, milestone.cancel_reason) == (MilestoneState.CANCELLED, "The police do it.")


def test_nobody_cancels_what_they_own(session: Session, plan: Plan, lead: Actor) -> None:
    milestone = a_milestone(session, plan, owner_id=lead.person_id)
    with pytest.raises(NotPermitted):
        cancel(session, milestone, lead)


@pytest.mark.parametrize(
    ("name", "said"),
    [("start", {}), ("complete", {"note": "x"}), ("reopen", {"why": "x"}), ("cancel", {"reason": "x"})],
)
def test_a_move_of_what_somebody_else_changed_is_a_conflict(
    session: Session, plan: Plan, head: Actor, lead: Actor, name: str, said: dict[str, str]
) -> None:
    milestone = a_milestone(session, plan)
    by = lead if name == "cancel" else head
    with pytest.raises(Conflict):
        getattr(verbs, f"{name}_milestone")(
            session, milestone, **said, seen_revision=milestone.revision - 1, **_when(by)
        )


# --- record and score ----------------------------------------------------------------------------------------------


def test_every_verb_leaves_one_entry_and_a_score_of_the_day(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    milestone = add(session, plan, head)
    edit(session, milestone, head, title="Said better")
    start(session, milestone, head)
    complete(session, milestone, head)
    reopen(session, milestone, head)
    cancel(session, milestone, lead)
    kinds = [entry["kind"] for entry in session.info["history: to be appended"]]
    assert kinds == [
        "milestone.added",
        "milestone.edited",
        "milestone.started",
        "milestone.completed",
        "milestone.reopened",
        "milestone.cancelled",
    ]
    assert session.scalars(sa.select(Score.on)).all() == [TODAY]
