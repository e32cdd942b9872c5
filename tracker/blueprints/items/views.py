"""Your items: the first page after signing in."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Permission, can, may_ever
from tracker.extensions import db
from tracker.queries import agreement, inspections, items, own_milestones
from tracker.web.guards import needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("items", __name__)
FIRST_OWNERLESS = 20
FIRST_MILESTONES = 50
FIRST_TO_AGREE = 50


@blueprint.route("/your-items")
@needs(GET=Permission.SIGNED_IN)
def show() -> str:
    actor = current_actor()
    page = asked_page()
    milestones, milestones_total = own_milestones.open_milestones(db.session(), actor, limit=FIRST_MILESTONES)
    agrees = may_ever(actor, Permission.AGREE_PLAN)
    to_agree, to_agree_total = agreement.to_agree(db.session(), actor, limit=FIRST_TO_AGREE) if agrees else ([], 0)
    plans, how_many = items.owned_plans(db.session(), actor, offset=page.offset, limit=page.limit)
    names_owners = can(actor, Permission.NAME_OWNER)
    ownerless, ownerless_total = (
        items.ownerless(db.session(), actor, limit=FIRST_OWNERLESS) if names_owners else ([], 0)
    )
    return render_template(
        "items/show.html",
        milestones=milestones,
        milestones_total=milestones_total,
        returned=own_milestones.returned_plans(db.session(), actor),
        to_agree=to_agree,
        to_agree_total=to_agree_total,
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
