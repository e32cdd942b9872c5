"""The history of an item is a page: who did what, what stood before and after, and when."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, url_for

from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Event
from tracker.queries import (
    events,
    evidence,
    evidence_history,
    imports,
    inspections,
    milestones,
    people,
    plans,
    recommendations,
    units,
)
from tracker.web.event_words import told
from tracker.web.guards import guarded, needs
from tracker.web.paging import Page, asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("history", __name__)
Subjects = dict[events.Key, str]  # table and id → what to call it where it is a part of the item, else nothing


@blueprint.route("/units/<int:unit_id>/history")
@needs(GET=Permission.SEE_UNIT)
def unit(unit_id: int) -> str:
    item = guarded(units.get(db.session(), unit_id, seen_by=current_actor()))
    return _page({("unit", unit_id): ""}, item.name, url_for("units.show", unit_id=unit_id))


@blueprint.route("/inspections/<int:inspection_id>/history")
@needs(GET=Permission.SEE_INSPECTION)
def inspection(inspection_id: int) -> str:
    item = guarded(inspections.get(db.session(), inspection_id, seen_by=current_actor()))
    back = url_for("inspections.show", inspection_id=inspection_id)
    return _page({("inspection", inspection_id): ""}, item.title, back)


@blueprint.route("/recommendations/<int:recommendation_id>/history")
@needs(GET=Permission.SEE_RECOMMENDATION)
def recommendation(recommendation_id: int) -> str:
    """With the history of its plan and the milestones in it, where and since when that may be seen."""
    actor = current_actor()
    item = guarded(recommendations.get(db.session(), recommendation_id, seen_by=actor))
    plan = plans.of_recommendation(db.session(), recommendation_id, seen_by=actor)
    subjects: Subjects = {("recommendation", recommendation_id): ""}
    agreed = None
    if plan is not None:
        agreed = events.without_drafts(plan, actor)
        subjects[("plan", plan.id)] = ""
        promised = milestones.of_plan(db.session(), plan)
        subjects |= {("milestone", milestone.id): milestone.title for milestone in promised}
    back = url_for("recommendations.show", recommendation_id=recommendation_id)
    return _page(subjects, f"Recommendation {item.number or item.ordinal}", back, agreed)


@blueprint.route("/evidence/<int:evidence_id>/history")
@needs(GET=Permission.SEE_EVIDENCE)
def of_evidence(evidence_id: int) -> str:
    """With the history of its versions. Who opened them is told to some readers only (queries/evidence_history.py)."""
    actor, page = current_actor(), asked_page()
    item = guarded(evidence.get(db.session(), evidence_id, seen_by=actor))
    subjects: Subjects = {("evidence", evidence_id): ""}
    subjects |= {("evidence_version", version.id): f"version {version.number}" for version in item.versions}
    entries, total = evidence_history.of(db.session(), item, seen_by=actor, offset=page.offset, limit=page.limit)
    return _shown(entries, page.of(total), subjects, item.title, url_for("evidence.show", evidence_id=evidence_id))


@blueprint.route("/people/<int:person_id>/history")
@needs(GET=Permission.MANAGE_PEOPLE)
def person(person_id: int) -> str:
    """With the history of their roles and of the ways they sign in."""
    item = guarded(people.get(db.session(), person_id, seen_by=current_actor()))
    subjects: Subjects = dict.fromkeys([("person", person_id), *events.belongings_of(db.session(), item)], "")
    return _page(subjects, item.name, url_for("people.show", person_id=person_id))


@blueprint.route("/imports/<int:import_id>/history")
@needs(GET=Permission.IMPORT_REPORTS)
def reading(import_id: int) -> str:
    item = guarded(imports.get(db.session(), import_id, seen_by=current_actor()))
    return _page({("report_import", import_id): ""}, item.file_name, url_for("imports.show", import_id=import_id))


def _page(subjects: Subjects, name: str, back: str, agreed: events.Agreed | None = None) -> str:
    page = asked_page()
    entries, total = events.of(db.session(), subjects, offset=page.offset, limit=page.limit, agreed=agreed)
    return _shown(entries, page.of(total), subjects, name, back)


def _shown(entries: Sequence[Event], page: Page, subjects: Subjects, name: str, back: str) -> str:
    names = events.names_in(db.session(), entries)
    return render_template(
        "history/show.html",
        entries=[told(entry, names, subjects) for entry in entries],
        page=page,
        name=name,
        back_url=back,
    )
