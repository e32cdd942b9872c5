"""The forms over a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.vocabulary import Response, ResponseReason
from tracker.models import Person
from tracker.web.forms import EditForm, person_choices, word_choices

LONGEST = 5_000
_TOO_LONG = f"must be {LONGEST:,} characters or fewer"


def _value(word: Any) -> str:
    return "" if word is None else str(getattr(word, "value", word))


class AnswerForm(EditForm):
    """Whether the recommendation is agreed; the parts that only some answers need are asked beneath them."""

    response = RadioField(
        "Do you agree with this recommendation?",
        choices=word_choices(word for word in Response if word is not Response.NONE),
        coerce=_value,
        validators=[InputRequired("Select whether you agree")],
    )
    agreed_part = TextAreaField(
        "Which part do you agree with?",
        validators=[Length(max=LONGEST, message=f"Which part you agree with {_TOO_LONG}")],
    )
    reason = RadioField(
        "Main reason",
        choices=word_choices(ResponseReason),
        coerce=_value,
        validate_choice=False,
    )
    text = TextAreaField(
        "Explain your response",
        description="If you do not agree, or only in part, say why. Do not name people on probation.",
        validators=[Length(max=LONGEST, message=f"Your explanation {_TOO_LONG}")],
    )

    @property
    def chosen_response(self) -> Response:
        return Response(self.response.data)

    @property
    def chosen_reason(self) -> ResponseReason | None:
        known = {word.value for word in ResponseReason}
        return ResponseReason(self.reason.data) if self.reason.data in known else None


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
