"""The forms of evidence: what is said of it, its files, and why one is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from tracker.domain.evidence import About
from tracker.domain.uploads import IN_WORDS, LARGEST_FILE, MOST_FILES
from tracker.domain.vocabulary import EvidenceKind
from tracker.extensions import db
from tracker.models import Milestone
from tracker.queries import evidence
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, Form, word_choices
from tracker.web.signed_in import current_actor

LONGEST_TITLE = 120  # with the name of a file behind it, it still fits
LONGEST = 5_000
_FILE_RULES = f"{IN_WORDS}, up to {LARGEST_FILE // (1024 * 1024)} MB each."
_NOT_LIVE = "Do not name people on probation."


def _word(value: Any) -> str:
    return "" if value is None else str(getattr(value, "value", value))


class _AboutFields:
    """What is said of evidence, the same for new evidence and when it is changed."""

    title = StringField(
        "Title",
        description="For example: ‘Audit of 20 cases, July’.",
        validators=[
            InputRequired("Enter a title"),
            Length(max=LONGEST_TITLE, message=f"The title must be {LONGEST_TITLE} characters or fewer"),
        ],
    )
    milestones = SelectMultipleField("Which milestones is it for?", coerce=int)
    kind = SelectField(
        "Kind of evidence",
        choices=[SelectChoice("", "Select a kind"), *word_choices(EvidenceKind)],
        coerce=_word,
        validators=[InputRequired("Select a kind of evidence")],
    )
    shows = TextAreaField(
        "What does it show? (optional)",
        description=f"A sentence or two for whoever reviews it. {_NOT_LIVE}",
        validators=[Length(max=LONGEST, message=f"What it shows must be {LONGEST:,} characters or fewer")],
    )
    period_from = DayField("Period from (optional)", noun="The start of the period", validators=[Optional()])
    period_to = DayField("Period to (optional)", noun="The end of the period", validators=[Optional()])
    is_restricted = BooleanField(
        "Restricted: it holds details of staff, such as sickness or discipline",
        description="Only you, the head of PDU, reviewers and inspectors can see restricted evidence.",
    )

    def offer(self, milestones: Iterable[Milestone]) -> None:
        self.milestones.choices = [SelectChoice(one.id, f"{one.ordinal}. {one.title}") for one in milestones]

    @property
    def about(self) -> About:
        return About(
            title=self.title.data or "",
            kind=EvidenceKind(self.kind.data),
            milestone_ids=frozenset(self.milestones.data or ()),
            shows=self.shows.data or "",
            period_from=self.period_from.data,
            period_to=self.period_to.data,
            is_restricted=bool(self.is_restricted.data),
        )


class UploadForm(_AboutFields, Form):
    files = MultipleFileField(
        "Choose files",
        description=f"{_FILE_RULES} Up to {MOST_FILES} files at once.",
        validators=[FileRequired("Select a file")],
    )

    def validate_files(self, field: MultipleFileField) -> None:
        if len(field.data) > MOST_FILES:
            raise ValidationError(f"You can only select up to {MOST_FILES} files at the same time")


class VersionForm(Form):
    file = FileField("Choose a file", description=_FILE_RULES, validators=[FileRequired("Select a file")])


class EditEvidenceForm(_AboutFields, EditForm):
    def __init__(self, *args: Any, obj: Any, milestones: Iterable[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.offer(milestones)
        if not self.milestones.raw_data and not self.is_submitted():
            self.milestones.data = [one.id for one in obj.milestones]

    def as_stored(self, row: Any) -> Form:
        stored = evidence.get(db.session(), row.id, seen_by=current_actor())
        form = EditEvidenceForm(formdata=None, obj=stored, milestones=[])
        form.milestones.choices = self.milestones.choices
        form.milestones.data = [one.id for one in stored.milestones]
        return form


class WithdrawForm(Form):
    why = TextAreaField(
        "Why do you withdraw this file?",
        description=_NOT_LIVE,
        validators=[
            InputRequired("Enter why you withdraw this file"),
            Length(max=LONGEST, message=f"The reason must be {LONGEST:,} characters or fewer"),
        ],
    )
