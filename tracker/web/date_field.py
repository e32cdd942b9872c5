"""A date typed as day, month and year, with GOV.UK's words for what is wrong with it.

WTForms' own date field takes one box; govuk-frontend-wtf's date input fails with a server error on anything but three
values. Source of the wording: GOV.UK Design System, Date input.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

FIRST_YEAR, LAST_YEAR = 1900, 2199
PARTS = ("day", "month", "year")
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_LONGEST_SHOWN = 20


@dataclass(frozen=True)
class Part:
    """One of the three boxes, as the template draws it. `width` is in characters."""

    label: str
    id: str
    name: str
    value: str
    width: int
    numeric: bool
    in_error: bool


class NotADate(ValueError):
    """What is wrong, and with which of the parts."""

    def __init__(self, message: str, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__(message)
        self.parts = parts


class DayField(Field):
    """A `date`, or None where nothing was typed or it was no date. What was typed is shown again as typed.

    `noun` starts every message: `DayField("When was it published?", noun="Date of publication")`. Without it the label
    does. With `InputRequired("Enter the date of publication")` an empty date is an error; with `Optional()` it is not.
    """

    data: date | None

    def __init__(self, label: str | None = None, validators: Any = None, *, noun: str = "", **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.noun = noun or self.label.text
        self.typed: Mapping[str, str] = dict.fromkeys(PARTS, "")
        self._sent: Mapping[str, str] = self.typed
        self.wrong_parts: tuple[str, ...] = ()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        if formdata is None:
            super().process(None, data, extra_filters)
            return
        self._sent = {part: _tidy(formdata.get(f"{self.name}-{part}")) for part in PARTS}
        as_one = MultiDict({self.name: " ".join(self._sent.values()).strip()})
        super().process(as_one, data, extra_filters)

    def process_data(self, value: Any) -> None:
        self.data = value
        if isinstance(value, date):
            self.typed = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data, self.typed = None, self._sent  # in place of the row's own date, which was taken in before
        if not any(valuelist):
            return
        try:
            self.data = read_day(self.typed, self.noun)
        except NotADate as error:
            self.wrong_parts = error.parts
            raise

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation  # "enter a date" would hide what is wrong with the one that was entered

    @property
    def focus_id(self) -> str:
        """Where the error summary leads: the first box that is wrong."""
        return f"{self.id}-{(self.wrong_parts or PARTS)[0]}"

    @property
    def parts(self) -> list[Part]:
        """The three boxes. With an error of another kind (too early, broken rule) all of them are marked."""
        wrong = (self.wrong_parts or PARTS) if self.errors else ()
        named = self.typed["month"].isalpha()
        return [
            Part(
                label=part.capitalize(),
                id=f"{self.id}-{part}",
                name=f"{self.name}-{part}",
                value=self.typed[part],
                width=4 if part == "year" else 2,
                numeric=not (part == "month" and named),
                in_error=part in wrong,
            )
            for part in PARTS
        ]


def read_day(typed: Mapping[str, str], noun: str) -> date:
    """The date in `typed` (day, month and year as text; the month in digits or in words). Raises NotADate."""
    missing = tuple(part for part in PARTS if not typed[part])
    if missing:
        raise NotADate(f"{noun} must include a {' and '.join(missing)}", missing)
    day, month, year = _number(typed["day"]), _month(typed["month"]), _number(typed["year"])
    if year is not None and year < 1000:
        raise NotADate("Year must include 4 numbers", ("year",))
    wrong = tuple(
        part
        for part, is_right in zip(PARTS, (day and day <= 31, month and month <= 12, year), strict=True)
        if not is_right
    )
    if wrong or day is None or month is None or year is None:
        raise NotADate(f"{noun} must be a real date", wrong)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate(f"{noun} must have a year between {FIRST_YEAR} and {LAST_YEAR}", ("year",))
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(f"{noun} must be a real date") from None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    """7, 07, Jul, july → 7."""
    if len(text) < 3 or not text.isalpha():
        return _number(text)
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(text.lower())), None)


def _tidy(text: Any) -> str:
    return str(text or "").replace("\0", "").strip()[:_LONGEST_SHOWN]
