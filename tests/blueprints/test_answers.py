"""A head of PDU says what in its report a recommendation answers, with suggestions by words in common."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR
from tests.factories.readings import a_reading
from tests.support.client import post, sign_in_as, transactions_of
from tracker.models import Finding, KeyQuestionResult, Person, Recommendation, StandardRating
from tracker.services.report_confirming import confirm


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser of the head of the unit that the sample report is about."""
    with transactions_of(app).write() as session:
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
        head_id = session.scalars(sa.select(Person.id)).one()
    made = app.test_client()
    sign_in_as(made, head_id)
    return made


def first(session: Session) -> Recommendation:
    return session.scalars(sa.select(Recommendation).where(Recommendation.ordinal == 2)).one()


def url_of(app: Flask) -> str:
    with transactions_of(app).read() as session:
        return f"/recommendations/{first(session).id}/answers"


def answered(app: Flask) -> tuple[int, int, int]:
    with transactions_of(app).read() as session:
        counts = (
            session.scalar(
                sa.select(sa.func.count()).select_from(Recommendation).join(link).where(Recommendation.ordinal == 2)
            )
            for link in (Recommendation.standards, Recommendation.key_questions, Recommendation.findings)
        )
        standards, questions, findings = (count or 0 for count in counts)
        return standards, questions, findings


def ids(app: Flask, table: type[StandardRating] | type[KeyQuestionResult] | type[Finding]) -> list[int]:
    with transactions_of(app).read() as session:
        return list(session.scalars(sa.select(table.id).order_by(table.id)))


def test_what_has_words_in_common_is_suggested_and_nothing_is_ticked(app: Flask, client: FlaskClient) -> None:
    page = client.get(url_of(app)).text
    assert "Words in common: " in page
    assert " checked" not in page


def test_what_was_ticked_is_saved_and_shown(app: Flask, client: FlaskClient) -> None:
    url = url_of(app)
    standards, findings = ids(app, StandardRating)[:2], ids(app, Finding)[:1]
    saved = post(client, url, revision=1, standards=standards, findings=findings)
    assert saved.status_code == 302
    assert answered(app) == (2, 0, 1)
    assert client.get(url).text.count(" checked") == 3


def test_what_is_of_another_report_is_refused(app: Flask, client: FlaskClient) -> None:
    assert post(client, url_of(app), revision=1, standards=[9_999]).status_code == 422
    assert answered(app) == (0, 0, 0)


def test_two_who_choose_see_both_choices_and_lose_nothing(app: Flask, client: FlaskClient) -> None:
    url = url_of(app)
    mine, theirs = ids(app, StandardRating)[:2]
    post(client, url, revision=1, standards=[theirs])
    answer = post(client, url, revision=1, standards=[mine])
    assert answer.status_code == 409
    assert "P 1.1 Leadership" in answer.text
    assert "P 1.2 Staffing" in answer.text
    assert answered(app) == (1, 0, 0)
