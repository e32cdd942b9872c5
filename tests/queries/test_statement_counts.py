"""Every page sends a fixed number of SQL statements, however many rows it shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import crowd
from tests.support.client import post, sign_in_as, transactions_of
from tests.support.statements import statements
from tracker import clock
from tracker.extensions import db
from tracker.web.guards import declared
from tracker.web.waiting import SECONDS_KEPT

WITHOUT_ROWS = "/cookies"

# Who looks, where, and how many statements that takes: one says who is signed in, the rest are the page's own. Pages
# that show what the navigation counts have one more for it; the others only once a minute (tracker/web/waiting.py).
PAGES = {
    ("absences.add", "head"): ("/absences/of/{head}/add", 4),
    ("absences.index", "head"): ("/absences", 3),
    ("agreement.agree", "lead"): ("/plans/{submitted}/agree", 10),
    ("agreement.give_back", "lead"): ("/plans/{submitted}/return", 3),
    ("agreement.submit", "head"): ("/plans/{plan}/submit", 10),
    ("answers.choose", "head"): ("/recommendations/{recommendation}/answers", 9),
    ("blockers.add", "head"): ("/milestones/{late}/blockers/add", 2),
    ("blockers.clear", "head"): ("/blockers/{blocker}/clear", 2),
    ("blockers.edit", "head"): ("/blockers/{blocker}/edit", 2),
    ("comments.of_milestone", "head"): ("/milestones/{late}/comments", 5),
    ("comments.of_plan", "head"): ("/plans/{plan}/comments", 5),
    ("delivery.show", "lead"): ("/plans/{changing}/delivery", 3),
    ("date_changes.ask", "head"): ("/milestones/{late}/dates/ask", 3),
    ("date_changes.decide", "lead"): ("/date-changes/{change}", 3),
    ("date_changes.queue", "lead"): ("/date-changes", 3),
    ("date_changes.queue", "national"): ("/date-changes", 3),
    ("date_changes.show", "head"): ("/milestones/{late}/dates", 3),
    ("decisions.decide", "lead"): ("/milestones/{waiting}/decide", 6),
    ("decisions.queue", "inspector"): ("/reviews", 3),
    ("decisions.queue", "lead"): ("/reviews", 3),
    ("history.of_evidence", "head"): ("/evidence/{evidence}/history", 7),
    ("handovers.give", "administrator"): ("/people/{head}/handover", 6),
    ("handovers.give", "lead"): ("/people/{head}/handover", 6),
    ("history.inspection", "head"): ("/inspections/{inspection}/history", 5),
    ("history.person", "administrator"): ("/people/{head}/history", 6),
    ("history.reading", "administrator"): ("/imports/{reading}/history", 5),
    ("evidence.edit", "head"): ("/evidence/{evidence}/edit", 5),
    ("evidence.new", "head"): ("/plans/{plan}/evidence/new", 3),
    ("evidence.new_version", "head"): ("/evidence/{evidence}/versions/new", 4),
    ("evidence.show", "head"): ("/evidence/{evidence}", 5),
    ("evidence.withdraw", "head"): ("/evidence/versions/{version}/withdraw", 2),
    ("history.recommendation", "head"): ("/recommendations/{recommendation}/history", 7),
    ("history.unit", "head"): ("/units/{unit}/history", 5),
    ("imports.change", "administrator"): ("/imports/{reading}/change/recommendations/0", 2),
    ("imports.confirm", "administrator"): ("/imports/{reading}/confirm", 6),
    ("imports.index", "administrator"): ("/imports", 3),
    ("imports.show", "administrator"): ("/imports/{reading}", 3),
    ("inspections.evidence", "inspector"): ("/inspections/{inspection}/evidence", 6),
    ("inspections.evidence", "lead"): ("/inspections/{inspection}/evidence", 6),
    ("inspections.show", "head"): ("/inspections/{inspection}", 5),
    ("inspections.show", "inspector"): ("/inspections/{inspection}", 5),
    ("items.show", "administrator"): ("/your-items", 13),
    ("items.show", "head"): ("/your-items", 12),
    ("items.show", "inspector"): ("/your-items", 11),
    ("items.show", "lead"): ("/your-items", 16),
    ("inspections.submit_together", "head"): ("/inspections/{inspection}/submit-plans", 5),
    ("inspections.window", "administrator"): ("/inspections/{inspection}/window", 2),
    ("jobs.index", "administrator"): ("/jobs", 5),
    ("judgements.judge", "inspector"): ("/recommendations/{recommendation}/judge", 2),
    ("judgements.verdict", "inspector"): ("/recommendations/{agreed_recommendation}/verdict", 4),
    ("measures.add", "head"): ("/plans/{plan}/measures/add", 2),
    ("measures.correct", "head"): ("/readings/{reading_of}/correct", 2),
    ("measures.edit", "head"): ("/measures/{measure}/edit", 2),
    ("measures.index", "head"): ("/plans/{plan}/measures", 5),
    ("measures.read", "head"): ("/measures/{measure}/readings/add", 2),
    ("milestones_together.show", "head"): ("/plans/{plan}/milestones", 4),
    ("milestones.add", "head"): ("/plans/{plan}/milestones/add", 4),
    ("milestones.cancel", "lead"): ("/milestones/{milestone}/cancel", 2),
    ("milestones.complete", "head"): ("/milestones/{milestone}/complete", 2),
    ("milestones.edit", "head"): ("/milestones/{milestone}/edit", 6),
    ("milestones.remove", "head"): ("/plans/{plan}/milestones/{milestone}/remove", 3),
    ("milestones.reopen", "head"): ("/milestones/{milestone}/reopen", 2),
    ("people.end", "administrator"): ("/people/{head}/end", 4),
    ("people.end_role", "administrator"): ("/roles/1/end", 4),
    ("people.give_role", "administrator"): ("/people/{head}/roles/new", 5),
    ("people.of_unit", "head"): ("/units/{unit}/people", 4),
    ("people.of_unit", "lead"): ("/units/{unit}/people", 4),
    ("people.index", "administrator"): ("/people", 4),
    ("people.show", "administrator"): ("/people/{head}", 4),
    ("plan_changes.cancel_milestone", "head"): (
        "/plans/{changing}/change/milestones/{changing_milestone}/cancel",
        4,
    ),
    ("plan_changes.decide", "lead"): ("/plans/{changing}/change/decide", 14),
    ("plan_changes.discard", "head"): ("/plans/{changing}/change/discard", 3),
    ("plan_changes.milestone", "head"): ("/plans/{changing}/change/milestones/{changing_milestone}", 4),
    ("plan_changes.new_milestone", "head"): ("/plans/{changing}/change/new/0", 6),
    ("plan_changes.show", "head"): ("/plans/{changing}/change", 8),
    ("plan_changes.submit", "head"): ("/plans/{changing}/change/submit", 8),
    ("plan_changes.words", "head"): ("/plans/{changing}/change/plan", 3),
    ("plan_versions.index", "head"): ("/plans/{changing}/versions", 3),
    ("plan_versions.show", "inspector"): ("/plans/{changing}/versions/{last_version}", 3),
    ("plans.due", "lead"): ("/recommendations/{recommendation}/plan-due", 2),
    ("plans.edit", "head"): ("/plans/{plan}/edit", 3),
    ("plans.respond", "head"): ("/plans/{plan}/respond", 2),
    ("recommendations.owner", "administrator"): ("/recommendations/{ownerless}/owner", 3),
    ("recommendations.show", "administrator"): ("/recommendations/{recommendation}", 4),
    ("recommendations.show", "head"): ("/recommendations/{recommendation}", 8),
    ("recommendations.show", "inspector"): ("/recommendations/{agreed_recommendation}", 8),
    ("recommendations.show", "lead"): ("/recommendations/{submitted_recommendation}", 8),
    ("regions.show", "lead"): ("/regions/1", 4),
    ("repeats.show", "lead"): ("/recommendations/{recommendation}/repeats", 4),
    ("repeats.show", "inspector"): ("/recommendations/{recommendation}/repeats", 3),
    ("search.show", "head"): ("/search?owner=e&kind=milestone", 6),
    ("search.show", "inspector"): ("/search?owner=e&kind=evidence", 6),
    ("search.show", "national"): ("/search?q=e&sort=unit", 6),
    ("units.index", "lead"): ("/units", 5),
    ("updates.index", "head"): ("/plans/{plan}/updates", 5),
    ("updates.send", "head"): ("/plans/{plan}/updates/send", 3),
    ("updates.of_milestone", "head"): ("/milestones/{late}/updates", 4),
    ("updates.send_on_milestone", "head"): ("/milestones/{late}/updates/send", 2),
    ("timeline.of_milestone", "head"): ("/milestones/{milestone}/timeline", 6),
    ("timeline.of_plan", "head"): ("/plans/{plan}/timeline", 6),
    ("units.index", "national"): ("/units", 5),
    ("units.show", "head"): ("/units/{unit}", 5),
}
# Pages that show no rows, files, and the parts of an import that show one item.
WITHOUT_A_LIST = {
    "assets.asset",
    "evidence.download",
    "health.healthz",
    "help.accessibility",
    "help.cookies",
    "help.session",
    "imports.add",
    "imports.differences",
    "imports.discard",
    "imports.new",
    "imports.remove",
    "people.add",
    "search.delete",
    "search.save",
    "search.view",
    "judgements.change",
    "sign_in.choose_password",
    "sign_in.sign_in",
    "sign_in.signed_out",
    "sign_in.start",
    "assets.own",
}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_sends_the_same_statements_for_one_row_and_for_three(app: Flask, rows: int) -> None:
    with transactions_of(app).write() as session:
        ids = crowd.fill(session, rows, at=clock.now())
    counted = {(page, who): _count(app, url.format(**ids), ids[who]) for (page, who), (url, _) in PAGES.items()}
    assert counted == {key: expected for key, (_, expected) in PAGES.items()}


def test_an_inspection_of_three_hundred_recommendations_takes_no_more_statements(app: Flask) -> None:
    with transactions_of(app).write() as session:
        ids = crowd.fill(session, 1, recommendations=300, at=clock.now())
    assert _count(app, f"/inspections/{ids['inspection']}", ids["head"]) == 5


def test_the_navigation_counts_in_one_statement_a_minute_and_after_each_form(app: Flask) -> None:
    with transactions_of(app).write() as session:
        head = crowd.fill(session, 1, at=clock.now())["head"]
    client = app.test_client()
    sign_in_as(client, head)
    assert [_sent(app, client, WITHOUT_ROWS) for _ in range(3)] == [2, 1, 1]
    post(client, "/search/save", name="Late", address="due=overdue")
    assert [_sent(app, client, WITHOUT_ROWS) for _ in range(2)] == [2, 1]
    with time_machine.travel(clock.now() + timedelta(seconds=SECONDS_KEPT), tick=False):
        assert _sent(app, client, WITHOUT_ROWS) >= 2  # a visit a minute later is noted too


def test_every_page_is_counted_or_known_to_show_no_list(app: Flask) -> None:
    pages = {endpoint for endpoint, method in declared(app) if method == "GET"}
    assert pages == {endpoint for endpoint, _ in PAGES} | WITHOUT_A_LIST


def _count(app: Flask, url: str, person_id: int) -> int:
    client = app.test_client()
    sign_in_as(client, person_id)
    client.get(WITHOUT_ROWS)  # where the navigation counts for the minute to come
    return _sent(app, client, url)


def _sent(app: Flask, client: FlaskClient, url: str) -> int:
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        assert client.get(url).status_code == 200
    return len(sent)
