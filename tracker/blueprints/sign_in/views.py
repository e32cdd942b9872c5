"""The start page, signing in and out, and choosing a password. All but signing out are for everybody."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker import clock
from tracker.blueprints.sign_in.forms import ChoosePasswordForm, SignInForm
from tracker.blueprints.sign_in.own_paths import own_path
from tracker.domain.errors import NotFound
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.queries import people
from tracker.services import sessions
from tracker.services import sign_in as verbs
from tracker.services.attempts import TooManyAttempts
from tracker.web.guards import needs
from tracker.web.requests import own_transactions, reads_first
from tracker.web.signed_in import close_session, current_actor, open_session

blueprint = Blueprint("sign_in", __name__)


@blueprint.errorhandler(TooManyAttempts)
def too_many(error: TooManyAttempts) -> ResponseReturnValue:
    return render_template("errors/too_many.html", message=str(error)), 429


@blueprint.route("/")
@needs(GET=Permission.PUBLIC)
def start() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("items.show"))
    return render_template("sign_in/start.html")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@needs(GET=Permission.PUBLIC, POST=Permission.PUBLIC)
@reads_first
def sign_in() -> ResponseReturnValue:
    after = own_path(request.args.get("next")) or url_for("items.show")
    if request.method != "POST" and current_user.is_authenticated:
        return redirect(after)
    form = SignInForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            opened = verbs.sign_in(
                own_transactions(),
                email=form.email.data or "",
                password=form.password.data or "",
                address=request.remote_addr,
                replacing=current_user.get_id() if current_user.is_authenticated else None,
                at=clock.now(),
            )
            open_session(opened.token, opened.actor, opened.email)
            return redirect(after)
    return render_template("sign_in/sign_in.html", form=form), form.status


@blueprint.route("/sign-out", methods=["POST"])
@needs(POST=Permission.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    actor = current_actor()
    person = people.get(db.session(), actor.person_id or 0, seen_by=actor)
    sessions.sign_out(db.session(), current_user.get_id(), person, by=actor, at=clock.now())
    db.session.commit()
    close_session()
    answer = redirect(url_for("sign_in.signed_out"))
    if request.is_secure:  # over plain http, on a developer's machine, it would empty the other services of localhost
        answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@blueprint.route("/signed-out")
@needs(GET=Permission.PUBLIC)
def signed_out() -> ResponseReturnValue:
    return render_template("sign_in/signed_out.html")


@blueprint.route("/password/<token>", methods=["GET", "POST"])
@needs(GET=Permission.PUBLIC, POST=Permission.PUBLIC)
@reads_first
def choose_password(token: str) -> ResponseReturnValue:
    """Opening the link changes nothing: mail scanners follow links. Only the posted form uses it up."""
    found = people.of_password_link(db.session(), token, at=clock.now())
    form = ChoosePasswordForm()
    if form.validate_on_submit():
        try:
            with form.showing_broken_rules():
                verbs.choose_password(
                    own_transactions(),
                    token=token,
                    password=form.password.data or "",
                    address=request.remote_addr,
                    at=clock.now(),
                )
                flash("Your password is set. You can sign in with it now.")
                return redirect(url_for("sign_in.sign_in"))
        except NotFound:
            found = None
    if found is None:
        return render_template("sign_in/link_over.html"), 404
    return render_template("sign_in/choose_password.html", form=form, person=found[0]), form.status
