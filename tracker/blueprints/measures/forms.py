"""The forms over measures and readings."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.services.measures import LONGEST_NAME, Count, Figures
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, Form
from tracker.web.whole_number import WholeNumber

LONGEST = 5_000


def _at_most(noun: str, most: int = LONGEST) -> Length:
    return Length(max=most, message=f"{noun} must be {most:,} characters or fewer")


class MeasureForm(Form):
    name = StringField(
        "What is measured?",
        description="One thing that can be counted in cases, such as ‘Assessments that analyse risk of harm’.",
        validators=[InputRequired("Enter what is measured"), _at_most("What is measured", LONGEST_NAME)],
    )
    baseline_words = TextAreaField(
        "What does the report say?",
        description="In its own words.",
        validators=[InputRequired("Enter what the report says"), _at_most("What the report says")],
    )
    baseline = WholeNumber(
        "The report’s figure (optional)",
        noun="The report’s figure",
        description="In per cent, if the report gives a share of cases.",
        validators=[Optional()],
    )
    source = StringField(
        "Where does it say so?",
        description="The standard and key question, or the page.",
        validators=[InputRequired("Enter where in the report that stands"), _at_most("Where it says so", 1_000)],
    )
    target = WholeNumber(
        "Target", noun="Target", description="In per cent.", validators=[InputRequired("Enter the target")]
    )

    def figures(self) -> Figures:
        return Figures(
            name=self.name.data or "",
            baseline=self.baseline.data,
            baseline_words=self.baseline_words.data or "",
            target=int(self.target.data or 0),
            source=self.source.data or "",
        )


class EditMeasureForm(MeasureForm, EditForm):
    """Over the measure."""


class QuestionForm(Form):
    """One button: which key question to measure."""

    question = HiddenField()

    @property
    def question_id(self) -> int:
        text = str(self.question.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class ReadingForm(Form):
    starts_on = DayField(
        "First day of the period", noun="First day", validators=[InputRequired("Enter the first day of the period")]
    )
    ends_on = DayField(
        "Last day of the period", noun="Last day", validators=[InputRequired("Enter the last day of the period")]
    )
    denominator = WholeNumber(
        "How many cases were looked at?",
        noun="How many were looked at",
        validators=[InputRequired("Enter how many cases were looked at")],
    )
    numerator = WholeNumber(
        "How many of them met the measure?",
        noun="How many met the measure",
        validators=[InputRequired("Enter how many of them met the measure")],
    )
    checked_by = StringField(
        "Who checked the cases?",
        description="Their role or team, such as ‘Quality development officers of another unit’.",
        validators=[InputRequired("Enter who checked the cases"), _at_most("Who checked the cases", 200)],
    )

    def count(self) -> Count:
        return Count(
            starts_on=self.starts_on.data or date.min,  # there: the form asks for it
            ends_on=self.ends_on.data or date.min,
            numerator=int(self.numerator.data or 0),
            denominator=int(self.denominator.data or 0),
            checked_by=self.checked_by.data or "",
        )


class CorrectForm(ReadingForm, EditForm):
    """Over the reading that was wrong."""

    why = TextAreaField(
        "What was wrong?",
        description="The reading as it was is kept beside the corrected one.",
        validators=[InputRequired("Enter what was wrong"), _at_most("What was wrong")],
    )

    def as_stored(self, row: Any) -> Form:
        """The reason stands nowhere yet."""
        stored = CorrectForm(formdata=None, obj=row)
        stored.why.data = self.why.data
        return stored
