"""The form of a comment."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import Form

LONGEST = 5_000


class CommentForm(Form):
    text = TextAreaField(
        "Add a comment",
        description="To mention somebody, write @ and their name, such as ‘@Alex Rowan’. It will wait for them in "
        "their items. Do not name people on probation.",
        validators=[
            InputRequired("Enter your comment"),
            Length(max=LONGEST, message=f"Your comment must be {LONGEST:,} characters or fewer"),
        ],
    )


class DoneForm(Form):
    """One button."""
