"""The list of imports, the upload, the page on which a reading is checked, and discarding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker import clock
from tracker.adapters.report_reader import LARGEST_REPORT, read_report
from tracker.blueprints.imports import words
from tracker.blueprints.imports.forms import DecideForm, UploadForm
from tracker.domain.errors import UnreadableReport
from tracker.domain.permissions import Permission
from tracker.domain.report_obstacles import obstacles
from tracker.domain.report_parsing import from_json
from tracker.extensions import csrf, db
from tracker.models import ReportImport
from tracker.queries import imports
from tracker.services.report_reading import AlreadyImported, keep_reading
from tracker.services.report_reading import discard as discard_reading
from tracker.web.guards import guarded, guarded_service, needs
from tracker.web.paging import asked_page
from tracker.web.requests import reads_first, start_writing
from tracker.web.signed_in import current_actor
from tracker.web.sorting import asked_order

blueprint = Blueprint("imports", __name__)
for word in (words.place, words.day_or_month, words.says_the_same):
    blueprint.add_app_template_filter(word)

_FORM_AROUND_IT = 64 * 1024


@blueprint.route("/imports")
@needs(GET=Permission.IMPORT_REPORTS)
def index() -> str:
    guarded_service()
    page, sorting = asked_page(), asked_order(imports.ORDERS)
    rows, total = imports.seen(
        db.session(), seen_by=current_actor(), offset=page.offset, limit=page.limit, order=sorting.asked
    )
    return render_template("imports/index.html", rows=rows, page=page.of(total), sorting=sorting)


@blueprint.route("/imports/new", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
@reads_first
def new() -> ResponseReturnValue:
    guarded_service()
    request.max_content_length = LARGEST_REPORT + _FORM_AROUND_IT
    if request.method == "POST":
        csrf.protect()
    form = UploadForm()
    if form.validate_on_submit():
        with unreadable_beside_its_field(form):
            return _take_in(form)
    return render_template("imports/new.html", form=form), form.status


csrf.exempt(new)  # it asks for itself, once this one page has been allowed a larger body


def _take_in(form: UploadForm) -> Response:
    """Reads the file in a child process, outside any write transaction, and keeps what was read."""
    data, name = form.report.data.read(), form.report.data.filename or ""
    digest, actor = sha256(data).hexdigest(), current_actor()
    known = imports.of_bytes(db.session(), digest)
    if known is not None:
        return _already(known)
    reading = read_report(data, name)
    start_writing()
    try:
        kept = keep_reading(
            db.session(),
            data_sha256=digest,
            file_name=name,
            size=len(data),
            reading=reading,
            by=actor,
            at=clock.now(),
        )
        db.session.commit()
    except AlreadyImported as already:  # by somebody else, while this file was being read
        import_id = already.existing.id
        db.session.rollback()
        return _already(db.session.get_one(ReportImport, import_id))
    return redirect(url_for("imports.show", import_id=kept.id))


def _already(known: ReportImport) -> Response:
    flash("This report is already imported. This is what became of it.", "information")
    return redirect(url_for("imports.show", import_id=known.id))


@contextmanager
def unreadable_beside_its_field(form: UploadForm) -> Iterator[None]:
    try:
        yield
    except UnreadableReport as refusal:
        db.session.rollback()
        form.report.errors = [str(refusal)]


@blueprint.route("/imports/<int:import_id>")
@needs(GET=Permission.IMPORT_REPORTS)
def show(import_id: int) -> str:
    reading = guarded(imports.get(db.session(), import_id, seen_by=current_actor()))
    report = from_json(reading.mended)
    return render_template(
        "imports/show.html",
        reading=reading,
        report=report,
        found=len(from_json(reading.reading).recommendations),
        obstacles=obstacles(report),
        twin=imports.inspection_with_isbn(db.session(), report.isbn) if reading.inspection_id is None else None,
        made=imports.made_of(db.session(), reading),
    )


@blueprint.route("/imports/<int:import_id>/discard", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
def discard(import_id: int) -> ResponseReturnValue:
    actor = current_actor()
    reading = guarded(imports.get(db.session(), import_id, seen_by=actor))
    form = DecideForm(obj=reading)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            discard_reading(db.session(), reading, seen_revision=form.seen_revision, by=actor, at=clock.now())
            db.session.commit()
            flash("The reading was discarded. The same file can be imported again.")
            return redirect(url_for("imports.index"))
    return render_template("imports/discard.html", form=form, reading=reading), form.status
