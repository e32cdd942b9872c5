"""Everything that happened to a plan or a milestone, as a story: paged, and filtered by kind in the address."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from tracker.domain.lifecycles import UNAGREED
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Event, Plan
from tracker.queries import events, milestones, plans, timeline
from tracker.queries.timeline import Subjects
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor
from tracker.web.story import KINDS, kinds_asked, moment

blueprint = Blueprint("timeline", __name__)


@dataclass(frozen=True, slots=True)
class Filter:
    """A kind to choose; `url` shows the story of that kind alone."""

    words: str
    url: str
    is_chosen: bool


@blueprint.route("/plans/<int:plan_id>/timeline")
@needs(GET=Permission.SEE_PLAN)
def of_plan(plan_id: int) -> str:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    recommendation = plan.recommendation
    subjects = timeline.of_plan(db.session(), plan, seen_by=actor)
    name = f"Recommendation {recommendation.number or recommendation.ordinal}"
    return _page(subjects, name, plan, url_for("timeline.of_plan", plan_id=plan_id))


@blueprint.route("/milestones/<int:milestone_id>/timeline")
@needs(GET=Permission.SEE_PLAN)
def of_milestone(milestone_id: int) -> str:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    subjects = timeline.of_milestone(db.session(), milestone, seen_by=actor)
    here = url_for("timeline.of_milestone", milestone_id=milestone_id)
    return _page(subjects, milestone.title, milestone.plan, here, of_all=milestone.plan_id)


def _page(subjects: Subjects, name: str, plan: Plan, here: str, *, of_all: int | None = None) -> str:
    page, asked = asked_page(), request.args.get("kind", "")
    entries, total = events.of(
        db.session(),
        subjects.called,
        kinds=kinds_asked(asked, shows_judging=subjects.shows_judging),
        offset=page.offset,
        limit=page.limit,
        agreed=subjects.agreed,
        named=subjects.named,
    )
    names = events.names_in(db.session(), entries)
    return render_template(
        "timeline/show.html",
        moments=[moment(entry, names, subjects.called, _page_of(entry, plan)) for entry in entries],
        filters=_filters(here, asked),
        page=page.of(total),
        name=name,
        plan=plan,
        has_versions=plan.state not in UNAGREED,
        of_all=of_all,
    )


def _page_of(entry: Event, plan: Plan) -> str | None:
    """The page of what an entry is about, which is there and may be seen as it is one of the story's subjects."""
    if entry.subject == "milestone":
        address = url_for("recommendations.show", recommendation_id=plan.recommendation_id)
        return f"{address}#milestone-{entry.subject_id}"
    return url_for("evidence.show", evidence_id=entry.subject_id) if entry.subject == "evidence" else None


def _filters(here: str, asked: str) -> list[Filter]:
    everything = Filter("Everything", here, asked not in KINDS)
    return [everything, *(Filter(words, f"{here}?kind={word}", word == asked) for word, (words, _) in KINDS.items())]
