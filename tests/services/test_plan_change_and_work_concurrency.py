"""A change of an agreed plan, and at that instant a date that is approved or work that is reported done (P16)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.dated import LATER, a_recorded_date_change
from tests.services.test_agreement_concurrency import revision_of, submitted
from tests.services.test_plan_change_concurrency import Act, agree, agreed, as_shown, seen_of, told, waiting, written
from tests.services.test_plan_concurrency import SERVICE, both, engine, loaded, stored, story
from tests.services.test_standing import Story, when
from tracker.domain.errors import Conflict
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Event, Milestone, PlanVersion
from tracker.queries import date_changes
from tracker.services.date_changes import approve_date_change
from tracker.services.milestones import complete_milestone
from tracker.services.plan_change_decisions import agree_change

__all__ = ["agreed", "engine", "story", "submitted", "waiting", "written"]


def approve(story: Story, change_id: int) -> Act:
    def act(session: Session) -> None:
        asked = date_changes.get(session, change_id, seen_by=SERVICE)
        approve_date_change(session, asked, note="", seen_revision=1, **when(story.lead))

    return act


def complete(story: Story, seen: int) -> Act:
    def act(session: Session) -> None:
        mine = loaded(session, story.milestones[1])
        complete_milestone(session, mine, note="Done.", seen_revision=seen, **when(story.head))

    return act


def last_frozen(engine: Engine, milestone: Milestone) -> dict[str, Any]:
    """The milestone as the last version has it."""
    with sessionmaker(engine)() as session:
        content = session.scalars(sa.select(PlanVersion.content).order_by(PlanVersion.number.desc()).limit(1)).one()
    [frozen] = [each for each in content["milestones"] if each["id"] == milestone.id]
    return dict(frozen)


def kinds_in_order(engine: Engine) -> list[str]:
    with sessionmaker(engine)() as session:
        return list(session.scalars(sa.select(Event.kind).order_by(Event.sequence)))


@pytest.mark.parametrize("number", [0, 1])
def test_a_version_has_the_due_date_that_its_agreer_read_whatever_is_approved_at_that_instant(
    engine: Engine, waiting: Story, number: int
) -> None:
    """Where the approval comes first, whoever agrees is told to read again; either way the date is moved."""
    milestone, seen = waiting.milestones[number], seen_of(engine)
    with sessionmaker(engine)() as session:
        change_id = a_recorded_date_change(session, loaded(session, milestone), waiting.plan.owner_id).id
        session.commit()
    results = both(engine, agree(waiting, waiting.lead, seen), approve(waiting, change_id))
    order, after = kinds_in_order(engine), stored(engine, milestone)
    assert after.due_on == LATER
    if "plan_change.agreed" in order:
        assert told(results) == ["done", "done"]
        assert order.index("plan_change.agreed") < order.index("milestone.date_change_approved")
        assert last_frozen(engine, milestone)["due_on"] == milestone.due_on.isoformat()
        assert after.title == ("Check 40 cases" if number else milestone.title)
    else:
        assert told(results) == ["Conflict", "done"]
        assert last_frozen(engine, milestone)["title"] == milestone.title


def test_work_that_is_reported_done_while_a_change_is_agreed_is_kept_or_its_reporter_is_shown_the_change(
    engine: Engine, waiting: Story
) -> None:
    milestone = waiting.milestones[1]
    seen, seen_milestone = seen_of(engine), revision_of(engine, Milestone, milestone.id)
    results = both(engine, agree(waiting, waiting.lead, seen), complete(waiting, seen_milestone))
    after = stored(engine, milestone)
    assert results.count(True) == (2 if after.state is MilestoneState.COMPLETED else 1)
    assert set(results) <= {True, Conflict}
    assert (after.title, last_frozen(engine, milestone)["title"]) == ("Check 40 cases", "Check 40 cases")


def test_what_was_read_before_the_lock_is_read_anew_under_it(engine: Engine, waiting: Story) -> None:
    """The page has loaded the milestones and a date moves: whoever agrees is told, and nothing old is frozen."""
    milestone, seen = waiting.milestones[0], seen_of(engine)
    with sessionmaker(engine)() as session:
        change_id = a_recorded_date_change(session, loaded(session, milestone), waiting.plan.owner_id).id
        session.commit()
    with sessionmaker(engine, expire_on_commit=False)() as session:
        change, shown = as_shown(session, waiting)
        session.commit()  # SQLite lets nobody write meanwhile; what was loaded stays loaded
        with sessionmaker(engine)() as other:
            approve(waiting, change_id)(other)
            other.commit()
        assert [one.due_on for one in shown if one.id == milestone.id] == [milestone.due_on]
        with pytest.raises(Conflict):
            agree_change(session, change, seen_revision=seen, **when(waiting.lead))
        agree_change(session, change, seen_revision=change.revision, **when(waiting.lead))
        session.commit()
    assert last_frozen(engine, milestone)["due_on"] == LATER.isoformat()
