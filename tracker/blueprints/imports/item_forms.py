"""A form for each kind of item of a reading: what is about the report, and one of each list."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from tracker.blueprints.imports.forms import most, value_of
from tracker.blueprints.imports.items import Item
from tracker.domain.report_obstacles import LONGEST_ADDRESSEE, LONGEST_CODE, LONGEST_NAME, LONGEST_NUMBER, LONGEST_TITLE
from tracker.domain.report_parsing.dates import day_or_month
from tracker.domain.vocabulary import FindingKind, Rating, SubjectKind
from tracker.models import ReportImport
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, word_choices
from tracker.web.whole_number import WholeNumber

LONGEST_TEXT = 20_000
_RATINGS = [*word_choices(Rating), SelectChoice("", "Not rated")]


class ItemForm(EditForm):
    """A form over one item of a reading. `values` gives what was typed in the shape in which readings are kept."""

    def __init__(self, *args: Any, obj: Item, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.item = obj
        self.subject = obj.report_import

    @property
    def position(self) -> int | None:
        """Before which item of its list an item is added; None for the end."""
        return None

    def as_stored(self, row: ReportImport) -> ItemForm:
        return type(self)(formdata=None, obj=Item(row, self.item.part, self.item.index))

    def values(self) -> dict[str, Any]:
        raise NotImplementedError


class AboutForm(ItemForm):
    title = TextAreaField(
        "Title of the report", validators=[DataRequired("Enter the title"), most("Title", LONGEST_TITLE)]
    )
    subject_name = StringField(
        "Who was inspected", validators=[DataRequired("Enter who was inspected"), most("Name", LONGEST_NAME)]
    )
    subject_kind = RadioField(
        "What kind of inspection is it?",
        choices=word_choices(SubjectKind),
        coerce=value_of,
        validators=[InputRequired("Select the kind of inspection")],
    )
    region = StringField("Region", validators=[most("Region", LONGEST_NAME)])
    published = StringField("Published", description="As printed, for example July 2024 or 26 July 2024.")
    fieldwork_started = StringField("Fieldwork started", description="For example 15 April 2024, or April 2024.")
    isbn = StringField("ISBN", validators=[most("ISBN", 20)])
    score = WholeNumber("Score", noun="Score", between=(0, 999), validators=[Optional()])
    max_score = WholeNumber("Most points there could be", noun="Points", between=(1, 999), validators=[Optional()])
    overall_rating = RadioField("Overall rating", choices=_RATINGS, coerce=value_of)

    def validate_published(self, field: StringField) -> None:
        self._check_date(field, "Day or month of publication")

    def validate_fieldwork_started(self, field: StringField) -> None:
        self._check_date(field, "Start of fieldwork")

    @staticmethod
    def _check_date(field: StringField, name: str) -> None:
        if field.data and day_or_month(field.data) is None:
            raise ValidationError(f"{name} must be a real date, like 26 July 2024 or July 2024")

    def values(self) -> dict[str, Any]:
        return {
            "title": self.title.data,
            "subject": {"name": self.subject_name.data, "kind": self.subject_kind.data},
            "region": self.region.data or None,
            "published": day_or_month(self.published.data or ""),
            "fieldwork_started": day_or_month(self.fieldwork_started.data or ""),
            "isbn": self.isbn.data or None,
            "score": self.score.data,
            "max_score": self.max_score.data,
            "overall_rating": self.overall_rating.data or None,
        }


class RecommendationForm(ItemForm):
    place = SelectField("Where does it stand?", coerce=value_of)
    number = StringField("Number, as printed", validators=[most("Number", LONGEST_NUMBER)])
    addressee = StringField(
        "Who should act",
        description="The words before “should:”. Leave this empty if the report names nobody.",
        validators=[most("Who should act", LONGEST_ADDRESSEE)],
    )
    text = TextAreaField(
        "Recommendation", validators=[DataRequired("Enter the recommendation"), most("Recommendation", LONGEST_TEXT)]
    )
    due_text = StringField(
        "Time limit in the text",
        description="The words of the limit, for example “within six months”. Leave this empty if there is none.",
        validators=[most("Time limit", 500)],
    )
    due_date = DayField(
        "Day the limit comes to",
        noun="Day the limit comes to",
        description="Only if the text names a day. A period is counted from the day of publication.",
        validators=[Optional()],
    )

    def __init__(self, *args: Any, obj: Item, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        if obj.index is None:
            self.place.choices = _places([one.number for one in obj.report.recommendations])
        else:
            del self.place

    @property
    def position(self) -> int | None:
        """How many recommendations stand before the one that is added; None for the last."""
        chosen = self.place.data if self.place else ""
        return int(chosen) if chosen else None

    def validate_due_date(self, field: DayField) -> None:
        if field.data and not self.due_text.data:
            raise ValidationError("Enter the words of the limit too, as the report prints them")

    def values(self) -> dict[str, Any]:
        day = self.due_date.data.isoformat() if self.due_date.data else None
        return {
            "number": self.number.data or None,
            "addressee": self.addressee.data or None,
            "text": self.text.data,
            "due": {"text": self.due_text.data, "date": day} if self.due_text.data else None,
        }


def _places(numbers: list[str | None]) -> list[SelectChoice]:
    before = [
        SelectChoice(str(place), f"Before recommendation {number or place + 1}") for place, number in enumerate(numbers)
    ]
    return [SelectChoice("", "After all others"), *before]


class StandardForm(ItemForm):
    code = StringField("Code, as printed", validators=[DataRequired("Enter the code"), most("Code", LONGEST_CODE)])
    name = StringField("Name", validators=[DataRequired("Enter the name"), most("Name", LONGEST_NAME)])
    rating = RadioField("Rating", choices=_RATINGS, coerce=value_of)
    counts_towards_overall = BooleanField("It counts towards the overall rating")

    def values(self) -> dict[str, Any]:
        return {
            "code": self.code.data,
            "name": self.name.data,
            "rating": self.rating.data or None,
            "counts_towards_overall": bool(self.counts_towards_overall.data),
        }


class KeyQuestionForm(ItemForm):
    standard = SelectField("Standard", coerce=value_of, validators=[InputRequired("Select the standard")])
    question = TextAreaField("Key question", validators=[DataRequired("Enter the question"), most("Question", 2_000)])
    percentage = WholeNumber(
        "Cases judged ‘Yes’, per cent",
        noun="Percentage",
        between=(0, 100),
        validators=[InputRequired("Enter the percentage")],
    )

    def __init__(self, *args: Any, obj: Item, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        report = obj.report
        codes = [SelectChoice(one.code, f"{one.code} {one.name}") for one in report.standards]
        headings = dict.fromkeys(one.standard for one in report.key_questions)
        known = {one.code for one in report.standards}
        self.standard.choices = [
            SelectChoice("", "Select a standard"),
            *codes,
            *(SelectChoice(heading, heading) for heading in headings if heading not in known),
        ]

    def values(self) -> dict[str, Any]:
        return {
            "standard": self.standard.data,
            "question": self.question.data,
            "percentage": self.percentage.data,
            "lowest": False,  # worked out anew with the others
        }


class FindingForm(ItemForm):
    standard = SelectField("Standard", coerce=value_of)
    section = StringField(
        "Section", description="The heading it stands under.", validators=[most("Section", LONGEST_NAME)]
    )
    kind = RadioField(
        "Kind",
        choices=word_choices(FindingKind),
        coerce=value_of,
        validators=[InputRequired("Select the kind of finding")],
    )
    text = TextAreaField("Finding", validators=[DataRequired("Enter the finding"), most("Finding", LONGEST_TEXT)])

    def __init__(self, *args: Any, obj: Item, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        codes = [SelectChoice(one.code, f"{one.code} {one.name}") for one in obj.report.standards]
        self.standard.choices = [SelectChoice("", "None of the standards"), *codes]

    def values(self) -> dict[str, Any]:
        return {
            "standard": self.standard.data or None,
            "section": self.section.data or "",
            "kind": self.kind.data,
            "text": self.text.data,
        }


ITEM_FORMS: dict[str, type[ItemForm]] = {
    "about": AboutForm,
    "recommendations": RecommendationForm,
    "standards": StandardForm,
    "key_questions": KeyQuestionForm,
    "findings": FindingForm,
}
