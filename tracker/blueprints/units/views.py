"""The units one may see, and one of them with its inspections and people."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Permission, can, may_ever
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.queries import inspections, regions, roll_ups, units
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor
from tracker.web.sorting import asked_order

blueprint = Blueprint("units", __name__)
UNITS_A_PAGE = 25


@blueprint.route("/units")
@needs(GET=Permission.SIGNED_IN)
def index() -> str:
    actor, today = current_actor(), clock.today()
    page, other_page = asked_page(size=UNITS_A_PAGE), asked_page("others", UNITS_A_PAGE)
    sorting, other_sorting = asked_order(units.ORDERS), asked_order(units.OTHER_ORDERS, "others_sort", "others")
    rows, total = units.seen(
        db.session(), seen_by=actor, today=today, offset=page.offset, limit=page.limit, order=sorting.asked
    )
    others, others_total = units.other_inspections(
        db.session(),
        seen_by=actor,
        today=today,
        offset=other_page.offset,
        limit=other_page.limit,
        order=other_sorting.asked,
    )
    reads_plans = may_ever(actor, Permission.SEE_PLAN)
    latest = [row.inspection_id for row in rows if row.inspection_id is not None]
    shown = [*latest, *(row.inspection_id for row in others)] if reads_plans else []
    return render_template(
        "units/index.html",
        reads_plans=reads_plans,
        figures=roll_ups.of_inspections(db.session(), shown, seen_by=actor, today=today) if shown else {},
        regions=regions.seen(db.session(), seen_by=actor) if may_ever(actor, Permission.SEE_REGION) else [],
        rows=rows,
        page=page.of(total),
        sorting=sorting,
        others=others,
        other_page=other_page.of(others_total),
        other_sorting=other_sorting,
        inspects=actor.has(Role.INSPECTOR),
    )


@blueprint.route("/units/<int:unit_id>")
@needs(GET=Permission.SEE_UNIT)
def show(unit_id: int) -> str:
    actor, today = current_actor(), clock.today()
    unit = guarded(units.get(db.session(), unit_id, seen_by=actor))
    inspected = inspections.of_unit(db.session(), unit, seen_by=actor)
    shown = [inspection.id for inspection in inspected]
    return render_template(
        "units/show.html",
        unit=unit,
        inspections=inspected,
        reads_plans=can(actor, Permission.SEE_PLAN, unit),
        figures=roll_ups.of_inspections(db.session(), shown, seen_by=actor, today=today) if shown else {},
        may_see_people=can(actor, Permission.SEE_UNIT_PEOPLE, unit),
        assignments=units.people_of(db.session(), unit, today=today),
    )
