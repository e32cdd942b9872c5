"""What the pages say about a plan's scores: why they changed, what goes stale, and what does not fit together."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.factories.inspections import PUBLISHED
from tests.factories.milestones import a_milestone
from tests.factories.plans import AT, a_decision, an_answered_plan, into, some_evidence
from tracker.domain.london import london_date
from tracker.domain.vocabulary import MilestoneState, Role
from tracker.models import Assignment
from tracker.queries import contradictions
from tracker.queries.score_explained import explanation, stale_at
from tracker.services.scores import rescore

LONG_BEFORE = date(2026, 3, 2)


def test_a_score_that_fell_says_which_evidence_went_stale_and_when(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan, ordinal=1), MilestoneState.VERIFIED)
    a_milestone(session, plan, ordinal=2, weight=40)
    audit = some_evidence(session, milestone, ends=date(2025, 10, 31))
    a_decision(session, milestone, of=[audit])
    first = rescore(session, plan, today=date(2026, 4, 30))
    assert explanation(session, first) is None
    later = explanation(session, rescore(session, plan, today=date(2026, 5, 2)))
    assert later is not None
    assert later.since == date(2026, 4, 30)
    assert [change.in_words() for change in later.changes.verified] == [
        f"−10: evidence {audit.evidence_id} went stale on 1 May"
    ]
    assert later.changes.reported == ()


def test_what_will_be_stale_when_inspectors_come_is_said_before(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = a_milestone(session, plan)
    soon = some_evidence(session, milestone, ends=date(2026, 1, 31), title="Audit of January")
    some_evidence(session, milestone, ends=date(2026, 6, 30), title="Audit of June")
    some_evidence(session, milestone, title="Without a period")
    assert stale_at(session, plan.id, on=date(2026, 9, 1)) == [(soon.evidence_id, "Audit of January", date(2026, 8, 1))]


def test_a_plan_says_what_does_not_fit_together(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan), MilestoneState.COMPLETED)
    some_evidence(session, milestone, ends=PUBLISHED - timedelta(days=1), title="Old audit")
    found = contradictions.of_plan(session, plan, today=london_date(AT) + timedelta(days=1))
    assert [each.what for each in found] == [
        "Everything is reported done and no evidence has been found sufficient.",
        "All the evidence was added in the last week.",
        "“Old audit” is older than the report, so it cannot show a change since.",
    ]


def test_an_owner_who_has_left_is_named_while_there_is_work_to_do(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = a_milestone(session, plan, ordinal=4)
    left = f"Milestone 4 is owned by {plan.owner.name}, who has left."
    assert [each.what for each in contradictions.of_plan(session, plan, today=LONG_BEFORE)] == [left]
    unit_id = plan.recommendation.inspection.unit_id
    session.add(Assignment(person=milestone.owner, role=Role.CONTRIBUTOR, unit_id=unit_id, starts_on=LONG_BEFORE))
    session.flush()
    assert contradictions.of_plan(session, plan, today=LONG_BEFORE) == []
