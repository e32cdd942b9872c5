"""Uploading evidence for milestones, its page, newer versions, opening a file and withdrawing it."""

from __future__ import annotations

import logging
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker import clock
from tracker.adapters.storage import BytesMissing, Damaged, open_verified
from tracker.blueprints.evidence.forms import EditEvidenceForm, UploadForm, VersionForm, WithdrawForm
from tracker.blueprints.evidence.serving import attachment
from tracker.blueprints.evidence.uploading import Outcome, judged, keep, scanner, storage, take_larger_body
from tracker.domain.errors import NotFound
from tracker.domain.evidence import whole
from tracker.domain.permissions import Permission, can
from tracker.domain.uploads import ACCEPTED
from tracker.domain.vocabulary import EvidenceState
from tracker.extensions import csrf, db
from tracker.models import EvidenceVersion
from tracker.queries import decisions, evidence, milestones, plans
from tracker.services import evidence as verbs
from tracker.web.guards import guarded, needs
from tracker.web.requests import own_transactions, reads_first
from tracker.web.signed_in import current_actor

blueprint = Blueprint("evidence", __name__)
log = logging.getLogger(__name__)
LONGEST_NAME = 200


@blueprint.context_processor
def _about_files() -> dict[str, object]:
    return {"files_are_scanned": scanner().is_on, "accepted_files": ",".join(ACCEPTED)}


@blueprint.route("/plans/<int:plan_id>/evidence/new", methods=["GET", "POST"])
@needs(GET=Permission.UPLOAD_EVIDENCE, POST=Permission.UPLOAD_EVIDENCE)
@reads_first
def new(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = plans.get(db.session(), plan_id, seen_by=actor)
    recommendation_id = plan.recommendation_id
    offered = milestones.of_plan(db.session(), plan)
    guarded(milestones.to_show(plan, offered, actor))
    take_larger_body()
    form = UploadForm(milestones=[request.args.get("milestone", 0, int)])
    form.offer(offered)
    page = {"form": form, "recommendation_id": recommendation_id, "has_milestones": bool(offered)}
    outcome = Outcome()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            _take_in(form, plan_id, outcome)
            if not outcome.refused:
                _tell(outcome)
                return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))
        form.files.errors = [*form.files.errors, *outcome.refused]
    return render_template("evidence/new.html", outcome=outcome, **page), form.status


def _take_in(form: UploadForm, plan_id: int, outcome: Outcome) -> None:
    """Each good file becomes a piece of evidence; of several, each has the name of its file behind the title."""
    actor, about = current_actor(), whole(form.about, today=clock.today())
    several = len(form.files.data) > 1

    def receive(session: Session, file: verbs.Incoming) -> EvidenceVersion:
        title = f"{about.title}: {file.file_name}"[:LONGEST_NAME] if several else about.title
        plan = plans.get(session, plan_id, seen_by=actor)
        one = replace(about, title=title)
        return verbs.receive(session, plan, about=one, file=file, by=actor, at=clock.now(), today=clock.today())

    keep(judged(form.files.data, outcome), receive, outcome, by=actor)


@blueprint.route("/evidence/<int:evidence_id>")
@needs(GET=Permission.SEE_EVIDENCE)
def show(evidence_id: int) -> str:
    actor = current_actor()
    found = guarded(evidence.get(db.session(), evidence_id, seen_by=actor))
    return render_template(
        "evidence/show.html",
        evidence=found,
        decisions=decisions.upon(db.session(), evidence_id),
        may_upload=can(actor, Permission.UPLOAD_EVIDENCE, found),
        may_edit=can(actor, Permission.EDIT_EVIDENCE, found),
        may_withdraw=can(actor, Permission.WITHDRAW_EVIDENCE, found),
    )


@blueprint.route("/evidence/<int:evidence_id>/versions/new", methods=["GET", "POST"])
@needs(GET=Permission.UPLOAD_EVIDENCE, POST=Permission.UPLOAD_EVIDENCE)
@reads_first
def new_version(evidence_id: int) -> ResponseReturnValue:
    actor = current_actor()
    found = guarded(evidence.get(db.session(), evidence_id, seen_by=actor))
    said = {name: getattr(found, name) for name in ("title", "plan_id", "period_from", "period_to")}
    take_larger_body(files=1)
    form, outcome = VersionForm(), Outcome()
    if form.validate_on_submit():

        def receive(session: Session, file: verbs.Incoming) -> EvidenceVersion:
            standing = evidence.get(session, evidence_id, seen_by=actor)
            return verbs.receive_version(session, standing, file=file, by=actor, at=clock.now())

        keep(judged([form.file.data], outcome), receive, outcome, by=actor)
        if not outcome.refused:
            _tell(outcome)
            return redirect(url_for("evidence.show", evidence_id=evidence_id))
        form.file.errors = [*form.file.errors, *outcome.refused]
    return render_template("evidence/new_version.html", form=form, evidence_id=evidence_id, **said), form.status


for view in (new, new_version):
    csrf.exempt(view)  # each asks for the token itself, once its request has been allowed a larger body


@blueprint.route("/evidence/<int:evidence_id>/edit", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_EVIDENCE, POST=Permission.EDIT_EVIDENCE)
def edit(evidence_id: int) -> ResponseReturnValue:
    actor = current_actor()
    found = guarded(evidence.get(db.session(), evidence_id, seen_by=actor))
    form = EditEvidenceForm(obj=found, milestones=milestones.of_plan(db.session(), found.plan))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.edit_evidence(
                db.session(),
                found,
                about=form.about,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            flash("The evidence was saved.", "success")
            return redirect(url_for("evidence.show", evidence_id=evidence_id))
    return render_template("evidence/edit.html", form=form, evidence_id=evidence_id), form.status


@blueprint.route("/evidence/versions/<int:version_id>/withdraw", methods=["GET", "POST"])
@needs(GET=Permission.WITHDRAW_EVIDENCE, POST=Permission.WITHDRAW_EVIDENCE)
def withdraw(version_id: int) -> ResponseReturnValue:
    actor = current_actor()
    version = evidence.version(db.session(), version_id, seen_by=actor)
    guarded(version.evidence)
    evidence_id = version.evidence_id
    form = WithdrawForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            why = form.why.data or ""
            verbs.withdraw(db.session(), version, why=why, by=actor, at=clock.now(), today=clock.today())
            db.session.commit()
            flash("The file was withdrawn.", "success")
            return redirect(url_for("evidence.show", evidence_id=evidence_id))
    return render_template("evidence/withdraw.html", form=form, version=version), form.status


@blueprint.route("/evidence/versions/<int:version_id>/download")
@needs(GET=Permission.SEE_EVIDENCE)
def download(version_id: int) -> ResponseReturnValue:
    """The bytes, once they are known to be those that were uploaded, and the reading is in the history."""
    actor = current_actor()
    version = evidence.version(db.session(), version_id, seen_by=actor)
    guarded(version.evidence)
    if version.state is not EvidenceState.AVAILABLE or version.sha256 is None:
        raise NotFound("This file cannot be opened.")
    try:
        source = open_verified(storage(), version.storage_key, version.sha256)
    except (BytesMissing, Damaged) as fault:
        log.critical("evidence version %s is %s", version_id, type(fault).__name__)
        raise
    answer = attachment(source, name=version.file_name, media_type=version.media_type, size=version.size)
    with own_transactions().write() as short:
        read = evidence.version(short, version_id, seen_by=actor)
        verbs.note_reading(short, read, by=actor, at=clock.now())
    return answer


def _tell(outcome: Outcome) -> None:
    if outcome.kept:
        count = len(outcome.kept)
        flash("The file was uploaded." if count == 1 else f"{count} files were uploaded.", "success")
    if outcome.waiting:
        names = ", ".join(outcome.waiting)
        flash(f"Waiting for the virus scan, and not to be opened until it is done: {names}.", "warning")
