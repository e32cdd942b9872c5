"""When a plan is due, for whoever sets it: a period from an event, or a day."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length, Optional

from tracker import clock
from tracker.blueprints.plans.views import blueprint
from tracker.domain.deadlines import Rule
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Permission
from tracker.domain.vocabulary import DeadlineSource, PeriodUnit
from tracker.extensions import db
from tracker.models import Deadline
from tracker.queries import plans
from tracker.services.plan_deadlines import Period, Terms, set_plan_deadline
from tracker.services.plan_opening import PUBLICATION
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, Form, word_choices
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor
from tracker.web.whole_number import WholeNumber

PERIOD, DAY = "period", "day"
LONGEST, LONGEST_NAME = 5_000, 200


def _value(word: Any) -> str:
    return "" if word is None else str(getattr(word, "value", word))


class DeadlineForm(EditForm):
    """The fields of the way that was not chosen may stay empty."""

    way = RadioField(
        "How is the date set?",
        choices=[SelectChoice(PERIOD, "So long after an event"), SelectChoice(DAY, "On a fixed day")],
        validators=[InputRequired("Select how the date is set")],
    )
    number = WholeNumber("How many?", noun="How many days or months", validators=[Optional()])
    unit = RadioField("Of what?", choices=word_choices(PeriodUnit), coerce=_value, validate_choice=False)
    start_event = StringField(
        "Counted from which event?",
        description="If this is ‘publication’, the day the report was published is used.",
        validators=[Length(max=LONGEST_NAME, message=f"The event must be {LONGEST_NAME} characters or fewer")],
    )
    starts_on = DayField("Day of that event", validators=[Optional()])
    due_on = DayField("Due date", validators=[Optional()])
    source = RadioField(
        "Who set it?",
        choices=word_choices(DeadlineSource),
        coerce=_value,
        validators=[InputRequired("Select who set it")],
    )
    reason = TextAreaField(
        "Where does this come from?",
        description="For example a letter, a policy or a paragraph of the report.",
        validators=[
            InputRequired("Enter where this comes from, such as a letter or a policy"),
            Length(max=LONGEST, message=f"Where this comes from must be {LONGEST:,} characters or fewer"),
        ],
    )

    def __init__(self, *args: Any, obj: Deadline, **kwargs: Any) -> None:
        way = DAY if obj.number is None else PERIOD
        super().__init__(*args, obj=obj, way=way, reason=obj.wording or "", **kwargs)

    def as_stored(self, row: Deadline) -> Form:
        return DeadlineForm(formdata=None, obj=row)

    def terms(self) -> Terms:
        """What was chosen. RuleBroken beside the field that is missing or wrong."""
        source, reason = DeadlineSource(self.source.data), self.reason.data or ""
        if self.way.data == DAY:
            if self.due_on.data is None:
                raise RuleBroken("due_on", "Enter the due date")
            return Terms(self.due_on.data, source, reason)
        if self.number.data is None:
            raise RuleBroken("number", "Enter how many days or months")
        if self.unit.data not in {unit.value for unit in PeriodUnit}:
            raise RuleBroken("unit", "Select working days, calendar days or months")
        try:
            rule = Rule(self.number.data, PeriodUnit(self.unit.data))
        except ValueError as error:
            raise RuleBroken("number", str(error)) from None
        event = self.start_event.data or ""
        is_publication = event.casefold() == PUBLICATION
        return Terms(Period(rule, PUBLICATION if is_publication else event, self.starts_on.data), source, reason)


@blueprint.route("/recommendations/<int:recommendation_id>/plan-due", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN_DEADLINE, POST=Permission.EDIT_PLAN_DEADLINE)
def due(recommendation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.to_date(db.session(), recommendation_id, seen_by=actor))
    recommendation = plan.recommendation
    form = DeadlineForm(obj=plan.deadline)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            set_plan_deadline(
                db.session(),
                plan,
                terms=form.terms(),
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            flash("The date the plan is due was saved.", "success")
            return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))
    return render_template("plans/due.html", form=form, recommendation=recommendation), form.status
