"""The answer to a recommendation as a form asks for it: for a plan, and for a change of an agreed one."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.vocabulary import Response, ResponseReason
from tracker.web.forms import EditForm, word_choices

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
