"""The form that names an owner."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2

from tracker.models import Person
from tracker.web.forms import EditForm, person_choices


class OwnerForm(EditForm):
    """Chooses the owner of a recommendation that is addressed to others."""

    owner_id = SelectField("Who owns this recommendation?", coerce=int)

    def offer(self, people: Iterable[Person]) -> None:
        self.owner_id.choices = [SelectChoice("0", "Select a person"), *person_choices(people)]
