"""The form that hands over what somebody holds: one new owner for all, or another for an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired, Length

from tracker.queries.handovers import HeldItem
from tracker.queries.takers import Taker
from tracker.services.handovers import Key
from tracker.web.forms import Form

LONGEST = 1_000
AS_ABOVE, STAYS = 0, -1
_KEY = re.compile(r"plan-([0-9]{1,9})|milestone-([0-9]{1,9})-([0-9]{1,9})")


class HandoverForm(Form):
    """`form_for` adds a field for each item, named by its key."""

    to_id = SelectField("Who takes over?", coerce=int, validate_choice=False)
    reason = TextAreaField(
        "Why is this handed over?",
        description="For example, a new post or the end of a contract. The new owner and the history show it.",
        validators=[
            InputRequired("Enter why this is handed over"),
            Length(max=LONGEST, message=f"Why this is handed over must be {LONGEST:,} characters or fewer"),
        ],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Why and who are asked for together; where nothing is held, nobody can take it."""
        is_valid = super().validate(extra_validators)
        if self.item_names() and not self.says_who():
            self.to_id.errors = ["Select who takes over"]
            return False
        return is_valid

    @property
    def wanted(self) -> dict[Key, int]:
        """The new owner of each item that is to move; the service says what it thinks of them."""
        chosen = {key: field.data for name, field in self._fields.items() for key in [_key(name)] if key}
        owners = {key: self.to_id.data if to_id == AS_ABOVE else to_id for key, to_id in chosen.items()}
        return {key: to_id for key, to_id in owners.items() if to_id is not None and to_id > 0}

    def says_who(self) -> bool:
        """Whether somebody is named for each item that does not stay."""
        left = any(field.data == AS_ABOVE for name, field in self._fields.items() if _key(name))
        return bool(self.wanted) and (bool(self.to_id.data) or not left)

    def item_names(self) -> set[str]:
        return {name for name in self._fields if _key(name)}

    def refuse(self, refused: Mapping[Key, str]) -> None:
        """Each reason beside its item."""
        for name, field in self._fields.items():
            key = _key(name)
            if key is not None and key in refused:
                field.errors = [refused[key]]


@dataclass(frozen=True, slots=True)
class Line:
    """An item on the page and its field."""

    item: HeldItem
    field: Any


def form_for(items: Sequence[HeldItem], takers: Iterable[Taker], holder: str, **data: Any) -> HandoverForm:
    """The form over what is held. Items that were sent and are held no more have a field too, so that a form sent
    twice is understood."""
    takers = list(takers)
    fields = {name: _field([]) for name in request.form if _key(name)}
    for item in items:
        stays = [SelectChoice(str(AS_ABOVE), "As chosen above"), SelectChoice(str(STAYS), f"Stays with {holder}")]
        fields[item.key] = _field([*stays, *_choices(taker for taker in takers if taker.may_take(item))])
    form: HandoverForm = type("HandoverOfItems", (HandoverForm,), fields)(**data)
    form.to_id.choices = [SelectChoice("0", "Select a person"), *_choices(takers)]
    return form


def lines_of(form: HandoverForm, items: Iterable[HeldItem]) -> list[Line]:
    return [Line(item, form[item.key]) for item in items]


def _field(choices: list[SelectChoice]) -> SelectField:
    return SelectField("New owner", coerce=int, choices=choices, default=AS_ABOVE, validate_choice=False)


def _choices(takers: Iterable[Taker]) -> list[SelectChoice]:
    return [SelectChoice(str(taker.person_id), f"{taker.name} ({taker.email})") for taker in takers]


def _key(name: str) -> Key | None:
    found = _KEY.fullmatch(name)
    if found is None:
        return None
    plan_id, of_plan_id, milestone_id = found.groups()
    return (int(plan_id), None) if plan_id else (int(of_plan_id), int(milestone_id))
