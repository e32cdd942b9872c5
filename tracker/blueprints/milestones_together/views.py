"""The order of a plan's milestones, and a new owner or later dates for several of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length, Optional

from tracker import clock
from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import OPEN_MILESTONE, OPEN_TO_EDITING, STILL_ASKED
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Milestone, Plan
from tracker.queries import milestones, plans
from tracker.queries.owners import possible_milestone_owners
from tracker.services.milestones_together import Seen, ask_for_later, place_milestone, reassign, set_later
from tracker.services.several import Outcome
from tracker.web.filters import day
from tracker.web.forms import Form, person_choices
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor
from tracker.web.whole_number import WholeNumber

blueprint = Blueprint("milestones_together", __name__)
REASSIGN, LATER = "reassign", "later"
LONGEST = 5_000
TO_ANOTHER = "Give them to somebody else"


def _choice(milestone: Milestone) -> str:
    return f"{milestone.id}:{milestone.revision}"


class TogetherForm(Form):
    """Each choice of a milestone says which revision of it was seen: "12:3"."""

    chosen = SelectMultipleField(
        "Which milestones?", validate_choice=False, validators=[InputRequired("Select at least one milestone")]
    )
    what = RadioField(
        "What do you want to do?",
        choices=[SelectChoice(REASSIGN, TO_ANOTHER), SelectChoice(LATER, "Ask for later due dates")],
        validators=[InputRequired("Select what you want to do")],
    )
    owner_id = SelectField("New owner", coerce=int, validate_choice=False)
    days = WholeNumber(
        "How many days later?",
        noun="Days",
        description="Calendar days, counted from the present due date of each.",
        validators=[Optional()],
    )
    why = TextAreaField(
        "Reason",
        description="One reason for all of them. It is kept with each.",
        validators=[
            InputRequired("Enter the reason"),
            Length(max=LONGEST, message=f"The reason must be {LONGEST:,} characters or fewer"),
        ],
    )

    def offer(self, promised: Sequence[Milestone], people: Sequence[Any], *, is_written: bool) -> None:
        """`is_written`: the plan is not agreed yet, so that its dates are not asked for but set."""
        self._offer_open(promised)
        if is_written:
            self.what.choices = [SelectChoice(REASSIGN, TO_ANOTHER), SelectChoice(LATER, "Change due dates")]
        self.owner_id.choices = person_choices(people)

    def ask_again(self, promised: Sequence[Milestone], why_not: Mapping[int, tuple[str, str]]) -> None:
        """What was typed stays for those refused, each of them named: their titles and why, by their ids."""
        self._offer_open(promised)
        self.chosen.data = [_choice(one) for one in promised if one.id in why_not]
        self.chosen.errors = [f"Not for ‘{title}’: {why}" for title, why in why_not.values()]

    def _offer_open(self, promised: Sequence[Milestone]) -> None:
        self.chosen.choices = [
            SelectChoice(_choice(one), f"{one.ordinal}. {one.title} ({one.owner.name}, due {day(one.due_on)})")
            for one in promised
            if one.state in OPEN_MILESTONE
        ]

    def seen(self, promised: Sequence[Milestone]) -> list[Seen]:
        known = {str(one.id): one for one in promised}
        pairs = (value.partition(":") for value in self.chosen.data or ())
        return [
            (known[key], int(seen) if seen.isdecimal() and len(seen) < 10 else 0)
            for key, _, seen in pairs
            if key in known
        ]


@blueprint.route("/plans/<int:plan_id>/milestones", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_MILESTONE, POST=Permission.EDIT_MILESTONE)
def show(plan_id: int) -> ResponseReturnValue:
    plan, promised = _loaded(plan_id)
    is_written = plan.state in OPEN_TO_EDITING and plan.recommendation.state in STILL_ASKED
    form = TogetherForm()
    people = possible_milestone_owners(db.session(), plan.place, today=clock.today())
    form.offer(promised, people, is_written=is_written)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            outcome = _act(form, promised, set_later if is_written else ask_for_later)
            why_not = {one.id: (one.title, why) for (one, _), why in outcome.refused}
            db.session.commit()
            if outcome.done:
                count = len(outcome.done)
                flash(f"It was done for {count} milestone{'' if count == 1 else 's'}.", "success")
            if not why_not:
                return redirect(url_for("milestones_together.show", plan_id=plan_id))
            plan, promised = _loaded(plan_id)
            form.ask_again(promised, why_not)
    return render_template(
        "milestones_together/show.html", form=form, plan=plan, promised=promised, is_written=is_written
    ), form.status


@blueprint.route("/plans/<int:plan_id>/milestones/<int:milestone_id>/place", methods=["POST"])
@needs(POST=Permission.EDIT_MILESTONE)
def place(plan_id: int, milestone_id: int) -> ResponseReturnValue:
    """The form says which place is wanted, so that pressed twice it moves once."""
    plan = guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))
    wanted = request.form.get("to", "")
    to = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else 0
    try:
        place_milestone(
            db.session(), plan, milestone_id, to=to, by=current_actor(), at=clock.now(), today=clock.today()
        )
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    else:
        db.session.commit()
    return redirect(url_for("milestones_together.show", plan_id=plan_id) + f"#milestone-{milestone_id}")


def _loaded(plan_id: int) -> tuple[Plan, Sequence[Milestone]]:
    plan = guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))
    promised = milestones.of_plan(db.session(), plan)
    for one in promised:  # the verbs ask where each belongs
        one.plan = plan
    return plan, promised


def _act(form: TogetherForm, promised: Sequence[Milestone], have_later: Callable[..., Outcome[Seen]]) -> Outcome[Seen]:
    seen, by, at, today = form.seen(promised), current_actor(), clock.now(), clock.today()
    why = form.why.data or ""
    if form.what.data == REASSIGN:
        return reassign(db.session(), seen, owner_id=form.owner_id.data, why=why, by=by, at=at, today=today)
    return have_later(db.session(), seen, days=form.days.data or 0, why=why, by=by, at=at, today=today)
