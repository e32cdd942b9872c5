"""A move that is not possible any more shows the form again: why, and all that was typed."""

from __future__ import annotations

from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import RecommendationState
from tracker.models import Recommendation
from tracker.services.locking import NO_LONGER_STANDS

TYPED = "Four of five teams are trained."


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/milestones/{shown_milestone_id}/complete", {"revision": 1, "note": TYPED}),
        ("/plans/{agreed_plan_id}/updates/send", {"confidence": "on_track", "narrative": TYPED}),
    ],
)
def test_what_was_typed_for_a_recommendation_that_was_closed_meanwhile_is_shown_again_with_why(
    app: Flask, world: World, head: FlaskClient, url: str, fields: dict[str, str]
) -> None:
    with transactions_of(app).write() as session:
        session.execute(sa.update(Recommendation.__table__).values(state=RecommendationState.SUPERSEDED))  # type: ignore[arg-type]
    answer = post(head, url.format_map(world.ids), **fields)
    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 409
    assert first(page, ".govuk-error-summary__list").text().strip() == NO_LONGER_STANDS
    assert first(page, "main textarea").text().strip() == TYPED
    assert TYPED in unescape(answer.text)
