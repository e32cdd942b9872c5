"""The fields of a form as they reach the browser: labelled, tied to their hint and error, and led to by the summary."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g, render_template_string
from selectolax.lexbor import LexborHTMLParser
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import InputRequired

from tests.support.html_lint import lint
from tests.support.pages import first
from tracker.domain.errors import Difference
from tracker.web.date_field import DayField
from tracker.web.forms import Form

PAGE = """{% extends "layouts/page.html" %}
{% from "components/fields.html" import text_input, password_input, textarea, radios, checkboxes, select, date_input,
   file_upload %}
{% from "components/form.html" import error_summary, form_open, buttons %}
{% from "components/conflict.html" import conflict %}
{% block title %}A form{% endblock %}
{% block content %}{{ error_summary(form) }}{{ conflict(form) }}<h1>A form</h1>
{% call form_open(form, multipart=True) %}
{{ text_input(form.name) }}{{ password_input(form.password) }}{{ textarea(form.text, limit=500) }}
{% set more %}<p>Which part?</p>{% endset %}
{{ radios(form.response, hints={"partly": "Say which part"}, conditional={"partly": more}) }}
{{ checkboxes(form.standards) }}{{ checkboxes(form.checked) }}{{ select(form.owner) }}{{ date_input(form.published) }}
{{ file_upload(form.report, accept=".pdf") }}
{% for entry in form.findings %}{{ text_input(entry.form.text) }}{% endfor %}
{{ buttons("Save", "/") }}{% endcall %}{% endblock %}"""


class Finding(PlainForm):
    text = StringField("Finding", [InputRequired("Enter a finding")])


class Everything(Form):
    is_conflict = False
    differences: tuple[Difference, ...] = ()
    token = HiddenField(default="seven")
    name = StringField("Name", [InputRequired("Enter a name")], description="As on your badge")
    password = PasswordField("Password", [InputRequired("Enter a password")])
    text = TextAreaField("Text", [InputRequired("Enter a text")])
    response = RadioField(
        "Do you agree?",
        [InputRequired("Select whether you agree")],
        choices=[SelectChoice("agreed", "Yes"), SelectChoice("partly", "In part")],
    )
    standards = SelectMultipleField(
        "Standards",
        [InputRequired("Select a standard")],
        choices=[SelectChoice("1", "P 1.1"), SelectChoice("2", "P 1.2")],
    )
    checked = BooleanField("I have checked this", [InputRequired("Confirm that you have checked this")])
    owner = SelectField(
        "Owner",
        [InputRequired("Choose an owner")],
        choices=[SelectChoice("", "Choose"), SelectChoice("1", "Asha", optgroup="Marlow Vale")],
    )
    published = DayField("Published", [InputRequired("Enter the date")])
    report = FileField("Report", [InputRequired("Choose a file")])
    findings = FieldList(FormField(Finding), min_entries=2)


@pytest.fixture
def in_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", method="POST", data={"name": "", "published-day": "3"}):
        g.csp_nonce = "n"
        yield


def rendered(form: Everything) -> LexborHTMLParser:
    html = render_template_string(PAGE, form=form)
    assert lint(html) == []
    return LexborHTMLParser(html)


@pytest.mark.usefixtures("in_request")
def test_a_form_without_errors_has_no_empty_hints_and_no_summary() -> None:
    page = rendered(Everything(formdata=None))
    assert [hint.attributes["id"] for hint in page.css("[id$=-hint]")] == ["name-hint", "response-2-item-hint"]
    assert page.css_first(".govuk-error-summary") is None
    assert first(page, "title").text() == "A form – Track inspection recommendations"


@pytest.mark.usefixtures("in_request")
def test_every_error_is_beside_its_field_and_leads_to_the_first_input_of_it() -> None:
    form = Everything()
    form.validate()
    form.form_errors.append("The plan is closed")
    page = rendered(form)
    links = {link.text(): link.attributes["href"] for link in page.css(".govuk-error-summary a")}
    assert links["Enter a name"] == "#name"
    assert links["Select whether you agree"] == "#response"
    assert links["Select a standard"] == "#standards"
    assert links["Published must include a month and year"] == "#published-month"
    assert "The plan is closed" in first(page, ".govuk-error-summary").text()
    assert len(page.css(".govuk-error-message")) == 11
    assert first(page, "#name").attributes["aria-describedby"] == "name-hint name-error"
    assert first(page, "title").text().startswith("Error: A form")


@pytest.mark.usefixtures("in_request")
def test_errors_within_lists_of_forms_are_in_the_summary() -> None:
    form = Everything()
    form.validate()
    targets = [link.attributes["href"] for link in rendered(form).css(".govuk-error-summary a")]
    assert targets[-2:] == ["#findings-0-text", "#findings-1-text"]


@pytest.mark.usefixtures("in_request")
def test_hidden_fields_travel_with_the_form_and_a_password_is_never_sent_back() -> None:
    form = Everything(formdata=None)
    form.password.data = "tractor lemon cloud"
    page = rendered(form)
    assert first(page, "main input[name=token]").attributes["value"] == "seven"
    assert len(page.css("main input[name=csrf_token]")) == 1
    assert "value" not in first(page, "#password").attributes


@pytest.mark.usefixtures("in_request")
def test_what_was_chosen_stays_chosen() -> None:
    form = Everything(
        formdata=None, data={"response": "partly", "standards": ["2"], "owner": "1", "checked": True, "text": "A\n\nB"}
    )
    page = rendered(form)
    chosen = [node.attributes["id"] for node in page.css("main [checked]")]
    assert chosen == ["response-2", "standards-2", "checked"]
    assert first(page, "#owner [selected]").attributes["value"] == "1"
    assert first(page, "#text").text() == "A\n\nB"


@pytest.mark.usefixtures("in_request")
def test_a_conflict_shows_both_texts_and_says_that_nothing_was_saved() -> None:
    form = Everything(formdata=None)
    form.is_conflict, form.differences = True, (Difference("Name", "Asha", ""),)
    page = rendered(form)
    panel = first(page, "[role=alert]")
    assert "Nothing has been saved" in panel.text()
    assert [cell.text() for cell in panel.css("tbody th, tbody td")] == ["Name", "Asha", "Nothing"]
    assert first(page, "title").text().startswith("Error: ")
