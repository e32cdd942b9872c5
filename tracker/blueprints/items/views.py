"""Your items: the first page after signing in."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.blueprints.items.section import waiting
from tracker.blueprints.items.sections import sections_of
from tracker.domain.permissions import Permission, may_ever
from tracker.extensions import db
from tracker.web.guards import needs
from tracker.web.lateness import late_in_words
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor
from tracker.web.waiting import waits

blueprint = Blueprint("items", __name__)


@blueprint.route("/your-items")
@needs(GET=Permission.SIGNED_IN)
def show() -> str:
    actor, today = current_actor(), clock.today()
    sections, page = sections_of(db.session(), actor, asked_page(), today=today)
    counts = waiting(sections)
    waits(counts)
    return render_template(
        "items/show.html",
        sections=[section for section in sections if section.lines],
        name=actor.name,
        total=sum(counts.values()),
        page=page,
        late=late_in_words,
        may_see_units=may_ever(actor, Permission.SEE_UNIT),
        today=today,
    )
