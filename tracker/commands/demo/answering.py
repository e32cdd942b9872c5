"""How the tables of answers.py are told: owners are named, recommendations answered and linked, windows set."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from tracker.commands.demo import answers
from tracker.commands.demo.answers import Answer, Links, NamedOwner, PlanChange, Window
from tracker.commands.demo.days import at, working_days, working_months_ago
from tracker.commands.demo.known import Known, Steps, step
from tracker.commands.demo.people import ADMINISTRATOR
from tracker.commands.demo.reports import Report
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.models import Plan
from tracker.queries import inspections, plans, recommendations
from tracker.services.plan_opening import name_owner
from tracker.services.plans import edit_plan, respond
from tracker.services.recommendations import link
from tracker.services.windows import set_window


def answering(known: Known, published: dict[Report, date]) -> Steps:
    for named in answers.NAMED_OWNERS:
        yield at(working_days(published[named.report], named.after), 11), step(known, partial(_name_owner, named))
    for answer in answers.ANSWERS:
        yield at(working_days(published[answer.report], answer.after), 14), step(known, partial(_answer, answer))
    for links in answers.LINKS:
        yield at(working_days(published[answers.LINKED], answers.LINKED_AFTER), 16), step(known, partial(_link, links))
    for change in answers.CHANGES:
        ago, after = change.months_ago, change.after
        day = working_days(published[change.report], after) if ago is None else working_months_ago(known.today, ago)
        yield at(day, 15), step(known, partial(_change, change))
    for window in answers.WINDOWS:
        yield at(working_days(known.today, -window.ago), 12), step(known, partial(_set_window, window))


def _name_owner(named: NamedOwner, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, ADMINISTRATOR, instant)
    which = known.recommendation_id(session, named.report, named.place)
    recommendation = recommendations.get(session, which, seen_by=by)
    name_owner(
        session,
        recommendation,
        owner_id=known.people[named.owner],
        seen_revision=recommendation.revision,
        by=by,
        at=instant,
        today=london_date(instant),
    )


def _answer(answer: Answer, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, answer.by, instant)
    plan = _plan(known, session, answer.report, answer.place, by)
    respond(
        session,
        plan,
        response=answer.response,
        agreed_part=answer.agreed_part,
        reason=answer.reason,
        text=answer.text,
        seen_revision=plan.revision,
        by=by,
        at=instant,
    )


def _change(change: PlanChange, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, change.by, instant)
    plan = _plan(known, session, change.report, change.place, by)
    edit_plan(
        session,
        plan,
        owner_id=known.people[change.owner],
        success_measure=change.measure or plan.success_measure,
        seen_revision=plan.revision,
        by=by,
        at=instant,
        today=london_date(instant),
    )


def _link(links: Links, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, answers.LINKED_BY, instant)
    inspection = inspections.get_whole(session, known.inspections[answers.LINKED], seen_by=by)
    which = known.recommendation_id(session, answers.LINKED, links.place)
    recommendation = recommendations.get_with_links(session, which, seen_by=by)
    standards = [one for one in inspection.standards if one.code in links.standards]
    link(
        session,
        recommendation,
        standards=[one.id for one in standards],
        key_questions=[one.key_questions[2].id for one in standards] if links.questions else [],
        findings=[one.id for one in inspection.findings if one.text.startswith(links.findings)],
        seen_revision=recommendation.revision,
        by=by,
        at=instant,
    )


def _set_window(window: Window, known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, ADMINISTRATOR, instant)
    inspection = inspections.get(session, known.inspections[window.report], seen_by=by)
    set_window(
        session,
        inspection,
        earliest=known.today + timedelta(weeks=window.earliest),
        latest=None if window.latest is None else known.today + timedelta(weeks=window.latest),
        seen_revision=inspection.revision,
        by=by,
        at=instant,
        today=london_date(instant),
    )


def _plan(known: Known, session: Session, report: Report, place: int, seen_by: Actor) -> Plan:
    which = known.recommendation_id(session, report, place)
    plan = plans.of_recommendation(session, which, seen_by=seen_by)
    assert plan is not None
    return plan
