"""A small committed world for tests of pages: two regions, three units, three inspections, a person of every kind.

Everything of interest lies in unit A of region 1; the people differ in how near to it they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.absent import a_recorded_absence
from tests.factories.dated import a_recorded_date_change
from tests.factories.discussed import a_recorded_comment, a_recorded_update
from tests.factories.evidence import some_evidence
from tests.factories.handed import a_recorded_handover
from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.measured import a_recorded_measure
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    LONG_AGO,
    give,
    make_administrator,
    make_assurance_reviewer,
    make_contributor,
    make_inspector,
    make_national_lead,
    make_person,
    make_regional_lead,
    make_unit_head,
)
from tests.factories.planned import add_changes, add_delivered, add_milestones, add_spare
from tests.factories.readings import a_reading
from tests.support.client import transactions_of
from tracker.adapters.storage import Storage
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import FindingKind, MilestoneState, PlanState, Progress, Rating, Role
from tracker.models import (
    Assignment,
    Finding,
    Inspection,
    KeyQuestionResult,
    Milestone,
    Person,
    Plan,
    ProgressJudgement,
    SavedView,
    StandardRating,
    Unit,
)
from tracker.services.event_kinds import EventKind
from tracker.services.people import end_person
from tracker.services.record import record
from tracker.services.sessions import begin_session

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass
class World:
    """Ids of what was made; `people` maps each kind of person to their id, `tokens` to an open session's token."""

    ids: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def build(app: Flask, *, at: datetime, later: bool = False) -> World:
    """Makes the world in the database of `app`; sessions begin at `at`. `later`: with plans past their agreement."""
    world = World()
    with transactions_of(app).write() as session:
        _fill(session, world)
        if later:
            add_changes(session, world.ids, world.people)
            add_delivered(session, world.ids, world.people)
            add_spare(session, world.ids)
        _evidence(session, world, app.extensions["storage"])
        _to_decide(session, world)
        _judged(session, world)
        _saved(session, world)
        for kind, person_id in world.people.items():
            person = session.get_one(Person, person_id)
            world.tokens[kind] = begin_session(session, person, by=Actor(person_id, person.name), at=at)
        leaver = session.get_one(Person, world.people["deactivated"])
        end_person(session, leaver, by=OPERATOR, at=AT)
    return world


def _fill(session: Session, world: World) -> None:
    first, second = make_region(session, "Marlow Vale"), make_region(session, "Thornley")
    units = {"a": make_unit(session, "Ashcombe", first), "b": make_unit(session, "Brackenfold", first)}
    units["c"] = make_unit(session, "Carrowby", second)
    inspections = {name: _inspected(session, unit) for name, unit in units.items()}
    _people(session, world, units, inspections)
    _plans(session, world, inspections["a"])
    reading = a_reading(session)
    world.ids |= {
        "unit_id": units["a"].id,
        "region_id": first.id,
        "inspection_id": inspections["a"].id,
        "import_id": reading.id,
    }
    add_milestones(session, world.ids, world.people)
    _handed_over(session, world)


def _inspected(session: Session, unit: Unit) -> Inspection:
    inspection = an_inspection(session, unit=unit, title=f"An inspection of {unit.name}", score=1, max_score=21)
    standard = StandardRating(
        inspection_id=inspection.id,
        ordinal=1,
        code="P 2.1",
        name="Assessment",
        rating=Rating.INADEQUATE,
        counts_towards_overall=True,
    )
    session.add(standard)
    session.flush()
    question = KeyQuestionResult(
        standard_rating_id=standard.id, ordinal=1, question="Does assessment focus on safety?", percentage=8
    )
    finding = Finding(
        inspection_id=inspection.id,
        standard_rating_id=standard.id,
        ordinal=1,
        section="P 2.1 Assessment",
        kind=FindingKind.IMPROVEMENT,
        text="Assessments of safety were poor.",
        source="page 9",
    )
    session.add_all([question, finding])
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT, covers=[standard, question, finding])
    return inspection


def _people(session: Session, world: World, units: dict[str, Unit], inspections: dict[str, Inspection]) -> None:
    was_head = make_person(session, "Former Head")
    give(session, was_head, Role.UNIT_HEAD, unit=units["a"], starts_on=LONG_AGO, ends_on=date(2021, 1, 1))
    contributor = make_contributor(session, units["a"])
    held = sa.select(Assignment.id).where(Assignment.person_id == contributor.id)
    world.ids["assignment_id"] = session.scalars(held).one()
    people = {
        "head": make_unit_head(session, units["a"], "Hana Head"),
        "head_of_neighbour": make_unit_head(session, units["b"]),
        "head_elsewhere": make_unit_head(session, units["c"]),
        "contributor": contributor,
        "lead": make_regional_lead(session, units["a"].region),
        "lead_elsewhere": make_regional_lead(session, units["c"].region),
        "reviewer": make_assurance_reviewer(session),
        "inspector": make_inspector(session, inspections["a"]),
        "inspector_elsewhere": make_inspector(session, inspections["c"]),
        "national": make_national_lead(session),
        "administrator": make_administrator(session),
        "without_a_role": was_head,
        "deactivated": make_unit_head(session, units["a"], "Gone Away"),
    }
    world.people = {kind: person.id for kind, person in people.items()}
    world.ids["person_id"] = people["contributor"].id
    world.ids["absence_id"] = a_recorded_absence(session, people["contributor"], people["head"]).id


def _plans(session: Session, world: World, inspection: Inspection) -> None:
    """A draft plan of the head, an agreed one, and a recommendation to others that nobody owns."""
    head = session.get_one(Person, world.people["head"])
    for name, state in (("draft", PlanState.DRAFT), ("agreed", PlanState.AGREED)):
        recommendation = a_recommendation(session, inspection)
        plan = a_plan(session, recommendation, head, state)
        record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=AT)
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=[plan.deadline])
        world.ids |= {f"{name}_plan_id": plan.id, f"{name}_recommendation_id": recommendation.id}
    measured = a_recorded_measure(session, session.get_one(Plan, world.ids["draft_plan_id"]), head.id)
    world.ids |= {"measure_id": measured.measure_id, "reading_id": measured.id}
    others = a_recommendation(session, inspection, addressee="The Ministry of Justice", is_for_subject=False)
    record(session, EventKind.RECOMMENDATION_CREATED, others, by=OPERATOR, at=AT)
    world.ids["ownerless_recommendation_id"] = others.id


def _to_decide(session: Session, world: World) -> None:
    """Of the agreed plan: a milestone that the head reported done, with evidence of the contributor."""
    plan = session.get_one(Plan, world.ids["agreed_plan_id"])
    done: dict[str, Any] = {
        "state": MilestoneState.COMPLETED,
        "completed_at": AT,
        "completed_by_id": world.people["head"],
    }
    milestone = a_milestone(session, plan, title="Check plans each month", completion_note="Twenty checked.", **done)
    record(session, EventKind.MILESTONE_ADDED, milestone, by=OPERATOR, at=AT)
    shown = some_evidence(
        session,
        plan,
        title="Check of July",
        uploaded_by=world.people["contributor"],
        milestones=[milestone],
        data=b"18",
    )
    record(session, EventKind.EVIDENCE_RECEIVED, shown, by=OPERATOR, at=AT, covers=shown.versions)
    world.ids |= {"waiting_milestone_id": milestone.id, "waiting_version_id": shown.versions[0].id}
    world.ids["waiting_evidence_id"] = shown.id


def _judged(session: Session, world: World) -> None:
    """Of the draft plan's recommendation: a judgement of the inspector that is not released."""
    judgement = ProgressJudgement(
        recommendation_id=world.ids["draft_recommendation_id"],
        inspector_id=world.people["inspector"],
        plan_delivered=Progress.INSUFFICIENT,
        outcome_improved=Progress.NO_MEANINGFUL,
        why="Not one case had changed.",
        judged_at=AT,
    )
    session.add(judgement)
    session.flush()
    record(session, EventKind.PROGRESS_JUDGED, judgement, by=OPERATOR, at=AT)
    world.ids["judgement_id"] = judgement.id


def _handed_over(session: Session, world: World) -> None:
    """From the head to the contributor: the planned milestone of the draft plan, not accepted yet."""
    milestone = session.get_one(Milestone, world.ids["milestone_id"])
    plan = session.get_one(Plan, milestone.plan_id)
    head, contributor = world.people["head"], world.people["contributor"]
    world.ids["handover_id"] = a_recorded_handover(session, plan, head, contributor, milestone=milestone).id


def _saved(session: Session, world: World) -> None:
    """A search that the head keeps for themselves."""
    view = SavedView(person_id=world.people["head"], name="Overdue", address="due=overdue", saved_at=AT)
    session.add(view)
    session.flush()
    record(session, EventKind.VIEW_SAVED, view, by=OPERATOR, at=AT)
    world.ids["view_id"] = view.id


def _evidence(session: Session, world: World, storage: Storage) -> None:
    """Of the agreed plan, for a milestone of its own, for which the head asks another date: a file anybody may see, and
    a restricted one of the head."""
    plan = session.get_one(Plan, world.ids["agreed_plan_id"])
    milestone = a_milestone(session, plan, title="Check cases each month")
    record(session, EventKind.MILESTONE_ADDED, milestone, by=OPERATOR, at=AT)
    head, contributor = world.people["head"], world.people["contributor"]
    world.ids["update_id"] = a_recorded_update(session, plan, contributor).id
    comment = a_recorded_comment(session, plan, head, milestone=milestone, mentioned=[contributor])
    world.ids |= {"comment_id": comment.id, "mention_id": comment.mentions[0].id}
    world.ids["shown_milestone_id"] = milestone.id
    world.ids["change_id"] = a_recorded_date_change(session, milestone, world.people["head"]).id
    for name, uploader in (("evidence", "contributor"), ("restricted", "head")):
        shown = some_evidence(
            session,
            plan,
            title=f"Audit of cases, {name}",
            uploaded_by=world.people[uploader],
            milestones=[milestone],
            storage=storage,
            is_restricted=name == "restricted",
            data=f"Of 20 cases checked, 18 were sound ({name}).".encode(),
        )
        record(session, EventKind.EVIDENCE_RECEIVED, shown, by=OPERATOR, at=AT, covers=shown.versions)
        world.ids |= {f"{name}_id": shown.id, f"{name}_version_id": shown.versions[0].id}
