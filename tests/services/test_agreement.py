"""A plan is submitted when nothing is missing, and agreed or returned by somebody who had no hand in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.measured import a_measure
from tests.factories.milestones import DUE, a_milestone
from tests.factories.organisations import OPERATOR
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import PLAN
from tracker.domain.permissions import Actor, Held
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import MilestoneState, PlanState, Response, Role
from tracker.models import Assignment, Event, Handover, HandoverItem, Milestone, Plan, PlanVersion, Score
from tracker.queries import plans
from tracker.queries.agreement import to_agree
from tracker.services.agreement import agree_plan, return_plan, submit_plan
from tracker.services.dependencies import wait_for
from tracker.services.event_kinds import EventKind
from tracker.services.measures import Figures, add_measure, edit_measure, remove_measure
from tracker.services.milestones import add_milestone, remove_milestone
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)


def _when(by: Actor) -> dict[str, Any]:
    return {"by": by, "at": AT, "today": TODAY}


@pytest.fixture
def plan(session: Session) -> Plan:
    """Agreed as a response, with an embed milestone of 40 and another of 60."""
    unit = a_unit(session)
    head = a_person(session, "Sam Head")
    assignment = Assignment(person=head, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1))
    session.add(assignment)
    inspection = an_inspection(session, unit=unit)
    made = a_plan(session, a_recommendation(session, inspection), head)
    made.response, made.responded_at, made.responded_by_id = Response.AGREED, AT, head.id
    milestones = [
        a_milestone(session, made, weight=40, is_embed=True, title="Audit cases"),
        a_milestone(session, made, weight=60, starts_on=date(2026, 3, 1)),
    ]
    kept: list[Any] = [unit, unit.region, head, assignment, made, made.recommendation, made.deadline, *milestones]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT, covers=kept)
    return made


@pytest.fixture
def head(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id),))


@pytest.fixture
def lead(session: Session, plan: Plan) -> Actor:
    return a_lead(session, plan)


def a_lead(session: Session, plan: Plan) -> Actor:
    person = a_person(session, "Jo Lead")
    record(session, EventKind.PERSON_ADDED, person, by=OPERATOR, at=AT)
    return Actor(person.id, "Jo Lead", (Held(Role.REGIONAL_LEAD, region_id=plan.place.region_id),))


def keep(session: Session, plan: Plan) -> None:
    """Commits, which writes the history, and loads the plan with its place anew."""
    session.commit()
    plans.get(session, plan.id, seen_by=OPERATOR)


def submit(session: Session, plan: Plan, by: Actor) -> None:
    session.flush()
    submit_plan(session, plan, seen_revision=plan.revision, **_when(by))
    session.flush()


def agree(session: Session, plan: Plan, by: Actor) -> PlanVersion:
    session.flush()
    version = agree_plan(session, plan, seen_revision=plan.revision, **_when(by))
    session.flush()
    return version


def give_back(session: Session, plan: Plan, by: Actor, what: str = "Name the police officer.") -> None:
    session.flush()
    return_plan(session, plan, what_to_change=what, seen_revision=plan.revision, **_when(by))
    session.flush()


def test_a_plan_goes_from_draft_over_a_return_to_agreed(session: Session, plan: Plan, head: Actor, lead: Actor) -> None:
    submit(session, plan, head)
    give_back(session, plan, lead)
    keep(session, plan)
    newest = sa.select(Event.kind, Event.actor, Event.note).order_by(Event.sequence.desc()).limit(1)
    assert tuple(session.execute(newest).one()) == ("plan.returned", "Jo Lead", "Name the police officer.")
    submit(session, plan, head)
    version = agree(session, plan, lead)
    keep(session, plan)
    assert (plan.state, version.number, version.agreed_by_id) == (PlanState.AGREED, 1, lead.person_id)
    assert session.scalars(sa.select(Score.plan_id)).all() == [plan.id]


def test_what_is_agreed_is_frozen_word_for_word(session: Session, plan: Plan, head: Actor, lead: Actor) -> None:
    cancelled: dict[str, Any] = {
        "state": MilestoneState.CANCELLED,
        "cancelled_at": AT,
        "cancelled_by_id": lead.person_id,
    }
    a_milestone(session, plan, title="Not any more", cancel_reason="The police do it.", **cancelled)
    submit(session, plan, head)
    content = agree(session, plan, lead).content
    assert (content["response"], content["owner"]) == ("agreed", "Sam Head")
    kept = [(each["title"], each["weight"], each["due_on"], each["owner"]) for each in content["milestones"]]
    assert kept[0] == ("Audit cases", 40, DUE.isoformat(), "Sam Head")
    assert [each["starts_on"] for each in content["milestones"]] == [None, "2026-03-01"]


def test_a_plan_with_gaps_is_not_submitted_and_they_are_named(session: Session, plan: Plan, head: Actor) -> None:
    a_milestone(session, plan, weight=100, evidence_expected="", title="Brief staff")
    with pytest.raises(RuleBroken, match="at least 40% of the weight: it has 40 of 200; Say what evidence") as broken:
        submit(session, plan, head)
    assert broken.value.field == ""


def test_a_plan_that_lost_its_embed_milestone_is_not_agreed(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    submit(session, plan, head)
    for milestone in session.scalars(sa.select(Milestone)):
        milestone.is_embed = False
    with pytest.raises(RuleBroken, match="embed milestone"):
        agree(session, plan, lead)


MOVES: dict[str, Any] = {"submit": submit, "agree": agree, "return": give_back}


@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_state_is_as_the_table_says(
    session: Session, plan: Plan, head: Actor, lead: Actor, move: str
) -> None:
    by = head if move == "submit" else lead
    for plan.state in PlanState:
        state = plan.state
        if (state, move) in PLAN.moves:
            MOVES[move](session, plan, by)
            assert plan.state is PLAN.moves[state, move]
        else:
            with pytest.raises(InvalidMove):
                MOVES[move](session, plan, by)
            assert plan.state is state


def test_a_return_says_what_to_change(session: Session, plan: Plan, head: Actor, lead: Actor) -> None:
    submit(session, plan, head)
    with pytest.raises(RuleBroken) as broken:
        give_back(session, plan, lead, what="")
    assert broken.value.field == "what_to_change"


def test_only_those_above_who_own_nothing_of_it_decide(session: Session, plan: Plan, head: Actor) -> None:
    plan.state = PlanState.SUBMITTED
    strangers = [Held(Role.CONTRIBUTOR, unit_id=plan.place.unit_id), Held(Role.ASSURANCE_REVIEWER)]
    strangers += [Held(Role.ADMINISTRATOR), Held(Role.REGIONAL_LEAD, region_id=999)]
    owning = Actor(plan.owner_id, "Sam Head", (Held(Role.REGIONAL_LEAD, region_id=plan.place.region_id),))
    for by in (head, owning, *(Actor(999, "Somebody", (held,)) for held in strangers)):
        for decide in (agree, give_back):
            with pytest.raises(NotPermitted):
                decide(session, plan, by)


def test_who_owns_a_milestone_of_it_does_not_agree_it(session: Session, plan: Plan, lead: Actor) -> None:
    plan.state = PlanState.SUBMITTED
    a_milestone(session, plan, owner_id=lead.person_id)
    for decide in (agree, give_back):
        with pytest.raises(NotPermitted, match="Somebody else must"):
            decide(session, plan, lead)
    assert to_agree(session, lead, limit=9) == ([], 0)


def test_who_handed_a_part_of_it_over_to_another_does_not_agree_it(session: Session, plan: Plan, lead: Actor) -> None:
    plan.state = PlanState.SUBMITTED
    given = Handover(
        from_id=lead.person_id,
        to_id=plan.owner_id,
        reason="Another post.",
        asked_at=AT,
        items=[HandoverItem(plan_id=plan.id)],
    )
    session.add(given)
    record(session, EventKind.PLAN_EDITED, plan, by=OPERATOR, at=AT, covers=[given, *given.items])
    with pytest.raises(NotPermitted):
        agree_plan(session, plan, seen_revision=plan.revision, **_when(lead))


def test_who_wrote_a_part_of_it_does_not_agree_it(session: Session, plan: Plan, lead: Actor) -> None:
    also_head = Actor(lead.person_id, lead.name, (*lead.held, Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id)))
    promise = Promise("Brief staff", plan.owner_id, DUE, 1, evidence_expected="A list.")
    add_milestone(session, plan, promise=promise, **_when(also_head))
    keep(session, plan)
    plan.state = PlanState.SUBMITTED
    for decide in (agree, give_back):
        with pytest.raises(NotPermitted, match="Somebody else must"):
            decide(session, plan, lead)
    assert to_agree(session, lead, limit=9) == ([], 0)


def _measures(session: Session, plan: Plan, by: Actor) -> None:
    add_measure(session, plan, figures=Figures("Sound plans", 28, "28 per cent.", 65, "page 9"), by=by, at=AT)


def _edits_a_measure(session: Session, plan: Plan, by: Actor) -> None:
    figures, measure = Figures("Sound plans", 28, "28 per cent.", 70, "page 9"), a_measure(session, plan)
    edit_measure(session, measure, figures=figures, seen_revision=measure.revision, by=by, at=AT)


def _removes_a_measure(session: Session, plan: Plan, by: Actor) -> None:
    measure = a_measure(session, plan)
    remove_measure(session, measure, seen_revision=measure.revision, by=by, at=AT)


def _says_what_waits(session: Session, plan: Plan, by: Actor) -> None:
    first, second = session.scalars(sa.select(Milestone).order_by(Milestone.id))
    wait_for(session, second, [first.id], seen_revision=second.revision, by=by, at=AT)


def _removes_a_milestone(session: Session, plan: Plan, by: Actor) -> None:
    milestone = a_milestone(session, plan)
    remove_milestone(session, milestone, seen_revision=milestone.revision, **_when(by))


@pytest.mark.parametrize(
    "write", [_measures, _edits_a_measure, _removes_a_measure, _says_what_waits, _removes_a_milestone]
)
def test_measures_dependencies_and_what_was_taken_out_are_a_hand_in_the_plan_too(
    session: Session, plan: Plan, lead: Actor, write: Callable[[Session, Plan, Actor], None]
) -> None:
    keep(session, plan)
    also_head = Actor(lead.person_id, lead.name, (*lead.held, Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id)))
    write(session, plan, also_head)
    keep(session, plan)
    plan.state = PlanState.SUBMITTED
    with pytest.raises(NotPermitted, match="Somebody else must"):
        agree(session, plan, lead)
    assert to_agree(session, lead, limit=9) == ([], 0)


def test_who_wrote_a_milestone_of_another_plan_may_agree_this_one(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    """What somebody wrote elsewhere is no hand in this: asked uncorrelated, it was in every plan."""
    also_head = Actor(lead.person_id, lead.name, (*lead.held, Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id)))
    elsewhere = a_plan(session, a_recommendation(session, plan.recommendation.inspection), plan.owner)
    session.flush()
    session.info.clear()  # what the factories put straight into tables counts as recorded
    promise = Promise("Brief staff", plan.owner_id, DUE, 1, evidence_expected="A list.")
    add_milestone(session, elsewhere, promise=promise, **_when(also_head))
    submit(session, plan, head)
    keep(session, plan)
    assert [waiting.plan_id for waiting in to_agree(session, lead, limit=9)[0]] == [plan.id]
    agree(session, plan, lead)
    assert plan.state is PlanState.AGREED


def test_who_submitted_it_does_not_agree_it_in_another_role(session: Session, plan: Plan, head: Actor) -> None:
    submit(session, plan, head)
    keep(session, plan)
    other = a_person(session, "New Head")
    plan.owner = other
    for milestone in session.scalars(sa.select(Milestone)):
        milestone.owner_id = other.id
    session.flush()
    now_lead = Actor(head.person_id, head.name, (Held(Role.REGIONAL_LEAD, region_id=plan.place.region_id),))
    with pytest.raises(NotPermitted, match="Somebody else must"):
        agree(session, plan, now_lead)


def test_a_decision_on_what_has_changed_since_is_a_conflict(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    seen = plan.revision
    submit(session, plan, head)
    with pytest.raises(Conflict):
        agree_plan(session, plan, seen_revision=seen, **_when(lead))
    assert plan.state is PlanState.SUBMITTED


def test_a_lead_sees_the_plans_that_wait_for_them_and_no_others(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    assert to_agree(session, lead, limit=9) == ([], 0)
    submit(session, plan, head)
    rows, total = to_agree(session, lead, limit=9)
    assert ([row.plan_id for row in rows], total) == ([plan.id], 1)
    national = Actor(a_person(session).id, "Pat", (Held(Role.NATIONAL_LEAD),))
    elsewhere = Actor(a_person(session).id, "Al", (Held(Role.REGIONAL_LEAD, region_id=999),))
    reviewer = Actor(a_person(session).id, "Noor", (Held(Role.ASSURANCE_REVIEWER),))
    assert [to_agree(session, by, limit=9)[1] for by in (national, elsewhere, reviewer, head)] == [1, 0, 0, 0]
