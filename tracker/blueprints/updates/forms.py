"""The form of a progress update."""

from __future__ import annotations

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.vocabulary import Confidence
from tracker.web.forms import Form, word_choices

LONGEST = 5_000


def _narrative(thing: str) -> TextAreaField:
    return TextAreaField(
        f"How is the {thing} going?",
        description="What has changed since the last update, and what comes next. Do not name people on probation.",
        validators=[
            InputRequired(f"Enter how the {thing} is going"),
            Length(max=LONGEST, message=f"How the {thing} is going must be {LONGEST:,} characters or fewer"),
        ],
    )


class UpdateForm(Form):
    narrative = _narrative("plan")
    confidence = RadioField(
        "Will it be delivered on time?",
        description="What you think yourself. The status is worked out from dates.",
        choices=word_choices(Confidence),
        validators=[InputRequired("Select whether it will be delivered on time")],
    )


class MilestoneUpdateForm(UpdateForm):
    narrative = _narrative("milestone")
