"""Search finds what was asked for and may be seen, narrows by each filter, and counts what it lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.blocked import a_blocker
from tests.factories.discussed import a_recorded_comment, a_recorded_update
from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_deadline, a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.measured import a_measure
from tests.factories.milestones import a_milestone
from tests.factories.organisations import AT, OPERATOR
from tests.factories.plans import agree, into
from tracker.domain.permissions import Actor, Held
from tracker.domain.searching import Due, FoundIn, Kind, Order, Search
from tracker.domain.vocabulary import (
    EvidenceState,
    MilestoneState,
    PlanState,
    PlanStatus,
    RecommendationState,
    Response,
    ResponseReason,
    Role,
)
from tracker.models import Plan, StandardRating
from tracker.queries import search
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.scores import rescore

TODAY = date(2026, 6, 15)


@pytest.fixture
def plan(session: Session) -> Plan:
    """A draft plan of Sam Owner, due on 30 June."""
    inspection = an_inspection(session, unit=a_unit(session), title="An inspection of Marlow Vale")
    recommendation = a_recommendation(session, inspection, text="Improve the quality of assessment.")
    made = a_plan(session, recommendation, a_person(session, "Sam Owner"))
    made.deadline = a_deadline(session, date(2026, 6, 30))
    session.flush()
    return made


def works_at(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Owner", (Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id),))


def inspects(plan: Plan) -> Actor:
    return Actor(999, "Ida Inspector", (Held(Role.INSPECTOR, inspection_id=plan.place.inspection_id),))


def titles(session: Session, kind: Kind, actor: Actor, **asked: Any) -> list[str]:
    wanted = Search(**asked)
    rows = search.found(session, wanted, kind, seen_by=actor, today=TODAY, offset=0, limit=50)
    assert search.counts(session, wanted, seen_by=actor, today=TODAY)[kind] == len(rows)
    return [row.title for row in rows]


def test_every_word_must_be_found_in_whatever_order_and_letters(session: Session, plan: Plan) -> None:
    me = works_at(plan)
    found = ["Improve the quality of assessment."]
    assert titles(session, Kind.RECOMMENDATION, me, words=("ASSESSMENT", "marlow")) == found
    assert titles(session, Kind.RECOMMENDATION, me, words=("assessment", "planning")) == []


def test_signs_that_mean_something_to_the_database_are_only_signs(session: Session, plan: Plan) -> None:
    a_milestone(session, plan, title="Reach 100%_of cases")
    assert titles(session, Kind.MILESTONE, works_at(plan), words=("0%_",)) == ["Reach 100%_of cases"]
    assert titles(session, Kind.MILESTONE, works_at(plan), words=("1%0",)) == []


def test_what_is_elsewhere_is_not_found(session: Session, plan: Plan) -> None:
    a_milestone(session, plan)
    elsewhere = Actor(5, "Els", (Held(Role.UNIT_HEAD, unit_id=(plan.place.unit_id or 0) + 1),))
    for kind in Kind:
        assert titles(session, kind, elsewhere) == []


def test_an_inspector_finds_a_recommendation_and_nothing_of_its_draft(session: Session, plan: Plan) -> None:
    plan.success_measure = "Every case has a sound assessment"
    a_milestone(session, plan, title="Brief all staff")
    rescore(session, plan, today=TODAY)
    me = inspects(plan)
    (row,) = search.found(session, Search(), Kind.RECOMMENDATION, seen_by=me, today=TODAY, offset=0, limit=5)
    assert (row.owner, row.due_on, row.word) == (None, None, None)
    for hidden in ({"owner": "Sam"}, {"words": ("sound",)}, {"status": PlanStatus.NOT_STARTED}, {"due": Due.MONTH}):
        assert titles(session, Kind.RECOMMENDATION, me, **hidden) == []
    assert titles(session, Kind.MILESTONE, me) == []
    plan.state = PlanState.AGREED
    session.flush()
    assert titles(session, Kind.RECOMMENDATION, me, owner="sam")
    assert titles(session, Kind.MILESTONE, me) == ["Brief all staff"]


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (Due.OVERDUE, ["14 June"]),
        (Due.WEEK, ["15 June", "22 June"]),
        (Due.MONTH, ["15 June", "22 June", "15 July"]),
        (Due.LATER, ["16 July"]),
    ],
)
def test_milestones_are_found_by_when_they_are_due(session: Session, plan: Plan, due: Due, found: list[str]) -> None:
    for day in (date(2026, 6, 14), date(2026, 6, 15), date(2026, 6, 22), date(2026, 7, 15), date(2026, 7, 16)):
        a_milestone(session, plan, title=f"{day.day} {day:%B}", due_on=day)
    into(session, a_milestone(session, plan, title="Done", due_on=date(2026, 6, 14)), MilestoneState.COMPLETED)
    assert titles(session, Kind.MILESTONE, works_at(plan), due=due) == found


def test_a_plan_is_due_until_it_is_submitted_and_not_only_until_its_response(session: Session, plan: Plan) -> None:
    assert titles(session, Kind.RECOMMENDATION, works_at(plan), due=Due.MONTH)
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, plan.owner_id
    session.flush()
    assert titles(session, Kind.RECOMMENDATION, works_at(plan), due=Due.MONTH)
    plan.state = PlanState.SUBMITTED
    session.flush()
    assert titles(session, Kind.RECOMMENDATION, works_at(plan), due=Due.MONTH) == []


def test_nothing_is_due_of_a_recommendation_that_is_asked_no_more(session: Session, plan: Plan) -> None:
    a_milestone(session, plan, due_on=date(2026, 6, 14))
    me = works_at(plan)
    assert titles(session, Kind.MILESTONE, me, due=Due.OVERDUE)
    plan.recommendation.state = RecommendationState.CLOSED
    session.flush()
    for kind in (Kind.RECOMMENDATION, Kind.MILESTONE):
        for due in Due:
            assert titles(session, kind, me, due=due) == []
        (line,) = search.found(session, Search(), kind, seen_by=me, today=TODAY, offset=0, limit=5)
        assert line.is_done


def test_it_is_narrowed_by_unit_standard_status_and_state(session: Session, plan: Plan) -> None:
    standard = StandardRating(
        inspection_id=plan.recommendation.inspection_id, ordinal=1, code="P 2.1", name="Assessment",
        counts_towards_overall=True,
    )  # fmt: skip
    session.add(standard)
    session.refresh(plan.recommendation, ["standards"])
    plan.recommendation.standards.append(standard)
    begun = into(session, a_milestone(session, plan, title="Begun"), MilestoneState.UNDERWAY)
    a_milestone(session, plan, title="To come")
    rescore(session, plan, today=TODAY)
    me = works_at(plan)
    for same in ({"unit_id": plan.place.unit_id}, {"standard": "P 2.1"}, {"status": PlanStatus.ON_TRACK}):
        assert len(titles(session, Kind.MILESTONE, me, **same)) == 2
    for other in ({"unit_id": 0}, {"standard": "P 2.2"}, {"status": PlanStatus.DELIVERED}):
        assert titles(session, Kind.MILESTONE, me, **other) == []
    assert titles(session, Kind.MILESTONE, me, state=MilestoneState.UNDERWAY) == [begun.title]


def test_it_is_sorted_as_asked(session: Session, plan: Plan) -> None:
    a_milestone(session, plan, title="B", due_on=date(2026, 7, 1))
    a_milestone(session, plan, title="A", due_on=date(2026, 7, 2))
    assert titles(session, Kind.MILESTONE, works_at(plan)) == ["B", "A"]
    assert titles(session, Kind.MILESTONE, works_at(plan), order=Order.TITLE) == ["A", "B"]


def test_evidence_is_found_where_it_can_be_opened(session: Session, plan: Plan) -> None:
    uploader = a_person(session).id
    some_evidence(session, plan, uploaded_by=uploader, title="Audit of July")
    some_evidence(session, plan, uploaded_by=uploader, title="Refused", state=EvidenceState.REFUSED)
    some_evidence(session, plan, uploaded_by=uploader, title="Sickness", is_restricted=True)
    colleague = Actor(998, "Kit", (Held(Role.CONTRIBUTOR, unit_id=plan.place.unit_id),))
    assert titles(session, Kind.EVIDENCE, colleague) == ["Audit of July"]
    assert sorted(titles(session, Kind.EVIDENCE, works_at(plan))) == ["Audit of July", "Sickness"]


def test_what_people_wrote_is_found_and_where_it_stands_is_said(session: Session, plan: Plan) -> None:
    step = a_milestone(session, plan, title="Brief all staff")
    record(session, EventKind.MILESTONE_ADDED, step, by=OPERATOR, at=AT)
    plan.response, plan.agreed_part = Response.PARTLY_AGREED, "The part on magpies."
    plan.response_reason, plan.response_text = ResponseReason.POLICY, "Herons are for others."
    plan.responded_at, plan.responded_by_id = AT, plan.owner_id
    a_measure(session, plan, name="Kestrels seen", source="Owls in the report")
    a_recorded_update(session, plan, plan.owner_id, narrative="The wrens came.")
    a_recorded_update(session, plan, plan.owner_id, milestone=step, narrative="The larks came.")
    a_recorded_comment(session, plan, plan.owner_id, text="Ask the finches.")
    a_recorded_comment(session, plan, plan.owner_id, milestone=step, text="Ask the robins.")
    a_blocker(session, step, what="No room for swifts.")
    some_evidence(session, plan, uploaded_by=plan.owner_id, title="Audit", shows="Counts of doves.")
    session.flush()
    found = {
        word: [(line.title, line.elsewhere) for kind in Kind for line in lines(session, plan, kind, word)]
        for word in (*OF_THE_PLAN, *OF_ITS_MILESTONE, "doves")
    }
    assert found == {
        **{word: [(plan.recommendation.text, (place,))] for word, place in OF_THE_PLAN.items()},
        **{word: [("Brief all staff", (place,))] for word, place in OF_ITS_MILESTONE.items()},
        "doves": [("Audit", (FoundIn.SHOWS,))],
    }
    (line,) = lines(session, plan, Kind.MILESTONE, "brief", "larks")
    assert line.places == (FoundIn.TITLE, FoundIn.UPDATE)


OF_THE_PLAN = {
    "magpies": FoundIn.RESPONSE,
    "herons": FoundIn.RESPONSE,
    "kestrels": FoundIn.MEASURE,
    "owls": FoundIn.MEASURE,
    "wrens": FoundIn.UPDATE,
    "finches": FoundIn.COMMENT,
}
OF_ITS_MILESTONE = {"larks": FoundIn.UPDATE, "robins": FoundIn.COMMENT, "swifts": FoundIn.BLOCKER}


def lines(session: Session, plan: Plan, kind: Kind, *words: str, actor: Actor | None = None) -> Sequence[search.Found]:
    me, wanted = actor or works_at(plan), Search(words=words)
    rows = search.found(session, wanted, kind, seen_by=me, today=TODAY, offset=0, limit=50)
    assert search.counts(session, wanted, seen_by=me, today=TODAY)[kind] == len(rows)
    return rows


def test_an_inspector_finds_no_comment_and_no_update_that_was_sent_before_the_plan_was_first_agreed(
    session: Session, plan: Plan
) -> None:
    step = a_milestone(session, plan, title="Brief all staff")
    record(session, EventKind.MILESTONE_ADDED, step, by=OPERATOR, at=AT)
    words = {"before": AT - timedelta(days=1), "since": AT + timedelta(days=1)}
    for on in (None, step):
        for word, sent in words.items():
            a_recorded_update(session, plan, plan.owner_id, milestone=on, narrative=f"Said {word}.", sent_at=sent)
        a_recorded_comment(session, plan, plan.owner_id, milestone=on, text="Said among us.")
    a_blocker(session, step, what="Said of rooms.")
    me = inspects(plan)

    def found(word: str, actor: Actor) -> int:
        return sum(len(lines(session, plan, kind, word, actor=actor)) for kind in Kind)

    assert [found(word, me) for word in ("before", "since", "among", "rooms")] == [0, 0, 0, 0]
    plan.state = PlanState.AGREED
    agree(session, plan, [step], at=AT)
    session.flush()
    assert [found(word, me) for word in ("before", "since", "among", "rooms")] == [0, 2, 0, 1]
    assert [found(word, works_at(plan)) for word in ("before", "since", "among", "rooms")] == [2, 2, 2, 1]
    elsewhere = Actor(998, "Kit", (Held(Role.UNIT_HEAD, unit_id=a_unit(session).id),))
    assert [found(word, elsewhere) for word in ("since", "among", "rooms")] == [0, 0, 0]


def test_what_unseen_restricted_evidence_shows_is_not_found(session: Session, plan: Plan) -> None:
    some_evidence(session, plan, uploaded_by=a_person(session).id, shows="Counts of doves.", is_restricted=True)
    colleague = Actor(998, "Kit", (Held(Role.CONTRIBUTOR, unit_id=plan.place.unit_id),))
    assert len(lines(session, plan, Kind.EVIDENCE, "doves")) == 1
    assert len(lines(session, plan, Kind.EVIDENCE, "doves", actor=colleague)) == 0
