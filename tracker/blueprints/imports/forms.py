"""The forms of an import: the file, the differences, and acts that need no more than saying so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import Length

from tracker.domain.report_differences import ReportDifference
from tracker.web.forms import EditForm, Form


def most(name: str, length: int) -> Length:
    return Length(max=length, message=f"{name} must be {length:,} characters or fewer")


def value_of(word: Any) -> str:
    return "" if word is None else str(getattr(word, "value", word))


class UploadForm(Form):
    """One file."""

    report = FileField(
        "Choose a report",
        description="PDF, Word (DOCX), web page (HTML) or plain text, up to 50 MB.",
        validators=[FileRequired("Select a report")],
    )


class DecideForm(EditForm):
    """Nothing but the revision: for acts that need no more than saying so."""


class DifferencesForm(EditForm):
    accepted = SelectMultipleField("Changes to accept", validate_choice=False)

    def offer(self, differences: Iterable[ReportDifference]) -> None:
        self.accepted.choices = [SelectChoice(one.key, one.label) for one in differences]
