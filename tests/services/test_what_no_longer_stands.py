"""What belongs to a recommendation that no longer stands is kept as it was: no verb changes it, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tracker.domain.errors import InvalidMove
from tracker.domain.evidence import About
from tracker.domain.permissions import Actor, Held
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import (
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    EvidenceState,
    RecommendationState,
    Response,
    Role,
)
from tracker.models import Evidence, Milestone, Plan
from tracker.services import agreement, decisions, evidence, milestones, plans
from tracker.services.evidence import Checked, Incoming
from tracker.services.locking import NO_LONGER_STANDS

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
OVER = [state for state in RecommendationState if state not in (RecommendationState.OPEN, RecommendationState.ASSURED)]


@dataclass
class Kept:
    """A plan with a milestone and its evidence, and somebody who may do nearly everything to them."""

    session: Session
    plan: Plan
    milestone: Milestone
    evidence: Evidence
    by: Actor


@pytest.fixture
def kept(session: Session) -> Kept:
    inspection = an_inspection(session, unit=a_unit(session))
    plan = a_plan(session, a_recommendation(session, inspection), a_person(session))
    milestone = a_milestone(session, plan)
    shown = some_evidence(session, plan, uploaded_by=plan.owner_id, milestones=[milestone])
    place = plan.place
    held = (Held(Role.UNIT_HEAD, unit_id=place.unit_id), Held(Role.REGIONAL_LEAD, region_id=place.region_id))
    return Kept(session, plan, milestone, shown, Actor(a_person(session).id, "Jo Both", held))


FILE = Incoming("audit.txt", "text/plain", 3, "key")
ABOUT = About("Audit", EvidenceKind.DATA, frozenset())
WHEN: dict[str, Any] = {"at": AT, "today": TODAY}


def _promise(plan: Plan) -> Promise:
    return Promise("Train staff", plan.owner_id, TODAY, 10)


Verb = Callable[[Kept], object]
VERBS: dict[str, Verb] = {
    "respond": lambda k: plans.respond(
        k.session, k.plan, response=Response.AGREED, agreed_part="", reason=None, text="",
        seen_revision=k.plan.revision, by=k.by, at=AT,
    ),
    "edit the plan": lambda k: plans.edit_plan(
        k.session, k.plan, owner_id=k.plan.owner_id, success_measure="All.",
        seen_revision=k.plan.revision, by=k.by, **WHEN,
    ),
    "submit": lambda k: agreement.submit_plan(k.session, k.plan, seen_revision=k.plan.revision, by=k.by, **WHEN),
    "agree": lambda k: agreement.agree_plan(k.session, k.plan, seen_revision=k.plan.revision, by=k.by, **WHEN),
    "return": lambda k: agreement.return_plan(
        k.session, k.plan, what_to_change="All.", seen_revision=k.plan.revision, by=k.by, **WHEN
    ),
    "add a milestone": lambda k: milestones.add_milestone(
        k.session, k.plan, promise=_promise(k.plan), by=k.by, **WHEN
    ),
    "edit a milestone": lambda k: milestones.edit_milestone(
        k.session, k.milestone, promise=_promise(k.plan), seen_revision=k.milestone.revision, by=k.by, **WHEN
    ),
    "start": lambda k: milestones.start_milestone(
        k.session, k.milestone, seen_revision=k.milestone.revision, by=k.by, **WHEN
    ),
    "complete": lambda k: milestones.complete_milestone(
        k.session, k.milestone, note="Done.", seen_revision=k.milestone.revision, by=k.by, **WHEN
    ),
    "reopen": lambda k: milestones.reopen_milestone(
        k.session, k.milestone, why="More.", seen_revision=k.milestone.revision, by=k.by, **WHEN
    ),
    "cancel": lambda k: milestones.cancel_milestone(
        k.session, k.milestone, reason="No.", seen_revision=k.milestone.revision, by=k.by, **WHEN
    ),
    "upload": lambda k: evidence.receive(k.session, k.plan, about=ABOUT, file=FILE, by=k.by, **WHEN),
    "upload a version": lambda k: evidence.receive_version(k.session, k.evidence, file=FILE, by=k.by, at=AT),
    "withdraw": lambda k: evidence.withdraw(k.session, k.evidence.versions[0], why="Wrong.", by=k.by, **WHEN),
    "edit evidence": lambda k: evidence.edit_evidence(
        k.session, k.evidence, about=ABOUT, seen_revision=k.evidence.revision, by=k.by, **WHEN
    ),
    "decide": lambda k: decisions.decide(
        k.session, k.milestone, level=DecisionLevel.REVIEW, outcome=DecisionOutcome.SUFFICIENT, why="Yes.",
        version_ids=[], seen_revision=k.milestone.revision, by=k.by, **WHEN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("state", OVER)
def test_no_verb_changes_the_plan_of_what_no_longer_stands(kept: Kept, state: RecommendationState, name: str) -> None:
    kept.plan.recommendation.state = state
    kept.session.flush()
    with pytest.raises(InvalidMove, match=NO_LONGER_STANDS):
        VERBS[name](kept)


def test_a_file_uploaded_before_is_still_checked_to_the_end(kept: Kept) -> None:
    version = evidence.receive_version(kept.session, kept.evidence, file=FILE, by=kept.by, at=AT)
    kept.plan.recommendation.state = RecommendationState.CLOSED
    found = Checked("1" * 64, "Scanned: nothing found")
    assert evidence.settle(kept.session, version, found=found, by=kept.by, **WHEN) is EvidenceState.AVAILABLE
