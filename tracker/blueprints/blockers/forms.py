"""The forms over what blocks a milestone."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.blockers import LONGEST_NAME, LONGEST_WHAT, Said
from tracker.domain.vocabulary import Whose
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, Form, word_choices

LONGEST = 5_000


class BlockerForm(Form):
    """What is said of a blocker."""

    what = TextAreaField(
        "What blocks the milestone?",
        description="Say what you wait for. Do not name people on probation.",
        validators=[
            InputRequired("Enter what blocks the milestone"),
            Length(max=LONGEST_WHAT, message=f"What blocks the milestone must be {LONGEST_WHAT} characters or fewer"),
        ],
    )
    whose = RadioField(
        "Whose answer is needed?",
        choices=word_choices(Whose),
        coerce=lambda word: str(getattr(word, "value", word)),
        validators=[InputRequired("Select whose answer is needed")],
    )
    asked_on = DayField(
        "When did you ask?", noun="The day you asked", validators=[InputRequired("Enter when you asked")]
    )
    answer_due_on = DayField(
        "When is the answer due?",
        noun="The day the answer is due",
        description="If there is no answer by then, the plan is shown as at risk.",
        validators=[InputRequired("Enter when the answer is due")],
    )
    raised_to = StringField(
        "Whom was it raised to? (optional)",
        description="If you have taken it further, say to whom, such as the regional lead or a board.",
        validators=[
            Length(max=LONGEST_NAME, message=f"Whom it was raised to must be {LONGEST_NAME} characters or fewer")
        ],
    )

    @property
    def said(self) -> Said:
        """What was typed, once it is valid."""
        return Said(
            what=self.what.data or "",
            whose=Whose(self.whose.data),
            asked_on=self.asked_on.data,
            answer_due_on=self.answer_due_on.data,
            raised_to=self.raised_to.data or "",
        )


class EditBlockerForm(EditForm, BlockerForm):
    """The same, with the revision."""


class ClearForm(EditForm):
    cleared_on = DayField(
        "When was it cleared?", noun="The day it was cleared", validators=[InputRequired("Enter when it was cleared")]
    )
    outcome = TextAreaField(
        "How was it cleared?",
        description="Do not name people on probation.",
        validators=[
            InputRequired("Enter how it was cleared"),
            Length(max=LONGEST, message=f"How it was cleared must be {LONGEST:,} characters or fewer"),
        ],
    )

    def as_stored(self, row: Any) -> Form:
        """What was typed stands nowhere yet, so that only what is said of the blocker can have changed."""
        stored = ClearForm(formdata=None, obj=row)
        stored.cleared_on.data, stored.outcome.data = self.cleared_on.data, self.outcome.data
        return stored
