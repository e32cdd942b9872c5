"""A new milestone of a change takes the place of cancelled ones, as the regional lead agrees; their weight counts no
longer, and in one transaction."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.dated import a_recorded_date_change
from tests.factories.inspections import a_plan, a_recommendation
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.plans import into
from tests.services.test_plan_changes import AT, TODAY, add, agree, head_of, kept_anew, lead_of, of, plan, start, submit
from tests.support.scores import current_of
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.score_gap import scope_removed
from tracker.domain.vocabulary import DateChangeState, MilestoneState
from tracker.models import Event, MilestoneReplacement, Plan
from tracker.queries import milestones, plan_changes, replacements
from tracker.queries.agreement import agreed_last
from tracker.services.event_kinds import EventKind
from tracker.services.milestones import cancel_milestone
from tracker.services.plan_changes import take_out
from tracker.services.record import record

__all__ = ["plan"]


def cancel(session: Session, plan: Plan, title: str) -> int:
    one, lead = of(session, plan, title), lead_of(session, plan)
    revision = one.revision
    cancel_milestone(session, one, reason="The police do it.", seen_revision=revision, by=lead, at=AT, today=TODAY)
    kept_anew(session, plan)
    return one.id


def weights(session: Session, plan: Plan) -> tuple[int, int]:
    """What counts in the plan's score, and what was removed of it, in hundredths of a point."""
    score = current_of(session, plan.id, TODAY)
    assert score is not None
    return score.parts["weight"], scope_removed(score)


def test_the_weight_of_what_was_cancelled_stays_until_another_takes_its_place(session: Session, plan: Plan) -> None:
    gone = cancel(session, plan, "Brief staff")
    assert weights(session, plan) == (120, 5_000)
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id, weight=30, replaces=[gone])
    assert weights(session, plan) == (120, 5_000)
    submit(session, change)
    agree(session, change)
    assert weights(session, plan) == (90, 0)
    assert replacements.of_plan(session, plan.id) == {gone: of(session, plan, "Train new staff").id}


def test_an_ask_for_another_date_lapses_with_the_milestone_that_goes(session: Session, plan: Plan) -> None:
    briefing = of(session, plan, "Brief staff")
    waiting = a_recorded_date_change(session, briefing, plan.owner_id)
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id, replaces=[briefing.id])
    submit(session, change)
    agree(session, change)
    assert (waiting.state, waiting.note) == (DateChangeState.WITHDRAWN, "Lapsed when the milestone was cancelled.")


def test_what_is_open_still_is_cancelled_with_the_change_and_says_why(session: Session, plan: Plan) -> None:
    briefing = of(session, plan, "Brief staff")
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id, title="Brief staff", replaces=[briefing.id])
    found = plan_changes.compared(session, plan, milestones.of_plan(session, plan), change.draft)
    assert found.goes == ("Brief staff",)
    assert [(one.field, one.proposed) for one in found.milestones[0].fields][-1] == ("takes_place_of", "Brief staff")
    submit(session, change)
    assert briefing.state is MilestoneState.PLANNED
    agree(session, change)
    session.refresh(briefing)
    assert (briefing.state, briefing.cancel_reason) == (MilestoneState.CANCELLED, "Two more teams joined.")
    told = sa.select(Event.kind, Event.note).where(Event.subject == "milestone", Event.subject_id == briefing.id)
    assert ("milestone.replaced", "Two more teams joined.") in session.execute(told).all()
    kept = {one["title"]: one["takes_place_of"] for one in agreed_last(session, plan).content["milestones"]}
    assert kept == {"Audit cases": [], "Brief staff": ["Brief staff"]}


def test_what_was_reported_done_meanwhile_is_not_replaced(session: Session, plan: Plan) -> None:
    briefing = of(session, plan, "Brief staff")
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id, replaces=[briefing.id])
    submit(session, change)
    record(
        session, EventKind.MILESTONE_COMPLETED, into(session, briefing, MilestoneState.COMPLETED), by=OPERATOR, at=AT
    )
    kept_anew(session, plan)
    with pytest.raises(InvalidMove, match="‘Brief staff’ is reported done"):
        agree(session, change)
    session.rollback()
    assert replacements.of_plan(session, plan.id) == {}


def test_a_place_is_taken_once(session: Session, plan: Plan) -> None:
    gone = cancel(session, plan, "Brief staff")
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id, replaces=[gone])
    with pytest.raises(RuleBroken, match="not replaced by another") as broken:
        add(session, change, owner_id=plan.owner_id, title="Train others", replaces=[gone])
    assert broken.value.field == "replaces"
    add(session, change, 1, owner_id=plan.owner_id, replaces=[gone], weight=25)  # the same one may say so again
    submit(session, change)
    agree(session, change)
    again = start(session, plan)
    with pytest.raises(RuleBroken, match="not replaced by another"):
        add(session, again, owner_id=plan.owner_id, title="Train others", replaces=[gone])


def test_only_milestones_of_the_plan_that_are_not_done_are_replaced(session: Session, plan: Plan) -> None:
    other = a_milestone(session, a_plan(session, a_recommendation(session, plan.recommendation.inspection), plan.owner))
    session.info.pop("history: changed and not yet recorded", None)
    audit = into(session, of(session, plan, "Audit cases"), MilestoneState.COMPLETED)
    record(session, EventKind.MILESTONE_COMPLETED, audit, by=OPERATOR, at=AT)
    change = start(session, plan)
    for key in (other.id, audit.id, 999):
        with pytest.raises(RuleBroken, match="Select milestones that are open"):
            add(session, change, owner_id=plan.owner_id, replaces=[key])


def test_a_new_milestone_that_is_taken_out_takes_no_place(session: Session, plan: Plan) -> None:
    gone = cancel(session, plan, "Brief staff")
    change = start(session, plan)
    add(session, change, owner_id=plan.owner_id, replaces=[gone])
    assert change.draft.replaces(1) == [gone]
    take_out(session, change, 1, seen_revision=change.revision, by=head_of(plan), at=AT)
    assert change.draft.is_empty
    assert change.draft.replaced == {}


def test_the_one_that_took_a_place_may_be_replaced_in_its_turn(session: Session, plan: Plan) -> None:
    first = cancel(session, plan, "Brief staff")
    for title in ("Train new staff", "Train them again"):
        change = start(session, plan)
        replaced = [first] if title == "Train new staff" else [of(session, plan, "Train new staff").id]
        add(session, change, owner_id=plan.owner_id, title=title, replaces=replaced)
        submit(session, change)
        agree(session, change)
    assert weights(session, plan) == (80, 0)


@pytest.mark.parametrize("what", ["itself", "an earlier one", "one of another plan", "twice"])
def test_the_database_keeps_places_without_rings_within_one_plan(session: Session, plan: Plan, what: str) -> None:
    old, new = of(session, plan, "Audit cases"), of(session, plan, "Brief staff")
    elsewhere = a_plan(session, a_recommendation(session, plan.recommendation.inspection), plan.owner)
    other = a_milestone(session, elsewhere)
    pairs = {
        "itself": [(old.id, old.id)],
        "an earlier one": [(new.id, old.id)],
        "one of another plan": [(old.id, other.id)],
        "twice": [(old.id, new.id), (old.id, new.id)],
    }
    rows = [MilestoneReplacement(plan_id=plan.id, milestone_id=one, replacement_id=by) for one, by in pairs[what]]
    session.add_all(rows)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
