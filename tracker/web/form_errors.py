"""What the error summary at the top of a page lists: every error of a form, each with the input to go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from wtforms import Field, FieldList, FormField
from wtforms.form import BaseForm


@dataclass(frozen=True)
class ErrorLink:
    """`target` is the id of an input, empty for an error of the form as a whole."""

    message: str
    target: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals["error_links"] = error_links


def error_links(form: BaseForm) -> list[ErrorLink]:
    """The errors in the order of the page, the fields' first. Fields within lists and sub-forms are found too."""
    whole = [ErrorLink(str(message), "") for message in getattr(form, "form_errors", ())]
    hidden = [ErrorLink(link.message, "") for field in form if _is_hidden(field) for link in _of_field(field)]
    return [link for field in form if not _is_hidden(field) for link in _of_field(field)] + hidden + whole


def _of_field(field: Field) -> Iterator[ErrorLink]:
    if isinstance(field, FormField):
        for inner in field.form:
            yield from _of_field(inner)
    elif isinstance(field, FieldList):
        for inner in field.entries:
            yield from _of_field(inner)
        yield from (ErrorLink(str(error), field.id) for error in field.errors if isinstance(error, str))
    else:
        target = str(getattr(field, "focus_id", field.id))
        yield from (ErrorLink(str(error), target) for error in field.errors)


def _is_hidden(field: Field) -> bool:
    return getattr(field.widget, "input_type", "") == "hidden"
