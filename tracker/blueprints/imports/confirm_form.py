"""What confirming asks: the day of publication, which unit it is, and who heads it; only what is not known yet."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, ValidationError

from tracker.blueprints.imports.forms import most, value_of
from tracker.blueprints.imports.situation import Situation
from tracker.blueprints.imports.words import day_or_month
from tracker.domain.report_obstacles import LONGEST_NAME
from tracker.models import ReportImport
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, person_choices

NEW, KNOWN = "new", "known"


class ConfirmForm(EditForm):
    """Fields that the situation does not ask for are taken out, so that nobody is asked what is known."""

    published_on = DayField(
        "When was the report published?",
        noun="Day of publication",
        description="For example, 26 7 2024.",
        validators=[InputRequired("Enter the day of publication")],
    )
    unit = RadioField(
        "Which unit is this?",
        choices=[SelectChoice(NEW, "A new unit"), SelectChoice(KNOWN, "A unit that goes by another name")],
        coerce=value_of,
        validators=[InputRequired("Select whether this is a new unit")],
    )
    unit_name = StringField("Name of the new unit", validators=[most("Name", LONGEST_NAME)])
    region_id = SelectField("Its region", coerce=value_of)
    region_name = StringField("Name of the new region", validators=[most("Name", LONGEST_NAME)])
    unit_id = SelectField("Unit", coerce=value_of)
    head_id = SelectField("Who owns the plans?", coerce=value_of)
    head_email = StringField("Email address", validators=[most("Email address", 254)])
    head_name = StringField(
        "Full name",
        description="Leave this empty for somebody who has signed in before.",
        validators=[most("Name", LONGEST_NAME)],
    )

    def __init__(self, *args: Any, obj: ReportImport, situation: Situation, **kwargs: Any) -> None:
        self.situation = situation
        super().__init__(*args, obj=_Known(obj, situation), **kwargs)
        self.subject = obj
        printed = situation.report.published or ""
        if 0 < len(printed) < 10:
            self.published_on.description = f"The report prints {day_or_month(printed)}."
        self.unit_id.choices = [
            SelectChoice("", "Select a unit"),
            *(SelectChoice(str(one.id), f"{one.name} ({one.region.name})") for one in situation.units),
        ]
        self.region_id.choices = [
            *(SelectChoice(str(one.id), one.name) for one in situation.regions),
            SelectChoice(NEW, "A region that is not listed"),
        ]
        self.head_id.choices = person_choices(situation.heads)
        for name in self._not_asked():
            del self._fields[name]
            setattr(self, name, None)

    def _not_asked(self) -> list[str]:
        situation = self.situation
        names = []
        if not situation.asks_unit:
            names += ["unit", "unit_name", "unit_id"]
        if not situation.asks_region:
            names += ["region_id", "region_name"]
        if len(situation.heads) < 2:
            names.append("head_id")
        if not situation.asks_head:
            names += ["head_email", "head_name"]
        return names

    def validate_unit_name(self, field: StringField) -> None:
        if self.is_new_unit and not field.data:
            raise ValidationError("Enter the name of the new unit")

    def validate_unit_id(self, field: SelectField) -> None:
        if self.unit and self.unit.data == KNOWN and not field.data:
            raise ValidationError("Select the unit")

    def validate_region_name(self, field: StringField) -> None:
        is_asked = self.is_new_unit or not self.situation.asks_unit
        if is_asked and self.region_id and self.region_id.data == NEW and not field.data:
            raise ValidationError("Enter the name of the region")

    def validate_head_email(self, field: StringField) -> None:
        if self.needs_head and not field.data:
            raise ValidationError("Enter the email address of the head")

    def _show_conflict(self, row: ReportImport) -> None:
        """What changed is the reading and not what was typed here: the page shows the reading as it is now."""
        self.is_conflict = True
        self.revision.data = str(row.revision)

    @property
    def is_new_unit(self) -> bool:
        return bool(self.unit) and self.unit.data == NEW

    @property
    def needs_head(self) -> bool:
        """A unit chosen from the list may have a head already."""
        return not (self.unit and self.unit.data == KNOWN)

    def chosen_region(self) -> str | None:
        """The name of the region, from the list or as typed."""
        if not self.region_id:
            return None
        listed = {str(region.id): region.name for region in self.situation.regions}
        return listed.get(self.region_id.data) or self.region_name.data or None


class _Known:
    """What the form is filled with at first, and again after a conflict."""

    def __init__(self, report_import: ReportImport, situation: Situation) -> None:
        self._report_import = report_import
        self._situation = situation

    @property
    def revision(self) -> int:
        return self._report_import.revision

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._situation.first_values().get(name)
