"""A whole number typed into a form, with GOV.UK's words for what is none: WTForms has words of its own for that."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

_LONGEST = 9  # digits: what every database holds as an integer


class WholeNumber(IntegerField):
    """A whole number from 0, or one `between` two others. `noun` begins what is said of anything else.

    None where nothing was typed: with `InputRequired("Enter the weight")` an error, with `Optional()` not.
    """

    def __init__(
        self, label: str, validators: Any = None, *, noun: str, between: tuple[int, int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self._between = between
        which = f" between {between[0]} and {between[1]}" if between else ", like 65"
        self._otherwise = f"{noun} must be a whole number{which}"

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST):
            raise ValueError(self._otherwise)
        self.data = int(text)

    def pre_validate(self, form: BaseForm) -> None:
        """What is no number is said once: that it lies outside the range would be the same words again."""
        if self.process_errors:
            raise StopValidation
        if self.data is not None and self._between and not self._between[0] <= self.data <= self._between[1]:
            raise StopValidation(self._otherwise)
