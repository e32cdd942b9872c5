"""Nobody agrees something other than what they read: what is changed while it waits is to be read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person
from tests.factories.organisations import OPERATOR
from tests.services.test_plan_changes import AT, head_of, kept_anew, lead_of, of, plan, propose, start, submit, when
from tests.support.milestone_verbs import a_colleague, promise_of
from tracker.domain.errors import Conflict
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import PlanState, Role
from tracker.models import Assignment, Person, Plan, PlanVersion
from tracker.services.agreement import agree_plan, return_plan
from tracker.services.date_changes import approve_date_change, ask_date_change
from tracker.services.dependencies import wait_for
from tracker.services.event_kinds import EventKind
from tracker.services.handovers import Key, hand_over
from tracker.services.measures import Figures, add_measure
from tracker.services.milestones import cancel_milestone, edit_milestone, start_milestone
from tracker.services.milestones_together import reassign
from tracker.services.plan_change_decisions import agree_change
from tracker.services.record import record

__all__ = ["plan"]
BRIEF = "Brief staff"
Act = Callable[[Session, Plan], object]


def _colleague(session: Session, plan: Plan) -> int:
    return _known(session, a_colleague(session, plan).person_id or 0)


def _nation(session: Session) -> Actor:
    return Actor(_known(session, a_person(session, "Pat Nation").id), "Pat Nation", (Held(Role.NATIONAL_LEAD),))


def _known(session: Session, person_id: int) -> int:
    posts = session.scalars(sa.select(Assignment).where(Assignment.person_id == person_id)).all()
    person = session.get_one(Person, person_id)
    record(session, EventKind.PERSON_ADDED, person, by=OPERATOR, at=AT, covers=posts)
    return person_id


def _hands_over(session: Session, plan: Plan) -> None:
    holder = session.get_one(Person, plan.owner_id)
    wanted: dict[Key, int] = {(plan.id, of(session, plan, BRIEF).id): _colleague(session, plan)}
    hand_over(session, holder, wanted, reason="Another post.", **when(head_of(plan)))


def _hands_the_plan_over(session: Session, plan: Plan) -> None:
    holder, colleague = session.get_one(Person, plan.owner_id), _colleague(session, plan)
    hand_over(session, holder, {(plan.id, None): colleague}, reason="Leave.", **when(head_of(plan)))


def _cancels(session: Session, plan: Plan) -> None:
    brief = of(session, plan, BRIEF)
    cancel_milestone(session, brief, reason="No.", seen_revision=brief.revision, **when(_nation(session)))


def _reassigns(session: Session, plan: Plan) -> None:
    brief, colleague = of(session, plan, BRIEF), _colleague(session, plan)
    reassign(session, [(brief, brief.revision)], owner_id=colleague, why="Leave.", **when(head_of(plan)))


def _edits(session: Session, plan: Plan) -> None:
    brief = of(session, plan, BRIEF)
    promise = promise_of(brief, on_behalf_of="The police")
    edit_milestone(session, brief, promise=promise, seen_revision=brief.revision, **when(head_of(plan)))


def _says_what_waits(session: Session, plan: Plan) -> None:
    audit, brief = of(session, plan, "Audit cases"), of(session, plan, BRIEF)
    wait_for(session, audit, [brief.id], seen_revision=audit.revision, by=head_of(plan), at=AT)


def _measures(session: Session, plan: Plan) -> None:
    figures = Figures("Sound plans", 28, "28 per cent.", 65, "page 9")
    add_measure(session, plan, figures=figures, by=head_of(plan), at=AT)


def _moves_a_date(session: Session, plan: Plan) -> None:
    brief = of(session, plan, BRIEF)
    asked = ask_date_change(
        session, brief, to_on=date(2026, 8, 3), reason="Late.", seen_revision=brief.revision, **when(head_of(plan))
    )
    session.flush()
    approve_date_change(session, asked, note="Yes.", seen_revision=asked.revision, **when(_nation(session)))


@pytest.mark.parametrize("change", [_hands_over, _hands_the_plan_over, _cancels, _moves_a_date])
def test_a_submitted_plan_that_was_changed_after_it_was_read_is_neither_agreed_nor_returned(
    session: Session, plan: Plan, change: Act
) -> None:
    plan.state = PlanState.SUBMITTED
    record(session, EventKind.PLAN_SUBMITTED, plan, by=head_of(plan), at=AT)
    lead, read = lead_of(session, plan), kept_anew(session, plan).revision
    change(session, plan)
    kept_anew(session, plan)
    with pytest.raises(Conflict):
        agree_plan(session, plan, seen_revision=read, **when(lead))
    with pytest.raises(Conflict):
        return_plan(session, plan, what_to_change="Say who.", seen_revision=read, **when(lead))
    assert session.scalars(sa.select(PlanVersion.number)).all() == [1]
    assert agree_plan(session, plan, seen_revision=plan.revision, **when(lead)).number == 2


@pytest.mark.parametrize(
    "change",
    [
        _hands_over,
        _hands_the_plan_over,
        _cancels,
        _reassigns,
        _edits,
        _says_what_waits,
        _measures,
        _moves_a_date,
    ],
)
def test_nor_is_a_change_of_an_agreed_plan(session: Session, plan: Plan, change: Act) -> None:
    proposed = start(session, plan)
    propose(session, proposed, "Audit cases", weight=70)
    submit(session, proposed)
    lead, read = lead_of(session, plan), proposed.revision
    change(session, plan)
    kept_anew(session, plan)
    with pytest.raises(Conflict):
        agree_change(session, proposed, seen_revision=read, **when(lead))
    assert session.scalars(sa.select(PlanVersion.number)).all() == [1]
    assert agree_change(session, proposed, seen_revision=proposed.revision, **when(lead)).number == 2


def test_work_on_what_was_promised_changes_nothing_that_is_agreed(session: Session, plan: Plan) -> None:
    plan.state = PlanState.SUBMITTED
    record(session, EventKind.PLAN_SUBMITTED, plan, by=head_of(plan), at=AT)
    lead, read, brief = lead_of(session, plan), kept_anew(session, plan).revision, of(session, plan, BRIEF)
    start_milestone(session, brief, seen_revision=brief.revision, **when(head_of(plan)))
    kept_anew(session, plan)
    assert agree_plan(session, plan, seen_revision=read, **when(lead)).number == 2
