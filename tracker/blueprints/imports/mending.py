"""Every value of a reading can be changed, an item that was missed added, one that is none taken out."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker import clock
from tracker.blueprints.imports.forms import DecideForm
from tracker.blueprints.imports.item_forms import ITEM_FORMS
from tracker.blueprints.imports.items import Item
from tracker.blueprints.imports.views import blueprint
from tracker.domain.errors import NotFound
from tracker.domain.permissions import Permission
from tracker.domain.report_mending import LISTS, SINGULAR, values_of
from tracker.extensions import db
from tracker.models import ReportImport
from tracker.queries import imports
from tracker.services.report_reading import add_item, mend, remove_item
from tracker.web.forms import EditForm
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor


@blueprint.route("/imports/<int:import_id>/change/<section>/<int:index>", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
def change(import_id: int, section: str, index: int) -> ResponseReturnValue:
    reading = guarded(imports.get(db.session(), import_id, seen_by=current_actor()))
    item = _item(reading, section, index)
    form = ITEM_FORMS[section](obj=item)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            mend(
                db.session(),
                reading,
                section=section,
                index=index,
                values=form.values(),
                **_how(form),
            )
            return _saved(import_id, section)
    return _page("change", form, item), form.status


@blueprint.route("/imports/<int:import_id>/add/<section>", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
def add(import_id: int, section: str) -> ResponseReturnValue:
    reading = guarded(imports.get(db.session(), import_id, seen_by=current_actor()))
    if section not in LISTS:
        raise NotFound("There is no such list.")
    item = Item(reading, section, None)
    form = ITEM_FORMS[section](obj=item)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            add_item(
                db.session(),
                reading,
                section=section,
                values=form.values(),
                position=form.position,
                **_how(form),
            )
            return _saved(import_id, section)
    return _page("add", form, item), form.status


@blueprint.route("/imports/<int:import_id>/remove/<section>/<int:index>", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
def remove(import_id: int, section: str, index: int) -> ResponseReturnValue:
    reading = guarded(imports.get(db.session(), import_id, seen_by=current_actor()))
    if section not in LISTS:
        raise NotFound("There is no such list.")
    item = _item(reading, section, index)
    form = DecideForm(obj=reading)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            remove_item(
                db.session(),
                reading,
                section=section,
                index=index,
                **_how(form),
            )
            return _saved(import_id, section)
    return _page("remove", form, item), form.status


def _item(reading: ReportImport, section: str, index: int) -> Item:
    """NotFound where the reading has no such item."""
    item = Item(reading, section, index)
    if section not in ITEM_FORMS:
        raise NotFound("There is no such list.")
    try:
        values_of(item.report, section, index)
    except IndexError:
        raise NotFound("There is no such item.") from None
    return item


def _how(form: EditForm) -> dict[str, Any]:
    """Which copy was seen, who acts and when: what every verb here asks for."""
    return {"seen_revision": form.seen_revision, "by": current_actor(), "at": clock.now()}


def _saved(import_id: int, section: str) -> Response:
    db.session.commit()
    return redirect(url_for("imports.show", import_id=import_id, _anchor=section))


def _page(name: str, form: object, item: Item) -> str:
    return render_template(
        f"imports/{name}.html", form=form, item=item, reading=item.report_import, what=SINGULAR[item.part]
    )
