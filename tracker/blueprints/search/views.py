"""Search over everything one may see; the search stands in the address, and can be kept by a name and shared."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.search.forms import SaveForm, SearchForm
from tracker.domain.permissions import Permission
from tracker.domain.searching import Kind
from tracker.extensions import db
from tracker.queries import saved_views, search
from tracker.queries.search import Found
from tracker.services.saved_views import delete_view, refuse_others, save_view
from tracker.web.forms import Form
from tracker.web.guards import guarded_service, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("search", __name__)
LONGEST_ADDRESS = 1000
SHARED_A_PAGE = 20
_HOW_IT_STANDS = {Kind.RECOMMENDATION: "Status", Kind.MILESTONE: "State", Kind.EVIDENCE: "Kind"}


@blueprint.route("/search")
@needs(GET=Permission.SIGNED_IN)
def show() -> str:
    actor, today = current_actor(), clock.today()
    guarded_service()
    form = SearchForm(search.units_seen(db.session(), actor))
    kind, page, counts, lines = form.chosen_kind, asked_page(), dict.fromkeys(Kind, 0), []
    if form.is_narrowed:
        counts = search.counts(db.session(), form.search, seen_by=actor, today=today)
        lines = list(
            search.found(
                db.session(),
                form.search,
                kind,
                seen_by=actor,
                today=today,
                offset=page.offset,
                limit=page.limit,
            )
        )
    shared_page = asked_page("shared", SHARED_A_PAGE)
    shared_views, shared_total = saved_views.shared_with(
        db.session(), actor, today=today, offset=shared_page.offset, limit=shared_page.limit
    )
    return render_template(
        "search/show.html",
        form=form,
        kind=kind,
        kinds=[(each, counts[each], form.address(each)) for each in Kind],
        lines=lines,
        page=page.of(counts[kind]),
        own_views=saved_views.own(db.session(), actor),
        shared_views=shared_views,
        shared_page=shared_page.of(shared_total),
        how_it_stands=_HOW_IT_STANDS[kind],
        line_url=lambda line: _url(kind, line),
        today=today,
    )


@blueprint.route("/search/save", methods=["GET", "POST"])
@needs(GET=Permission.SIGNED_IN, POST=Permission.SIGNED_IN)
def save() -> ResponseReturnValue:
    guarded_service()
    asked = SearchForm(search.units_seen(db.session(), current_actor()))
    form = SaveForm(address=asked.address())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            view = save_view(
                db.session(),
                name=form.name.data or "",
                address=_exact(form.address.data or ""),
                is_shared=bool(form.is_shared.data),
                by=current_actor(),
                at=clock.now(),
            )
            db.session.commit()
            flash("The view was saved. It is listed below.", "success")
            return redirect(url_for("search.view", view_id=view.id))
    return render_template("search/save.html", form=form), form.status


@blueprint.route("/search/views/<int:view_id>")
@needs(GET=Permission.SIGNED_IN)
def view(view_id: int) -> ResponseReturnValue:
    """Opens a saved search; whoever opens it finds what they themselves may see."""
    guarded_service()
    found = saved_views.get(db.session(), view_id, seen_by=current_actor())
    return redirect(f"{url_for('search.show')}?{found.address}")


@blueprint.route("/search/views/<int:view_id>/delete", methods=["GET", "POST"])
@needs(GET=Permission.SIGNED_IN, POST=Permission.SIGNED_IN)
def delete(view_id: int) -> ResponseReturnValue:
    """Asks first."""
    guarded_service()
    actor = current_actor()
    found = saved_views.get(db.session(), view_id, seen_by=actor)
    form = Form()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            delete_view(db.session(), found, by=actor, at=clock.now())
            db.session.commit()
            flash("The saved view was deleted.", "success")
            return redirect(url_for("search.show"))
    refuse_others(found, actor)
    return render_template("search/delete.html", form=form, view=found), form.status


def _url(kind: Kind, line: Found) -> str:
    if kind is Kind.EVIDENCE:
        return url_for("evidence.show", evidence_id=line.id)
    return url_for("recommendations.show", recommendation_id=line.recommendation_id)


def _exact(address: str) -> str:
    """Only names and values of an address, written anew: nothing else can stand behind the question mark."""
    return urlencode([pair for pair in parse_qsl(address[:LONGEST_ADDRESS]) if pair[0] in SearchForm.NAMES])
