"""The forms over a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from tracker.models import Person
from tracker.web.answer_form import LONGEST, AnswerForm
from tracker.web.forms import EditForm, person_choices

_TOO_LONG = f"must be {LONGEST:,} characters or fewer"


class RespondForm(AnswerForm):
    def __init__(self, *args: Any, obj: Any, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, reason=obj.response_reason, text=obj.response_text, **kwargs)


class EditPlanForm(EditForm):
    """Who owns the plan and how success will be known."""

    owner_id = SelectField("Owner", coerce=int, description="Somebody who works in the unit.")
    success_measure = TextAreaField(
        "Success measure",
        description="What will be different in casework, and how you will know. For example: 'In 8 of 10 cases "
        "checked each month, enquiries to the police are made and used.'",
        validators=[Length(max=LONGEST, message=f"The success measure {_TOO_LONG}")],
    )

    def offer(self, people: Iterable[Person], owner: Person) -> None:
        offered = {person.id: person for person in (*people, owner)}
        self.owner_id.choices = person_choices(offered.values())
