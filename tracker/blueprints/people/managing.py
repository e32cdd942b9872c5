"""Adding people, giving them roles and ending both, for administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.people.forms import EndRoleForm, PersonForm, RoleForm
from tracker.blueprints.people.views import blueprint
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Permission
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.models import Inspection, Region, Unit
from tracker.queries import people, posts
from tracker.services import people as verbs
from tracker.web.forms import Form
from tracker.web.guards import guarded, guarded_service, needs
from tracker.web.signed_in import current_actor


@blueprint.route("/people/new", methods=["GET", "POST"])
@needs(GET=Permission.MANAGE_PEOPLE, POST=Permission.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    guarded_service()
    form = PersonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            person = verbs.add_person(
                db.session(),
                email=form.email.data or "",
                name=form.name.data or "",
                by=current_actor(),
                at=clock.now(),
            )
            db.session.commit()
            flash(f"{person.name} was added. Give them a role, then a link to choose a password.", "success")
            return redirect(url_for("people.give_role", person_id=person.id))
    return render_template("people/new.html", form=form), form.status


@blueprint.route("/people/<int:person_id>/roles/new", methods=["GET", "POST"])
@needs(GET=Permission.MANAGE_PEOPLE, POST=Permission.MANAGE_PEOPLE)
def give_role(person_id: int) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    person = guarded(people.get(session, person_id, seen_by=actor))
    form = RoleForm(starts_on=clock.today())
    form.offer(posts.scopes(session))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.assign(
                session,
                person,
                role=Role(form.role.data),
                unit=session.get(Unit, form.scope_id("unit")),
                region=session.get(Region, form.scope_id("region")),
                inspection=session.get(Inspection, form.scope_id("inspection")),
                starts_on=form.starts_on.data or clock.today(),
                ends_on=form.ends_on.data,
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            flash("The role was given.", "success")
            return redirect(url_for("people.show", person_id=person_id))
    return render_template("people/give_role.html", form=form, person=person), form.status


@blueprint.route("/roles/<int:assignment_id>/end", methods=["GET", "POST"])
@needs(GET=Permission.MANAGE_PEOPLE, POST=Permission.MANAGE_PEOPLE)
def end_role(assignment_id: int) -> ResponseReturnValue:
    actor, session, today = current_actor(), db.session(), clock.today()
    assignment = posts.get(session, assignment_id, seen_by=actor)
    person_id = guarded(assignment.person).id
    form = EndRoleForm(obj=assignment)
    form.ends_on.data = form.ends_on.data or (today if not form.is_submitted() else None)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.end_assignment(
                session,
                assignment,
                ends_on=form.ends_on.data or today,
                by=actor,
                at=clock.now(),
                seen_revision=form.seen_revision,
            )
            db.session.commit()
            flash("The role was ended.", "success")
            return redirect(url_for("people.show", person_id=person_id))
    left = posts.left_behind(session, assignment.person, assignment, seen_by=actor, today=today)
    return render_template("people/end_role.html", form=form, assignment=assignment, left=left), form.status


@blueprint.route("/people/<int:person_id>/end", methods=["GET", "POST"])
@needs(GET=Permission.MANAGE_PEOPLE, POST=Permission.MANAGE_PEOPLE)
def end(person_id: int) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    person = guarded(people.get(session, person_id, seen_by=actor))
    form = Form()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.end_person(session, person, by=actor, at=clock.now())
            db.session.commit()
            flash("Their access was ended.", "success")
            return redirect(url_for("people.show", person_id=person_id))
    left = posts.left_behind(session, person, None, seen_by=actor, today=clock.today())
    return render_template("people/end.html", form=form, person=person, left=left), form.status


@blueprint.route("/people/<int:person_id>/return", methods=["POST"])
@needs(POST=Permission.MANAGE_PEOPLE)
def give_back(person_id: int) -> ResponseReturnValue:
    actor = current_actor()
    person = guarded(people.get(db.session(), person_id, seen_by=actor))
    try:
        verbs.give_access_again(db.session(), person, by=actor, at=clock.now())
        db.session.commit()
        flash("They have access again. Give them a role.", "success")
    except RuleBroken as broken:  # somebody pressed the button twice
        db.session.rollback()
        flash(broken.message, "warning")
    return redirect(url_for("people.show", person_id=person_id))
