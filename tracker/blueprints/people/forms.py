"""The forms that add people and give and end their roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Optional

from tracker.domain.assignments import SCOPE_OF
from tracker.domain.vocabulary import Role
from tracker.queries.posts import Scopes
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm, Form, word_choices


class PersonForm(Form):
    name = StringField("Full name", validators=[InputRequired("Enter their full name")])
    email = StringField(
        "Email address",
        description="They sign in with it.",
        validators=[InputRequired("Enter their email address")],
    )


class RoleForm(Form):
    """A role in its one scope: a unit, a region, an inspection or the whole service."""

    role = RadioField(
        "Role",
        choices=word_choices(Role),
        coerce=lambda word: str(getattr(word, "value", word)),
        validators=[InputRequired("Select a role")],
    )
    unit = SelectField("Unit", coerce=int, default=0, description="For a head of PDU or a contributor.")
    region = SelectField("Region", coerce=int, default=0, description="For a regional lead.")
    inspection = SelectField("Inspection", coerce=int, default=0, description="For an inspector.")
    starts_on = DayField("First day", validators=[InputRequired("Enter their first day")])
    ends_on = DayField("Last day (optional)", noun="The last day", validators=[Optional()])

    def offer(self, scopes: Scopes) -> None:
        self.unit.choices = _choices("Select a unit", scopes.units)
        self.region.choices = _choices("Select a region", scopes.regions)
        self.inspection.choices = _choices("Select an inspection", scopes.inspections)

    def scope_id(self, scope: str) -> int:
        """The chosen "unit", "region" or "inspection", where the chosen role is held in one; else 0: what was chosen
        for another role before is hidden with it."""
        is_needed = SCOPE_OF[Role(self.role.data)] == scope
        return self[scope].data or 0 if is_needed else 0


class EndRoleForm(EditForm):
    ends_on = DayField(
        "Last day",
        noun="The last day",
        description="Today ends it at once, with their next request.",
        validators=[InputRequired("Enter the last day")],
    )


def _choices(none: str, rows: Iterable[tuple[int, str]]) -> list[Any]:
    return [SelectChoice("0", none), *(SelectChoice(str(key), name) for key, name in rows)]
