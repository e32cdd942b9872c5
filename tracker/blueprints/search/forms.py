"""The search, whose fields stand in the address, and the form that keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2

from tracker.domain.frameworks import FRAMEWORKS
from tracker.domain.searching import Due, Kind, Order, Search, words_of
from tracker.domain.vocabulary import MilestoneState, PlanStatus
from tracker.web.forms import Form, word_choices

ANY = SelectChoice("", "Any")
Word = TypeVar("Word", bound=StrEnum)


class SearchForm(Form):
    """Filled from the address. A value that means nothing filters nothing: an old link still opens."""

    NAMES = frozenset({"q", "unit", "standard", "plan_status", "state", "owner", "due", "sort", "kind"})

    class Meta(Form.Meta):
        csrf = False

    q = StringField("Words")
    unit = SelectField("Unit")
    standard = SelectField("Standard", choices=[])
    plan_status = SelectField("Status of the plan", choices=[ANY, *word_choices(PlanStatus)])
    state = SelectField("State of the milestone", choices=[ANY, *word_choices(MilestoneState)])
    owner = StringField("Owner or uploader")
    due = SelectField("Due", choices=[ANY, *word_choices(Due)])
    sort = SelectField("Sort by", choices=word_choices(Order), default=Order.DUE.value)
    kind = HiddenField(default=Kind.RECOMMENDATION.value)

    def __init__(self, units: Iterable[tuple[int, str]]) -> None:
        super().__init__(formdata=request.args if request.args else None)
        self.unit.choices = [ANY, *(SelectChoice(str(key), name) for key, name in units)]
        self.standard.choices = [ANY, *(SelectChoice(code, f"{code} {name}") for code, name in _STANDARDS.items())]

    @property
    def search(self) -> Search:
        unit = self._chosen("unit")
        return Search(
            words=words_of(self.q.data or ""),
            unit_id=int(unit) if unit else None,
            standard=self._chosen("standard") or None,
            status=_word(PlanStatus, self.plan_status.data),
            state=_word(MilestoneState, self.state.data),
            owner=(self.owner.data or "")[:200],
            due=_word(Due, self.due.data),
            order=_word(Order, self.sort.data) or Order.DUE,
        )

    @property
    def chosen_kind(self) -> Kind:
        return _word(Kind, self.kind.data) or Kind.RECOMMENDATION

    @property
    def is_narrowed(self) -> bool:
        return self.search != Search(order=self.search.order)

    @property
    def has_filters(self) -> bool:
        """Whether anything but words narrows it: then the filters are shown opened."""
        return self.search != Search(words=self.search.words)

    def address(self, kind: Kind | None = None) -> str:
        """This search as it stands in an address: only what says something, in the order of the fields."""
        said = {name: field.data for name, field in self._fields.items() if field.data and name != "kind"}
        return urlencode({**said, "kind": (kind or self.chosen_kind).value})

    def _chosen(self, name: str) -> str:
        field: Any = self._fields[name]
        return str(field.data) if any(choice.value == field.data for choice in field.choices) else ""


class SaveForm(Form):
    """Keeps the search that `address` holds."""

    name = StringField("Name of this view", description="For example, overdue in my region")
    is_shared = BooleanField(
        "Share this view",
        description="People of your region, and those who see every region, find it on their search page. "
        "Others can open it with its link.",
    )
    address = HiddenField()


def _word(words: type[Word], text: Any) -> Word | None:
    return words(text) if text in set(words) else None


_STANDARDS = {
    standard.code: standard.name
    for framework in FRAMEWORKS.values()
    for standard in framework.standards
    if standard.code.startswith(("P", "R"))
}
