"""The form that decides on a milestone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length

from tracker.domain.vocabulary import DecisionOutcome
from tracker.models import EvidenceVersion
from tracker.web.forms import EditForm, Form, word_choices

LONGEST = 5_000


class DecideForm(EditForm):
    versions = SelectMultipleField(
        "Which files did you look at?",
        coerce=int,
        description="Your decision holds for these files. Select only what you have opened.",
    )
    outcome = RadioField(
        "Is the evidence sufficient?",
        choices=word_choices(DecisionOutcome),
        validators=[InputRequired("Select whether the evidence is sufficient")],
    )
    why = TextAreaField(
        "Why?",
        description="Say what it shows and, if something is missing, what. Do not name people on probation.",
        validators=[
            InputRequired("Enter why you decided this"),
            Length(max=LONGEST, message=f"Why you decided this must be {LONGEST:,} characters or fewer"),
        ],
    )

    def offer(self, versions: Iterable[EvidenceVersion], *, may_be_sufficient: bool) -> None:
        """Without a file that shows it nothing is sufficient, not even in part."""
        self.versions.choices = [
            SelectChoice(each.id, f"{each.evidence.title}, version {each.number} ({each.file_name})")
            for each in versions
        ]
        outcomes = list(DecisionOutcome) if self.versions.choices else [DecisionOutcome.INSUFFICIENT]
        refused = None if may_be_sufficient else DecisionOutcome.SUFFICIENT
        self.outcome.choices = word_choices(each for each in outcomes if each is not refused)

    def as_stored(self, row: Any) -> Form:
        """What a decision is made about has no fields here, so that only the milestone itself can have changed."""
        stored = DecideForm(formdata=None, obj=None)
        for name in ("versions", "outcome", "why"):
            stored[name].data = self[name].data
        stored.versions.choices, stored.outcome.choices = self.versions.choices, self.outcome.choices
        return stored
