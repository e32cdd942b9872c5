"""The forms over the due date of a milestone: asking for another, and deciding on it."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length

from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, Form

LONGEST = 5_000
APPROVE, DECLINE = "approve", "decline"


class AskForm(EditForm):
    """Over the milestone."""

    to_on = DayField(
        "What date do you ask for?", noun="New due date", validators=[InputRequired("Enter the new due date")]
    )
    reason = TextAreaField(
        "Why does it need another date?",
        description="Say what has happened, and what makes the new date one that can be kept. Do not name people on "
        "probation.",
        validators=[
            InputRequired("Enter why the milestone needs another due date"),
            Length(max=LONGEST, message=f"Why it needs another date must be {LONGEST:,} characters or fewer"),
        ],
    )

    def as_stored(self, row: Any) -> Form:
        """The milestone has neither field: what is asked stands nowhere yet, so only the milestone has changed."""
        stored = AskForm(formdata=None, obj=row)
        stored.to_on.data, stored.reason.data = self.to_on.data, self.reason.data
        return stored


class DecideForm(EditForm):
    """Over the date change."""

    decision = RadioField(
        "What do you decide?",
        choices=[
            SelectChoice(APPROVE, "Approve the new date"),
            SelectChoice(DECLINE, "Decline, and keep the due date as it is"),
        ],
        validators=[InputRequired("Select whether you approve the new date")],
    )
    note = TextAreaField(
        "Why?",
        description="Needed if you decline. Do not name people on probation.",
        validators=[Length(max=LONGEST, message=f"Why must be {LONGEST:,} characters or fewer")],
    )
