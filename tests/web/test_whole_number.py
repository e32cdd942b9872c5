"""A whole number typed into a form: what is taken, and what is said of the rest."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField
from wtforms.validators import InputRequired, Optional

from tracker.web import forms
from tracker.web.whole_number import WholeNumber


class Typed(Form):
    weight = WholeNumber("Weight", [InputRequired("Enter the weight")], noun="Weight", between=(1, 100))
    target = WholeNumber("Target", [Optional()], noun="Target")


def typed(weight: str = "40", target: str = "") -> Typed:
    form = Typed(MultiDict({"weight": weight, "target": target}))
    form.validate()
    return form


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 65 ", 65), ("100", 100), ("007", 7)])
def test_a_whole_number_is_taken(text: str, number: int) -> None:
    form = typed(text)
    assert (form.weight.data, form.errors) == (number, {})


@pytest.mark.parametrize("text", ["0", "101", "-1", "forty", "4.5", "1e2", "٤٠", "9999999999"])
def test_anything_else_is_said_once_in_our_own_words(text: str) -> None:
    assert typed(text).errors == {"weight": ["Weight must be a whole number between 1 and 100"]}


def test_nothing_typed_is_none_and_an_error_only_where_it_is_needed() -> None:
    form = typed(weight="")
    assert (form.target.data, form.errors) == (None, {"weight": ["Enter the weight"]})


def test_without_a_range_an_example_is_given() -> None:
    assert typed(target="sixty").errors == {"target": ["Target must be a whole number, like 65"]}


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(text: str) -> None:
    assert typed(target=text).target.data is None or text.strip().isdecimal()


def test_no_form_of_the_service_has_the_words_of_the_library(app: Flask) -> None:
    assert app.blueprints  # every form is known by now
    seen, waiting = [], [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        seen += [(form, field) for field in vars(form).values() if hasattr(field, "field_class")]
    assert len(seen) > 50
    assert [form for form, field in seen if field.field_class is IntegerField] == []
