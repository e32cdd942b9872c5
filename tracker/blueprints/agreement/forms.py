"""The forms over a whole plan."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import EditForm

LONGEST = 5_000


class ReturnForm(EditForm):
    what_to_change = TextAreaField(
        "What needs to change?",
        description="The owner of the plan reads this. Say what would let you agree the plan.",
        validators=[
            InputRequired("Enter what to change"),
            Length(max=LONGEST, message=f"What to change must be {LONGEST:,} characters or fewer"),
        ],
    )
