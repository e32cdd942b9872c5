"""A checked reading becomes an inspection with owned plans: all of it, once, or nothing."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR, make_region, make_unit
from tests.factories.readings import REAL_REPORT, SAMPLES, a_reading, report_of
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import (
    DeadlineSource,
    ImportState,
    InspectionKind,
    PeriodUnit,
    PlanState,
    Rating,
    Role,
    UnitKind,
)
from tracker.models import (
    Assignment,
    Deadline,
    Event,
    Finding,
    Inspection,
    KeyQuestionResult,
    Person,
    Plan,
    Recommendation,
    Region,
    ReportImport,
    Score,
    StandardRating,
    Unit,
    UnitAlias,
)
from tracker.models.base import canonical_json
from tracker.queries.history import verify
from tracker.services.people import add_person, assign
from tracker.services.report_confirming import confirm
from tracker.services.report_reading import mend, remove_item

DAY = date(2024, 3, 12)
NEW: dict[str, Any] = {"new_unit": ("Marlow Vale", "Westmarch"), "new_head": ("Robin Ashe", "robin.ashe@example.test")}


def confirmed(session: Session, kept: ReportImport, **how: Any) -> Inspection:
    values: dict[str, Any] = {"published_on": DAY, "seen_revision": kept.revision, "by": OPERATOR, "at": AT} | how
    inspection = confirm(session, kept, **values)
    session.commit()
    return inspection


def recommendations(session: Session) -> list[Recommendation]:
    return list(session.scalars(sa.select(Recommendation).order_by(Recommendation.ordinal)))


def plans(session: Session) -> list[tuple[Plan, Deadline]]:
    rows = sa.select(Plan, Deadline).join(Plan.deadline).join(Plan.recommendation).order_by(Recommendation.ordinal)
    return [(plan, deadline) for plan, deadline in session.execute(rows)]


def count(session: Session, table: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def a_head(session: Session, unit: Unit, name: str = "Sam Hale") -> Person:
    person = add_person(session, email=f"{name.replace(' ', '.')}@example.test", name=name, by=OPERATOR, at=AT)
    assign(session, person, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1), by=OPERATOR, at=AT)
    session.commit()
    return person


@pytest.mark.skipif(not REAL_REPORT.exists(), reason=f"the real report is not at {REAL_REPORT}")
def test_the_real_report_becomes_four_owned_plans_with_nothing_mended(session: Session) -> None:
    kept = a_reading(session, REAL_REPORT)
    inspection = confirmed(
        session,
        kept,
        published_on=date(2024, 7, 26),
        new_unit=(kept.reading["subject"]["name"], kept.reading["region"]),
        new_head=("Robin Ashe", "robin.ashe@example.test"),
    )
    head = session.scalars(sa.select(Person)).one()
    found = plans(session)
    assert len(found) == 4
    assert {plan.owner_id for plan, _ in found} == {head.id}
    assert {plan.state for plan, _ in found} == {PlanState.DRAFT}
    assert {deadline.due_on for _, deadline in found} == {date(2024, 8, 23)}
    assert (inspection.score, inspection.max_score, inspection.overall_rating) == (1, 21, Rating.INADEQUATE)
    assert (inspection.framework_key, inspection.isbn) == ("pdu_2023", "9781916621299")
    assert (inspection.fieldwork_started_on, inspection.fieldwork_day_known) == (date(2024, 4, 15), True)
    assert (count(session, StandardRating), count(session, KeyQuestionResult)) == (7, 12)
    assert count(session, Finding) == len(report_of(kept).findings)
    assert [one.text for one in recommendations(session)] == [one.text for one in report_of(kept).recommendations]


def test_a_unit_nobody_knows_is_created_with_its_region_and_its_head(session: Session) -> None:
    confirmed(session, a_reading(session), **NEW)
    unit = session.scalars(sa.select(Unit)).one()
    region = session.scalars(sa.select(Region)).one()
    assignment = session.scalars(sa.select(Assignment)).one()
    assert (unit.name, unit.kind, region.name) == ("Marlow Vale", UnitKind.PDU, "Westmarch")
    assert (assignment.role, assignment.unit_id, assignment.starts_on) == (Role.UNIT_HEAD, unit.id, AT.date())


def test_a_unit_that_goes_by_the_reports_name_is_used_and_its_head_owns_the_plans(session: Session) -> None:
    unit = make_unit(session, "Marlow Vale")
    head = a_head(session, unit)
    inspection = confirmed(session, a_reading(session))
    assert inspection.unit_id == unit.id
    assert {plan.owner_id for plan, _ in plans(session)} == {head.id}
    assert count(session, Unit) == 1


def test_the_reports_spelling_becomes_a_name_of_the_unit_that_was_chosen(session: Session) -> None:
    unit = make_unit(session, "The Vale of Marlow and Downs")
    a_head(session, unit)
    confirmed(session, a_reading(session), unit=unit)
    names = session.scalars(sa.select(UnitAlias.name).where(UnitAlias.unit_id == unit.id).order_by(UnitAlias.id))
    assert list(names) == ["The Vale of Marlow and Downs", "Marlow Vale PDU"]
    assert [one.is_for_subject for one in recommendations(session)] == [True, True, True, False, False]


def test_recommendations_to_others_keep_their_addressee_and_nobody_owns_them(session: Session) -> None:
    confirmed(session, a_reading(session), **NEW)
    owned = {plan.recommendation_id for plan, _ in plans(session)}
    others = [one for one in recommendations(session) if one.id not in owned]
    assert [one.addressee for one in others] == ["Westmarch region", "HM Prison and Probation Service"]
    assert [one.is_for_subject for one in others] == [False, False]


def test_every_plan_has_a_score_from_the_day_it_is_opened(session: Session) -> None:
    confirmed(session, a_reading(session), **NEW)
    opened = session.scalars(sa.select(Plan.id).order_by(Plan.id)).all()
    assert opened
    assert session.scalars(sa.select(Score.plan_id).order_by(Score.plan_id)).all() == opened


def test_a_plan_is_due_twenty_working_days_after_publication(session: Session) -> None:
    confirmed(session, a_reading(session), **NEW)
    deadline = plans(session)[0][1]
    assert (deadline.number, deadline.unit, deadline.source) == (20, PeriodUnit.WORKING_DAYS, DeadlineSource.HMPPS)
    assert (deadline.starts_on, deadline.due_on) == (DAY, date(2024, 4, 11))  # over Good Friday and Easter Monday


def test_a_limit_in_the_text_is_the_inspectorates_deadline_in_its_words(session: Session) -> None:
    confirmed(session, a_reading(session), **NEW)
    found = session.execute(
        sa.select(Recommendation.number, Deadline.wording, Deadline.due_on, Deadline.source)
        .join(Recommendation.deadline)
        .order_by(Recommendation.ordinal)
    ).all()
    assert [tuple(row) for row in found] == [
        ("1", "within six months", date(2024, 9, 12), DeadlineSource.INSPECTORATE),
        ("3", "by 30 September 2024", date(2024, 9, 30), DeadlineSource.INSPECTORATE),
        ("4", "within three months of publication", date(2024, 6, 12), DeadlineSource.INSPECTORATE),
        ("5", "immediately", DAY, DeadlineSource.INSPECTORATE),
    ]


def test_a_limit_in_working_days_is_counted_by_the_bank_holidays(session: Session) -> None:
    kept = a_reading(session)
    due = {"text": "within ten working days", "date": None}
    mend(session, kept, section="recommendations", index=0, values={"due": due}, seen_revision=1, by=OPERATOR, at=AT)
    confirmed(session, kept, published_on=date(2024, 3, 25), **NEW)
    deadline = session.scalars(sa.select(Deadline).where(Deadline.wording == due["text"])).one()
    assert (deadline.number, deadline.unit, deadline.due_on) == (10, PeriodUnit.WORKING_DAYS, date(2024, 4, 10))


def test_a_limit_that_is_no_date_is_refused_until_somebody_says_when(session: Session) -> None:
    kept = a_reading(session)
    due = {"text": "at the earliest opportunity", "date": None}
    mend(session, kept, section="recommendations", index=0, values={"due": due}, seen_revision=1, by=OPERATOR, at=AT)
    with pytest.raises(RuleBroken, match="“at the earliest opportunity” in recommendation 1 is no date"):
        confirm(session, kept, published_on=DAY, seen_revision=kept.revision, by=OPERATOR, at=AT, **NEW)


def test_every_sample_report_is_stored_whole(session: Session) -> None:
    for path in sorted(SAMPLES.iterdir()):
        kept = a_reading(session, path.name, isbn=None, published=None)
        report = report_of(kept)
        new_unit = (report.subject.name if report.subject else "", report.region or "Eastmere")
        head = (f"Head of {path.stem}", f"{path.stem}@example.test")
        inspection = confirmed(session, kept, published_on=date(2026, 2, 12), new_unit=new_unit, new_head=head)
        asked = (
            sa.select(sa.func.count(KeyQuestionResult.id))
            .select_from(StandardRating)
            .join(StandardRating.key_questions)
            .where(StandardRating.inspection_id == inspection.id)
        )
        findings = sa.select(sa.func.count(Finding.id)).where(Finding.inspection_id == inspection.id)
        texts = sa.select(Recommendation.text).where(Recommendation.inspection_id == inspection.id)
        assert session.scalar(asked) == len(report.key_questions)
        assert session.scalar(findings) == len(report.findings)
        assert sorted(session.scalars(texts)) == sorted(one.text for one in report.recommendations)
    assert verify(session) is None


def test_a_regions_report_is_about_the_region_and_its_lead_owns_the_plans(session: Session) -> None:
    kept = a_reading(session, "westmarch_region_2024.txt")
    inspection = confirmed(session, kept, published_on=date(2024, 10, 8), new_head=("Lee Moss", "lee@example.test"))
    region, assignment = session.scalars(sa.select(Region)).one(), session.scalars(sa.select(Assignment)).one()
    assert (inspection.unit_id, inspection.region_id) == (None, region.id)
    assert (assignment.role, assignment.region_id) == (Role.REGIONAL_LEAD, region.id)
    assert [plan.owner_id for plan, _ in plans(session)] == [assignment.person_id] * 3


def test_a_thematic_report_belongs_to_nobody_and_opens_no_plan(session: Session) -> None:
    kept = a_reading(session, "young_adults_thematic_2025.txt")
    inspection = confirmed(session, kept, published_on=date(2025, 7, 8))
    assert (inspection.unit_id, inspection.region_id) == (None, None)
    assert (len(recommendations(session)), plans(session)) == (7, [])


def test_a_youth_justice_service_is_a_unit_and_its_board_is_somebody_else(session: Session) -> None:
    kept = a_reading(session, "ashcombe_youth_justice_2023.txt")
    new_unit = ("Ashcombe and Thornley Youth Justice Service", "Eastmere")
    confirmed(session, kept, published_on=date(2023, 6, 6), new_unit=new_unit, new_head=NEW["new_head"])
    assert session.scalars(sa.select(Unit.kind)).one() is UnitKind.YOUTH_JUSTICE_SERVICE
    assert [one.is_for_subject for one in recommendations(session)] == [False, False, True, True, True]


def test_key_questions_under_a_heading_that_is_no_standard_are_kept_under_it(session: Session) -> None:
    kept = a_reading(session, "northfell_dynamic_2026.html")
    confirmed(session, kept, published_on=date(2026, 2, 12), new_head=("Lee Moss", "lee@example.test"))
    headings = session.execute(sa.select(StandardRating.code, StandardRating.rating)).all()
    assert tuple(headings[0]) == ("Assessment", None)
    assert count(session, KeyQuestionResult) == len(report_of(kept).key_questions)


def test_a_second_inspection_of_a_unit_is_a_reinspection(session: Session) -> None:
    a_head(session, make_unit(session, "Marlow Vale"))
    first = confirmed(session, a_reading(session))
    again = a_reading(session, isbn=None, published="2026-02")
    second = confirmed(session, again, published_on=date(2026, 2, 10))
    assert (first.kind, second.kind) == (InspectionKind.FIRST, InspectionKind.REINSPECTION)


def test_each_thing_that_was_made_has_an_entry_in_the_history(session: Session) -> None:
    confirmed(session, a_reading(session), **NEW)
    kinds = [event.kind for event in session.scalars(sa.select(Event).order_by(Event.sequence))]
    assert kinds == [
        "report_import.read",
        "region.created",
        "unit.created",
        "inspection.created",
        *["recommendation.created"] * 5,
        "person.added",
        "assignment.begun",
        *["plan.created"] * 3,
        "report_import.confirmed",
    ]


# --- what is refused -----------------------------------------------------------------------------------------------


def refused(session: Session, kept: ReportImport, **how: Any) -> RuleBroken:
    session.commit()
    before = [count(session, table) for table in (Inspection, Unit, Person, Plan, Event)]
    values: dict[str, Any] = {"published_on": DAY, "seen_revision": kept.revision, "by": OPERATOR, "at": AT} | how
    with pytest.raises(RuleBroken) as broken:
        confirm(session, kept, **values)
    session.rollback()
    assert [count(session, table) for table in (Inspection, Unit, Person, Plan, Event)] == before
    assert session.scalars(sa.select(ReportImport.state)).first() is ImportState.READ
    return broken.value


def test_a_unit_nobody_knows_must_be_named(session: Session) -> None:
    assert refused(session, a_reading(session)).field == "unit"


def test_a_new_unit_must_have_a_head(session: Session) -> None:
    assert refused(session, a_reading(session), new_unit=NEW["new_unit"]).field == "head_email"


def test_nobody_is_put_beside_a_head_in_office(session: Session) -> None:
    a_head(session, make_unit(session, "Marlow Vale"))
    broken = refused(session, a_reading(session), new_head=NEW["new_head"])
    assert (broken.field, "Sam Hale" in broken.message) == ("head_email", True)


def test_of_two_heads_somebody_says_which_owns_the_plans(session: Session) -> None:
    unit = make_unit(session, "Marlow Vale")
    a_head(session, unit)
    second = a_head(session, unit, "Ola Frith")
    kept = a_reading(session)
    assert refused(session, kept).field == "head_email"
    confirmed(session, kept, head=second)
    assert {plan.owner_id for plan, _ in plans(session)} == {second.id}


def test_another_kind_of_unit_is_refused(session: Session) -> None:
    unit = make_unit(session, "Ashcombe and Thornley")
    kept = a_reading(session, "ashcombe_youth_justice_2023.txt", published=None)
    assert refused(session, kept, unit=unit).field == "unit"


def test_a_bad_address_of_the_new_head_is_named_beside_its_field(session: Session) -> None:
    broken = refused(session, a_reading(session), new_unit=NEW["new_unit"], new_head=("Robin Ashe", "robin"))
    assert broken.field == "head_email"


@pytest.mark.parametrize("name", ["\u202e", "\u200b \u200d", "\x07"])
def test_a_head_whose_name_nobody_sees_is_refused(session: Session, name: str) -> None:
    broken = refused(session, a_reading(session), new_unit=NEW["new_unit"], new_head=(name, "robin.ashe@example.test"))
    assert broken.field == "head_name"


def test_a_unit_whose_name_nobody_sees_is_refused(session: Session) -> None:
    broken = refused(session, a_reading(session), new_unit=("\u202e", "Westmarch"), new_head=NEW["new_head"])
    assert broken.field == "unit_name"


def test_who_would_put_another_beside_the_head_is_told_by_which_command_that_is_changed(session: Session) -> None:
    a_head(session, make_unit(session, "Marlow Vale"))
    broken = refused(session, a_reading(session), new_head=NEW["new_head"])
    said = "Marlow Vale is headed by Sam Hale. To change that, use the command tracker people first."
    assert (broken.field, broken.message) == ("head_email", said)


def test_confirming_names_the_hashes_of_what_was_read_and_of_what_was_confirmed(session: Session) -> None:
    kept = a_reading(session)
    mend(session, kept, section="about", values={"region": "Eastmere"}, seen_revision=1, by=OPERATOR, at=AT)
    confirmed(session, kept, **NEW)
    entry = session.scalars(sa.select(Event).where(Event.kind == "report_import.confirmed")).one()
    hashes = [sha256(canonical_json(value).encode()).hexdigest() for value in (kept.reading, kept.mended)]
    assert [(entry.after or {})[name] for name in ("reading_sha256", "mended_sha256")] == hashes


def test_a_day_of_publication_to_come_is_refused(session: Session) -> None:
    assert refused(session, a_reading(session), published_on=date(2026, 3, 3), **NEW).field == "published_on"


@pytest.mark.parametrize(
    ("published", "day", "said"),
    [
        ("2024-03", date(2024, 4, 12), "The report says March 2024"),
        (None, date(2023, 11, 26), "Fieldwork started on"),
    ],
)
def test_a_day_of_publication_that_the_report_speaks_against_is_refused(
    session: Session, published: str | None, day: date, said: str
) -> None:
    broken = refused(session, a_reading(session, published=published), published_on=day, **NEW)
    assert (broken.field, said in broken.message) == ("published_on", True)


def test_a_second_inspection_of_one_isbn_is_refused(session: Session) -> None:
    a_head(session, make_unit(session, "Marlow Vale"))
    confirmed(session, a_reading(session))
    kept = a_reading(session, title="An inspection of probation services in: Marlow Vale PDU, corrected")
    session.commit()
    with pytest.raises(RuleBroken, match="this ISBN"):
        confirm(session, kept, published_on=DAY, seen_revision=kept.revision, by=OPERATOR, at=AT)


@pytest.mark.parametrize(
    ("section", "values", "words"),
    [
        ("about", {"title": None}, "title"),
        ("about", {"subject": None}, "Say who was inspected"),
        ("about", {"max_score": None}, "both the score"),
        ("about", {"score": 22}, "above the most"),
        ("standards", {"code": "P 1.2"}, "listed more than once"),
        ("standards", {"name": "n" * 201}, "201 characters"),
        ("recommendations", {"text": " "}, "has no text"),
        ("recommendations", {"addressee": "x" * 301}, "301 characters"),
        ("findings", {"standard": "P 9.9"}, "not among the ratings"),
    ],
)
def test_what_cannot_be_stored_is_refused_in_words(
    session: Session, section: str, values: dict[str, Any], words: str
) -> None:
    kept = a_reading(session)
    mend(session, kept, section=section, index=0, values=values, seen_revision=1, by=OPERATOR, at=AT)
    assert words in refused(session, kept, **NEW).message


def test_who_saw_an_older_copy_confirms_nothing(session: Session) -> None:
    kept = a_reading(session)
    remove_item(session, kept, section="findings", index=0, seen_revision=1, by=OPERATOR, at=AT)
    with pytest.raises(Conflict):
        confirm(session, kept, published_on=DAY, seen_revision=1, by=OPERATOR, at=AT, **NEW)


def test_a_confirmed_reading_is_not_confirmed_again(session: Session) -> None:
    kept = a_reading(session)
    confirmed(session, kept, **NEW)
    with pytest.raises(InvalidMove):
        confirm(session, kept, published_on=DAY, seen_revision=kept.revision, by=OPERATOR, at=AT)


def test_only_who_may_import_confirms(session: Session) -> None:
    kept = a_reading(session)
    lead = Actor(5, "Lee Moss", (Held(Role.REGIONAL_LEAD, region_id=make_region(session).id),))
    with pytest.raises(NotPermitted):
        confirm(session, kept, published_on=DAY, seen_revision=1, by=lead, at=AT)


def test_the_samples_are_where_this_file_looks_for_them() -> None:
    assert len(list(Path(SAMPLES).iterdir())) >= 7
