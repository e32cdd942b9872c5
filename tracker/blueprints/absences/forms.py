"""The form over an absence."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.models import Person
from tracker.web.date_field import DayField
from tracker.web.forms import Form, person_choices


class AbsenceForm(Form):
    from_on = DayField("First day away", noun="First day away", validators=[InputRequired("Enter the first day away")])
    to_on = DayField("Last day away", noun="Last day away", validators=[InputRequired("Enter the last day away")])
    deputy_id = SelectField(
        "Who stands in?",
        coerce=int,
        description="They see the plans and open milestones, and may report on milestones. They never decide on them.",
    )

    def offer(self, people: Iterable[Person]) -> None:
        self.deputy_id.choices = person_choices(people)
