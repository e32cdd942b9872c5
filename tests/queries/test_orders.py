"""Lists in the order that was asked for: up and down, the empty last, ties as usual, the same in both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.dated import a_date_change
from tests.factories.evidence import some_evidence
from tests.factories.inspections import (
    a_person,
    a_plan,
    a_recommendation,
    a_region,
    a_unit,
    an_inspection,
)
from tests.factories.milestones import a_milestone
from tests.factories.readings import a_reading
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import DateChangeState, DecisionLevel, ImportState, MilestoneState, PlanState, Role
from tracker.models import BrowserSession, Milestone, Plan, Region, ReportImport
from tracker.queries import date_changes, imports, people, review_queue, units

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NATIONAL = Actor(9_999, "Pat Winter", (Held(Role.NATIONAL_LEAD),))
ADMINISTRATOR = Actor(9_999, "Ade Finch", (Held(Role.ADMINISTRATOR),))
Shown = Callable[[str], Sequence[Any]]


def is_sorted_by(shown: Shown, columns: Mapping[str, Callable[[Any], Any]]) -> None:
    """`shown` gives the lines in an order. Each is what Python's stable sort makes of the usual one."""
    usual = shown("")
    assert len(usual) > 2
    for name, value in columns.items():
        said = [line for line in usual if value(line) is not None]
        silent = [line for line in usual if value(line) is None]
        assert shown(name) == sorted(said, key=value) + silent
        assert shown(f"-{name}") == sorted(said, key=value, reverse=True) + silent
        assert len({value(line) for line in said}) > 1  # one value alone would be sorted anyhow


def some_units(session: Session) -> Region:
    """Four units of two regions; one was never inspected, two have as many recommendations. Returns one region."""
    north, south = a_region(session, "North"), a_region(session, "South")
    for name, region, day, recommendations in [
        ("Dale", south, 3, 2),
        ("Ashcombe", south, 9, 0),
        ("Copse", south, None, 0),
        ("Brook", north, 5, 2),
    ]:
        unit = a_unit(session, region, name)
        if day is not None:
            an_inspection(session, unit=unit, published_on=date(2024, 1, day))
            latest = an_inspection(session, unit=unit, published_on=date(2025, 1, day))
            for _ in range(recommendations):
                a_recommendation(session, latest)
    for title, day, recommendations in [("Remand", 3, 1), ("Accredited programmes", 5, 2), ("Victims", 4, 1)]:
        thematic = an_inspection(session, title=title, published_on=date(2025, 2, day))
        for _ in range(recommendations):
            a_recommendation(session, thematic)
    return south


def test_units_are_sorted_by_name_by_their_latest_inspection_and_by_how_many_recommendations_it_made(
    session: Session,
) -> None:
    south = some_units(session)
    columns: dict[str, Callable[[Any], Any]] = {
        "unit": lambda row: row.unit,
        "published": lambda row: row.published_on,
        "recommendations": lambda row: row.recommendations if row.inspection_id else 0,
    }

    def seen(order: str) -> list[units.UnitRow]:
        return units.seen(session, seen_by=NATIONAL, today=TODAY, offset=0, limit=10, order=order)[0]

    def of_region(order: str) -> list[units.UnitRow]:
        return units.of_region(session, south, seen_by=NATIONAL, today=TODAY, order=order)

    assert [row.unit for row in seen("")] == ["Brook", "Ashcombe", "Copse", "Dale"]
    is_sorted_by(seen, columns)
    assert [row.unit for row in of_region("")] == ["Ashcombe", "Copse", "Dale"]
    is_sorted_by(of_region, columns)


def test_other_inspections_are_sorted_by_title_by_day_and_by_how_many_recommendations_they_made(
    session: Session,
) -> None:
    some_units(session)

    def seen(order: str) -> list[units.OtherRow]:
        return units.other_inspections(session, seen_by=NATIONAL, today=TODAY, offset=0, limit=10, order=order)[0]

    assert [row.title for row in seen("")] == ["Accredited programmes", "Victims", "Remand"]
    is_sorted_by(
        seen,
        {
            "title": lambda row: row.title,
            "published": lambda row: row.published_on,
            "recommendations": lambda row: row.recommendations,
        },
    )


def test_the_pages_of_a_sorted_list_hold_each_line_once(session: Session) -> None:
    some_units(session)
    for order in units.ORDERS:
        whole, total = units.seen(session, seen_by=NATIONAL, today=TODAY, offset=0, limit=10, order=order)
        pages = [
            units.seen(session, seen_by=NATIONAL, today=TODAY, offset=start, limit=1, order=order)
            for start in range(total)
        ]
        assert [row for rows, _ in pages for row in rows] == whole
        assert {each for _, each in pages} == {total} == {4}


def test_people_are_sorted_by_name_by_address_and_by_when_they_were_last_here(session: Session) -> None:
    numbers = count(1)
    for name, address, days in [("Dee", "a@x.test", [3]), ("Ash", "c@x.test", []), ("Cy", "b@x.test", [1, 9])]:
        person = a_person(session, name)
        person.email = address
        for day in days:
            began = AT.replace(day=day)
            token = f"{next(numbers):064}"
            session.add(BrowserSession(person=person, token_hash=token, began_at=began, seen_at=began))
    session.flush()

    def listed(order: str) -> list[people.PersonRow]:
        return people.listed(session, ended=False, offset=0, limit=10, seen_by=ADMINISTRATOR, order=order)[0]

    assert [row.person.name for row in listed("")] == ["Ash", "Cy", "Dee"]
    is_sorted_by(
        listed,
        {
            "name": lambda row: row.person.name,
            "email": lambda row: row.person.email,
            "seen": lambda row: row.last_signed_in_at,
        },
    )


def test_people_without_access_are_sorted_by_when_it_ended(session: Session) -> None:
    for name, day in [("Dee", 3), ("Ash", 9), ("Cy", 1)]:
        person = a_person(session, name)
        person.ended_at = AT.replace(day=day)
    session.flush()

    def listed(order: str) -> list[people.PersonRow]:
        return people.listed(session, ended=True, offset=0, limit=10, seen_by=ADMINISTRATOR, order=order)[0]

    is_sorted_by(listed, {"ended": lambda row: row.person.ended_at})


def some_plans(session: Session) -> list[Plan]:
    """Agreed plans of two units, and of an inspection that is of none."""
    places: list[dict[str, Any]] = [
        {"unit": a_unit(session, name="Dale")},
        {"unit": a_unit(session, name="Brook")},
        {"title": "Remand"},
    ]
    return [
        a_plan(session, a_recommendation(session, an_inspection(session, **place)), a_person(session), PlanState.AGREED)
        for place in places
    ]


def test_date_changes_are_sorted_by_milestone_by_place_by_either_date_and_by_how_often_it_slipped(
    session: Session,
) -> None:
    titles = iter(["Train", "Audit", "Brief", "Meet", "Coach", "Write"])
    for number, plan in enumerate(some_plans(session)):
        for again in range(2):
            due = date(2026, 6, 20 - 7 * number + again)
            step = a_milestone(session, plan, title=next(titles), due_on=due)
            decided: dict[str, Any] = {
                "state": DateChangeState.APPROVED,
                "decided_at": AT,
                "decided_by_id": a_person(session).id,
                "note": "Yes.",
            }
            for slip in range(number):
                a_date_change(session, step, plan.owner_id, from_on=date(2026, 5, 1 + slip), to_on=due, **decided)
            a_date_change(session, step, plan.owner_id, to_on=date(2026, 9, 1 + number))

    def waiting(order: str) -> Sequence[date_changes.Waiting]:
        return date_changes.waiting(session, NATIONAL, offset=0, limit=10, order=order)[0]

    is_sorted_by(
        waiting,
        {
            "milestone": lambda line: line.title,
            "recommendation": lambda line: line.unit or line.inspection,
            "due": lambda line: line.from_on,
            "asked": lambda line: line.to_on,
            "slips": lambda line: line.slips,
        },
    )


def test_reviews_are_sorted_by_milestone_by_place_by_owner_and_by_the_moment_they_were_reported(
    session: Session,
) -> None:
    titles, days = iter(["Train", "Audit", "Brief", "Meet", "Coach", "Write"]), iter([5, 3, 9, 3, 7, 1])
    owners = [a_person(session, name) for name in ("Sam", "Kit")]
    steps: list[Milestone] = []
    for plan in some_plans(session):
        for owner in owners:
            done: dict[str, Any] = {
                "state": MilestoneState.COMPLETED,
                "completed_at": AT.replace(day=next(days)),
                "completed_by_id": owner.id,
            }
            steps.append(a_milestone(session, plan, title=next(titles), owner_id=owner.id, **done))
            some_evidence(session, plan, uploaded_by=owner.id, milestones=[steps[-1]])
    session.flush()

    def to_review(order: str) -> Sequence[review_queue.ToDecide]:
        return review_queue.to_decide(session, NATIONAL, DecisionLevel.REVIEW, limit=10, order=order)[0]

    assert len(to_review("")) == len(steps)
    is_sorted_by(
        to_review,
        {
            "milestone": lambda line: line.title,
            "recommendation": lambda line: line.unit or line.inspection,
            "owner": lambda line: line.owner,
            "done": lambda line: line.completed_at,
        },
    )
    second, total = review_queue.to_decide(session, NATIONAL, DecisionLevel.REVIEW, limit=2, offset=2, order="owner")
    assert (second, total) == (to_review("owner")[2:4], 6)


def test_readings_of_reports_are_sorted_by_when_and_by_whom_they_were_read_and_by_their_state(session: Session) -> None:
    readers = [a_person(session, "Sam").id, None, a_person(session, "Kit").id, a_person(session, "Dee").id]
    states = [ImportState.READ, ImportState.DISCARDED, ImportState.READ, ImportState.DISCARDED]
    for number, (reader, state) in enumerate(zip(readers, states, strict=True)):
        reading = a_reading(session, title=f"Report {number}")
        reading.read_by_id, reading.read_at, reading.state = reader, AT.replace(day=9 - number), state
        reading.closed_at = AT if state is ImportState.DISCARDED else None
    session.flush()
    session.expunge_all()

    def seen(order: str) -> Sequence[ReportImport]:
        rows, _ = imports.seen(session, seen_by=ADMINISTRATOR, offset=0, limit=10, order=order)
        return rows

    is_sorted_by(
        seen,
        {
            "read": lambda row: row.read_at,
            "by": lambda row: row.read_by.name if row.read_by else None,
            "state": lambda row: row.state,
        },
    )
