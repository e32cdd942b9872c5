"""A person says what in its report a recommendation answers."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR
from tests.factories.readings import a_reading
from tracker.domain.errors import Conflict, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import Role
from tracker.models import Event, Finding, KeyQuestionResult, Recommendation, StandardRating
from tracker.queries.recommendations import get_with_links
from tracker.services.recommendations import link
from tracker.services.report_confirming import confirm


@pytest.fixture
def recommendation(session: Session) -> Recommendation:
    """The first of the sample report's."""
    confirm(
        session,
        a_reading(session),
        published_on=date(2024, 3, 12),
        new_unit=("Marlow Vale", "Westmarch"),
        new_head=("Robin Ashe", "robin.ashe@example.test"),
        seen_revision=1,
        by=OPERATOR,
        at=AT,
    )
    session.commit()
    first = session.scalars(sa.select(Recommendation.id).order_by(Recommendation.ordinal)).first()
    assert first is not None
    return get_with_links(session, first, seen_by=OPERATOR)


def ids(session: Session, table: type[StandardRating] | type[KeyQuestionResult] | type[Finding]) -> list[int]:
    return list(session.scalars(sa.select(table.id).order_by(table.id)))


def chosen(recommendation: Recommendation) -> tuple[list[int], list[int], list[int]]:
    linked = (recommendation.standards, recommendation.key_questions, recommendation.findings)
    return tuple([row.id for row in rows] for rows in linked)  # type: ignore[return-value]


def test_what_was_chosen_is_what_it_answers(session: Session, recommendation: Recommendation) -> None:
    standards, questions, findings = (ids(session, table) for table in (StandardRating, KeyQuestionResult, Finding))
    link(
        session,
        recommendation,
        standards=standards[:2],
        key_questions=questions[:1],
        findings=findings[3:5],
        seen_revision=1,
        by=OPERATOR,
        at=AT,
    )
    session.commit()
    again = get_with_links(session, recommendation.id, seen_by=OPERATOR)
    assert chosen(again) == (standards[:2], questions[:1], findings[3:5])
    entry = session.scalars(sa.select(Event).order_by(Event.sequence.desc())).first()
    assert entry is not None
    assert entry.after == {"standards": standards[:2], "key_questions": questions[:1], "findings": findings[3:5]}


def test_another_choice_takes_its_place(session: Session, recommendation: Recommendation) -> None:
    standards = ids(session, StandardRating)
    for revision, choice in enumerate([standards[:2], standards[1:3]], 1):
        link(
            session,
            recommendation,
            standards=choice,
            key_questions=[],
            findings=[],
            seen_revision=revision,
            by=OPERATOR,
            at=AT,
        )
        session.commit()
        recommendation = get_with_links(session, recommendation.id, seen_by=OPERATOR)
    assert chosen(recommendation) == (standards[1:3], [], [])
    assert recommendation.revision == 3


def test_who_saw_an_older_choice_is_told(session: Session, recommendation: Recommendation) -> None:
    def choose(place: int) -> None:
        standards = ids(session, StandardRating)[place : place + 1]
        link(
            session,
            recommendation,
            standards=standards,
            key_questions=[],
            findings=[],
            seen_revision=1,
            by=OPERATOR,
            at=AT,
        )

    choose(0)
    session.flush()
    with pytest.raises(Conflict):
        choose(1)


@pytest.mark.parametrize("field", ["standards", "key_questions", "findings"])
def test_only_what_is_in_the_same_report_can_be_chosen(
    session: Session, recommendation: Recommendation, field: str
) -> None:
    nothing: dict[str, list[int]] = {"standards": [], "key_questions": [], "findings": []}
    with pytest.raises(RuleBroken) as broken:
        link(session, recommendation, **(nothing | {field: [9_999]}), seen_revision=1, by=OPERATOR, at=AT)
    assert broken.value.field == field


def test_a_head_of_another_unit_may_not_choose(session: Session, recommendation: Recommendation) -> None:
    other = Actor(77, "Pat Jones", (Held(Role.UNIT_HEAD, unit_id=9_999),))
    with pytest.raises(NotPermitted):
        link(session, recommendation, standards=[], key_questions=[], findings=[], seen_revision=1, by=other, at=AT)
