"""The form of a progress update."""

from __future__ import annotations

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.vocabulary import Confidence
from tracker.web.forms import Form, word_choices

LONGEST = 5_000


class UpdateForm(Form):
    narrative = TextAreaField(
        "How is the plan going?",
        description="What has changed since the last update, and what comes next. Do not name people on probation.",
        validators=[
            InputRequired("Enter how the plan is going"),
            Length(max=LONGEST, message=f"How the plan is going must be {LONGEST:,} characters or fewer"),
        ],
    )
    confidence = RadioField(
        "Will it be delivered on time?",
        description="What you think yourself. The status of the plan is worked out from its dates.",
        choices=word_choices(Confidence),
        validators=[InputRequired("Select whether it will be delivered on time")],
    )
