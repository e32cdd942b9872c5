"""Your items: the first page after signing in."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Permission, can, may_ever
from tracker.extensions import db
from tracker.queries import inspections, items
from tracker.web.guards import needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("items", __name__)
FIRST_OWNERLESS = 20


@blueprint.route("/your-items")
@needs(GET=Permission.SIGNED_IN)
def show() -> str:
    actor = current_actor()
    page = asked_page()
    plans, how_many = items.owned_plans(db.session(), actor, offset=page.offset, limit=page.limit)
    names_owners = can(actor, Permission.NAME_OWNER)
    ownerless, ownerless_total = (
        items.ownerless(db.session(), actor, limit=FIRST_OWNERLESS) if names_owners else ([], 0)
    )
    return render_template(
        "items/show.html",
        waiting=[plan for plan in plans if not plan.is_answered],
        answered=[plan for plan in plans if plan.is_answered],
        how_many=how_many,
        page=page.of(how_many.total),
        ownerless=ownerless,
        ownerless_total=ownerless_total,
        readings=items.readings_to_check(db.session()) if can(actor, Permission.IMPORT_REPORTS) else [],
        assigned=inspections.assigned_to(db.session(), actor),
        may_see_units=may_ever(actor, Permission.SEE_UNIT),
        today=clock.today(),
    )
