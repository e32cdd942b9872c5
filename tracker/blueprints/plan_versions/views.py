"""What was agreed, when and by whom: the baseline of a plan and each later version, with what it changed."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.domain.permissions import Permission
from tracker.domain.plan_versions import difference, version_of
from tracker.extensions import db
from tracker.queries import plan_versions, plans
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("plan_versions", __name__)


@blueprint.route("/plans/<int:plan_id>/versions")
@needs(GET=Permission.SEE_PLAN)
def index(plan_id: int) -> str:
    plan = guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))
    page = asked_page()
    versions, total = plan_versions.of_plan(db.session(), plan_id, offset=page.offset, limit=page.limit)
    return render_template("plan_versions/index.html", plan=plan, versions=versions, page=page.of(total))


@blueprint.route("/plans/<int:plan_id>/versions/<int:number>")
@needs(GET=Permission.SEE_PLAN)
def show(plan_id: int, number: int) -> str:
    plan = guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))
    found = plan_versions.get(db.session(), plan_id, number)
    version = version_of(found.content)
    changed = difference(version_of(found.before), version) if found.before is not None else None
    return render_template("plan_versions/show.html", plan=plan, found=found, version=version, changed=changed)
