"""What the pages say about a plan's scores: why they changed, what goes stale, and what does not fit together."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.factories.inspections import PUBLISHED
from tests.factories.milestones import a_milestone
from tests.factories.plans import AT, a_decision, an_answered_plan, into, some_evidence
from tracker.domain.contradictions import Contradiction
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import MilestoneState, PlanStatus, Role
from tracker.models import Assignment, Plan
from tracker.queries import contradictions, plan_work
from tracker.queries.plan_work import PlanWork
from tracker.queries.score_explained import Explained, SoonStale, current_and_before, explanation, stale_by
from tracker.services.scores import rescore

LONG_BEFORE = date(2026, 3, 2)
OPERATOR = Actor(None, "The operator")


def _work(session: Session, plan: Plan, actor: Actor, today: date) -> PlanWork:
    return plan_work.of_plan(session, plan, seen_by=actor, today=today)


def _explained(session: Session, plan: Plan, today: date) -> Explained | None:
    score, before = current_and_before(session, plan.id, today=today)
    assert score is not None
    why = "1 milestone is overdue." if score.status is PlanStatus.AT_RISK else "Nothing is overdue."
    return explanation(score, before, _work(session, plan, OPERATOR, today), why)


def _contradictions(session: Session, plan: Plan, *, today: date, actor: Actor | None = None) -> list[Contradiction]:
    return contradictions.of_plan(plan, _work(session, plan, actor or OPERATOR, today), today=today)


def test_a_score_that_fell_says_which_evidence_went_stale_and_when(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan, ordinal=1), MilestoneState.VERIFIED)
    a_milestone(session, plan, ordinal=2, weight=40)
    audit = some_evidence(session, milestone, ends=date(2025, 10, 31))
    a_decision(session, milestone, of=[audit])
    first, second = date(2026, 4, 30), date(2026, 5, 2)
    rescore(session, plan, today=first)
    assert _explained(session, plan, first) is None
    rescore(session, plan, today=second)
    later = _explained(session, plan, second)
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
    cancelled = into(session, a_milestone(session, plan, ordinal=9), MilestoneState.CANCELLED)
    some_evidence(session, cancelled, ends=date(2026, 1, 31), title="Audit of what was cancelled")
    some_evidence(session, milestone, ends=date(2026, 6, 30), title="Audit of June")
    some_evidence(session, milestone, title="Without a period")
    work = _work(session, plan, OPERATOR, LONG_BEFORE)
    assert stale_by(work, date(2026, 9, 1)) == [SoonStale(soon.evidence_id, "Audit of January", date(2026, 8, 1))]
    assert stale_by(work, date(2026, 7, 31)) == []


def test_a_status_that_changed_is_explained_while_snapshots_of_the_same_go_by(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan, ordinal=4, due_on=date(2026, 5, 1)), MilestoneState.UNDERWAY)
    assert milestone.due_on == date(2026, 5, 1)
    for day in (date(2026, 4, 30), date(2026, 5, 2), date(2026, 5, 3), date(2026, 5, 4)):
        rescore(session, plan, today=day)
    later = _explained(session, plan, date(2026, 5, 4))
    assert later is not None
    assert (later.since, later.was) == (date(2026, 4, 30), PlanStatus.ON_TRACK)
    assert later.became == "milestone 4 became overdue"
    assert later.changes.reported == later.changes.verified == ()


def test_a_plan_says_what_does_not_fit_together(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan), MilestoneState.COMPLETED)
    some_evidence(session, milestone, ends=PUBLISHED - timedelta(days=1), title="Old audit")
    found = _contradictions(session, plan, today=london_date(AT) + timedelta(days=1))
    assert [each.what for each in found] == [
        "Everything is reported done and no evidence has been found sufficient.",
        "All the evidence was added in the last week.",
        "“Old audit” is older than the report, so it cannot show a change since.",
    ]


def test_restricted_evidence_is_not_named_to_who_may_not_know_of_it(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan), MilestoneState.VERIFIED)
    audit = some_evidence(session, milestone, ends=PUBLISHED - timedelta(days=1), title="Sickness in the team")
    audit.evidence.is_restricted = True
    session.flush()
    colleague = Actor(0, "A colleague", (Held(Role.CONTRIBUTOR, unit_id=plan.place.unit_id),))
    words = [each.what for each in _contradictions(session, plan, today=LONG_BEFORE, actor=colleague)]
    assert "“Restricted evidence” is older than the report, so it cannot show a change since." in words
    assert not any("Sickness" in each for each in words)


def test_an_owner_who_has_left_is_named_while_there_is_work_to_do(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = a_milestone(session, plan, ordinal=4)
    left = f"Milestone 4 is owned by {plan.owner.name}, who has left."
    assert [each.what for each in _contradictions(session, plan, today=LONG_BEFORE)] == [left]
    unit_id = plan.recommendation.inspection.unit_id
    session.add(Assignment(person=milestone.owner, role=Role.CONTRIBUTOR, unit_id=unit_id, starts_on=LONG_BEFORE))
    session.flush()
    assert _contradictions(session, plan, today=LONG_BEFORE) == []
