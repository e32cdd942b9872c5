"""The units one may see, and one of them with its inspections and people."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Permission
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.queries import inspections, units
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("units", __name__)


@blueprint.route("/units")
@needs(GET=Permission.SIGNED_IN)
def index() -> str:
    actor, today = current_actor(), clock.today()
    page, other_page = asked_page(), asked_page("others")
    rows, total = units.seen(db.session(), seen_by=actor, today=today, offset=page.offset, limit=page.limit)
    others, others_total = units.other_inspections(
        db.session(), seen_by=actor, today=today, offset=other_page.offset, limit=other_page.limit
    )
    return render_template(
        "units/index.html",
        rows=rows,
        page=page.of(total),
        others=others,
        other_page=other_page.of(others_total),
        inspects=actor.has(Role.INSPECTOR),
    )


@blueprint.route("/units/<int:unit_id>")
@needs(GET=Permission.SEE_UNIT)
def show(unit_id: int) -> str:
    actor = current_actor()
    unit = guarded(units.get(db.session(), unit_id, seen_by=actor))
    return render_template(
        "units/show.html",
        unit=unit,
        inspections=inspections.of_unit(db.session(), unit, seen_by=actor),
        assignments=units.people_of(db.session(), unit, today=clock.today()),
    )
