"""A plain list of people and their roles; one person with their open sessions. For administrators."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.queries import people
from tracker.services import people as verbs
from tracker.services.password_links import GOOD_FOR
from tracker.services.password_links import make_password_link as make_link
from tracker.web.guards import guarded, guarded_service, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor
from tracker.web.sorting import asked_order

blueprint = Blueprint("people", __name__)


@blueprint.route("/people")
@needs(GET=Permission.MANAGE_PEOPLE)
def index() -> str:
    guarded_service()
    page, sorting, ended = asked_page(), asked_order(people.ORDERS), request.args.get("show") == "ended"
    rows, total = people.listed(
        db.session(),
        ended=ended,
        offset=page.offset,
        limit=page.limit,
        seen_by=current_actor(),
        order=sorting.asked,
    )
    page = page.of(total)
    return render_template("people/index.html", rows=rows, page=page, sorting=sorting, ended=ended, today=clock.today())


@blueprint.route("/people/<int:person_id>")
@needs(GET=Permission.MANAGE_PEOPLE)
def show(person_id: int) -> str:
    person = guarded(people.get(db.session(), person_id, seen_by=current_actor()))
    return render_template(
        "people/show.html",
        person=person,
        posts=people.posts_of(db.session(), [person.id]),
        today=clock.today(),
        sessions=people.open_sessions(db.session(), person, at=clock.now()),
    )


@blueprint.route("/people/<int:person_id>/end-sessions", methods=["POST"])
@needs(POST=Permission.MANAGE_PEOPLE)
def end_sessions(person_id: int) -> ResponseReturnValue:
    actor = current_actor()
    person = guarded(people.get(db.session(), person_id, seen_by=actor))
    verbs.end_all_sessions(db.session(), person, by=actor, at=clock.now())
    db.session.commit()
    flash(f"{person.name} has been signed out everywhere.")
    return redirect(url_for("people.show", person_id=person_id))


@blueprint.route("/people/<int:person_id>/password-link", methods=["POST"])
@needs(POST=Permission.MANAGE_PEOPLE)
def make_password_link(person_id: int) -> ResponseReturnValue:
    """The link stands in this one answer and nowhere else, so the answer is the page and no redirect."""
    actor, at = current_actor(), clock.now()
    person = guarded(people.get(db.session(), person_id, seen_by=actor))
    try:
        token = make_link(db.session(), person, by=actor, at=at)
        db.session.commit()
    except RuleBroken as broken:  # the person's access ended after the page with the button was opened
        db.session.rollback()
        flash(broken.message, "warning")
        return redirect(url_for("people.show", person_id=person_id))
    link = url_for("sign_in.choose_password", token=token, _external=True)
    return render_template("people/password_link.html", person=person, link=link, expires_at=at + GOOD_FOR)
