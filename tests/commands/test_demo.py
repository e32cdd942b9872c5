"""The sample data: what it holds, that it is made as people would have made it, and when it is refused."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from tests.commands.conftest import TODAY
from tests.commands.running import run_demo
from tests.conftest import settings_for
from tracker.app import create_app
from tracker.commands.demo import SIGN_INS
from tracker.commands.demo.contents.harrowmere import HARROWMERE
from tracker.commands.demo.people import CALLUM_REID, FERN_OAKLEY, GWEN_PARFITT, PASSWORD, PEOPLE
from tracker.commands.demo.reports import Report
from tracker.domain.deadlines import is_overdue
from tracker.domain.password_rules import check_password
from tracker.domain.vocabulary import ImportState, RecommendationState, Response, Role, SubjectKind
from tracker.models import (
    Assignment,
    Deadline,
    Event,
    Identity,
    Inspection,
    Person,
    Plan,
    Recommendation,
    Region,
    ReportImport,
    Unit,
)
from tracker.queries.history import verify as first_fault
from tracker.queries.sessions import holds_on
from tracker.services.passwords import verify


def count(session: Session, table: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_two_regions_and_seven_units_with_their_people_and_inspections_are_made(sample: Session) -> None:
    counts = {table: count(sample, table) for table in (Region, Unit, Person, Inspection, ReportImport)}

    assert counts == {Region: 2, Unit: 7, Person: 21, Inspection: 8, ReportImport: 11}


def test_there_is_somebody_to_sign_in_as_in_every_role(sample: Session) -> None:
    emails = [sign_in.email for sign_in in SIGN_INS]
    roles = sample.scalars(
        sa.select(Assignment.role).join(Assignment.person).where(Person.email.in_(emails), holds_on(TODAY))
    )

    assert set(roles) == set(Role)


def test_every_sample_person_signs_in_with_the_password_that_is_printed(sample: Session) -> None:
    hashes = dict(sample.execute(sa.select(Person.email, Identity.password_hash).join(Person.identities)).all())

    assert all(verify(hashes[sign_in.email], sign_in.password) for sign_in in SIGN_INS)


def test_the_sample_password_keeps_our_own_rules() -> None:
    for person in PEOPLE:
        check_password(PASSWORD, email=person.email)


def test_who_has_left_has_no_access_and_is_not_printed(sample: Session) -> None:
    ended = set(sample.scalars(sa.select(Person.email).where(Person.ended_at.is_not(None))))

    assert ended == {GWEN_PARFITT.email, CALLUM_REID.email, FERN_OAKLEY.email}
    assert ended.isdisjoint(sign_in.email for sign_in in SIGN_INS)


def test_every_plan_of_the_report_of_eight_months_ago_is_answered_and_none_of_last_weeks(sample: Session) -> None:
    answers = {
        name: set(
            sample.scalars(
                sa.select(Plan.response)
                .join(Plan.recommendation)
                .join(Recommendation.inspection)
                .join(Inspection.unit)
                .where(Unit.name == name, Recommendation.is_for_subject)
            )
        )
        for name in ("Harrowmere", "Brackenfold")
    }

    assert answers["Harrowmere"] == {Response.AGREED, Response.PARTLY_AGREED, Response.NOT_AGREED}
    assert answers["Brackenfold"] == {Response.NONE}


def test_some_plans_are_overdue_as_nobody_submitted_them_and_four_are_still_to_come(sample: Session) -> None:
    plans = sample.execute(
        sa.select(Inspection.title, Plan, Deadline.due_on)
        .join(Plan.deadline)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .where(Recommendation.state == RecommendationState.OPEN)
    ).all()
    late = {title for title, plan, due_on in plans if is_overdue(due_on, plan.was_submitted, TODAY)}
    to_come = [title for title, plan, due_on in plans if not plan.was_submitted and due_on >= TODAY]

    assert late == {
        "A thematic inspection of work with people on probation who care for others",  # it has a response
        "An inspection of probation services in: Marlow Vale PDU",
        "An inspection of probation services in: The Probation Service – Northern Fells region",
    }
    assert to_come == ["An inspection of probation services in: Brackenfold PDU"] * 4


def test_recommendations_to_others_are_owned_by_nobody_until_an_owner_was_named(sample: Session) -> None:
    rows = sample.execute(
        sa.select(Recommendation.ordinal, Person.name)
        .join(Recommendation.inspection)
        .outerjoin(Plan, Plan.recommendation_id == Recommendation.id)
        .outerjoin(Plan.owner)
        .where(Inspection.subject_kind == SubjectKind.THEMATIC)
        .order_by(Recommendation.ordinal)
    )

    assert [name for _, name in rows] == ["Grace Adeyemi", None, None, None, None, None]


def test_the_plans_of_a_region_are_owned_by_its_lead(sample: Session) -> None:
    owners = sample.scalars(
        sa.select(Person.name)
        .join(Plan, Plan.owner_id == Person.id)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .where(Inspection.subject_kind == SubjectKind.REGION)
    )

    assert list(owners) == ["Judith Marsh"] * 5


def test_one_reading_waits_to_be_checked_and_warns_of_what_was_not_found(sample: Session) -> None:
    waiting = sample.scalars(sa.select(ReportImport).where(ReportImport.state == ImportState.READ)).one()

    assert waiting.file_name == Report.SEVERN_COAST
    codes = {warning["code"] for warning in waiting.reading["warnings"]}
    assert codes == {"no_ratings", "no_publication_date", "no_isbn", "numbering_gap"}


def test_recommendations_are_stored_as_they_were_written(sample: Session) -> None:
    stored = sample.scalars(
        sa.select(Recommendation.text)
        .join(Recommendation.inspection)
        .join(Inspection.unit)
        .where(Unit.name == "Harrowmere")
        .order_by(Recommendation.ordinal)
    )
    written = [item for _, items in HARROWMERE.recommendations for item in items]

    # published in July 2025, eight months before the day the story ends on
    assert list(stored) == [item.format(in_nine_months="April 2026") for item in written]


def test_every_recommendation_to_harrowmere_says_what_in_its_report_it_answers(sample: Session) -> None:
    linked = sample.scalars(
        sa.select(Recommendation)
        .join(Recommendation.inspection)
        .join(Inspection.unit)
        .where(Unit.name == "Harrowmere", Recommendation.is_for_subject)
        .order_by(Recommendation.ordinal)
        .options(selectinload(Recommendation.standards), selectinload(Recommendation.findings))
    ).all()

    assert [[standard.code for standard in one.standards] for one in linked] == [
        ["P 1.2"],
        ["P 2.1"],
        ["P 2.4"],
        ["P 2.3"],
        ["P 1.2"],
        ["P 1.3"],
    ]
    assert [len(one.findings) for one in linked] == [2, 2, 3, 1, 1, 1]


def test_everything_has_its_entry_in_the_history_in_date_order_and_in_the_past(sample: Session) -> None:
    instants = list(sample.scalars(sa.select(Event.at).order_by(Event.sequence)))

    assert first_fault(sample) is None
    assert instants == sorted(instants)
    assert instants[-1].date() < TODAY


def test_only_the_first_administrator_was_added_at_the_command_line(sample: Session) -> None:
    by_command = sample.scalars(sa.select(Event.kind).where(Event.actor == "Command line").order_by(Event.sequence))

    assert list(by_command) == ["person.added", "assignment.begun", "person.password_link_made"]


def test_a_database_that_holds_something_is_left_alone(told: str, sample: Session, tmp_path: Path) -> None:
    app = create_app(settings_for(told, tmp_path))
    head = sample.scalars(sa.select(Event.hash).order_by(Event.sequence.desc()).limit(1)).one()

    refused, skipped, again = run_demo(app), run_demo(app, "--if-empty"), run_demo(app, "--if-empty")

    assert refused.exit_code == 2
    assert refused.output == "Error: There is data here already, so no sample data was added. Use an empty database.\n"
    assert [(skipped.exit_code, skipped.output), (again.exit_code, again.output)] == [(0, ""), (0, "")]
    sample.rollback()
    assert sample.scalars(sa.select(Event.hash).order_by(Event.sequence.desc()).limit(1)).one() == head
    assert count(sample, Person) == len(PEOPLE)
