"""A date typed in three boxes: what is taken, what is said about the rest, and that nothing typed breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, Optional

from tracker.web.date_field import DayField


class Report(Form):
    published = DayField(
        "When was it published?", [InputRequired("Enter the date of publication")], noun="Date of publication"
    )
    revisit = DayField("Date of the revisit", [Optional()])


def typed(day: str = "26", month: str = "7", year: str = "2024") -> Report:
    form = Report(MultiDict({"published-day": day, "published-month": month, "published-year": year}))
    form.validate()
    return form


def wrong_boxes(form: Report) -> list[str]:
    return [part.label for part in form.published.parts if part.in_error]


@pytest.mark.parametrize("month", ["7", "07", "July", "jul", "JULY"])
def test_a_month_may_be_typed_in_digits_or_in_words(month: str) -> None:
    form = typed(month=month)
    assert (form.published.data, form.errors) == (date(2024, 7, 26), {})


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "boxes"),
    [
        ("", "", "", "Enter the date of publication", ["Day", "Month", "Year"]),
        ("", "7", "2024", "Date of publication must include a day", ["Day"]),
        ("26", "7", "", "Date of publication must include a year", ["Year"]),
        ("26", "", "", "Date of publication must include a month and year", ["Month", "Year"]),
        ("26", "7", "24", "Year must include 4 numbers", ["Year"]),
        ("32", "7", "2024", "Date of publication must be a real date", ["Day"]),
        ("0", "7", "2024", "Date of publication must be a real date", ["Day"]),
        ("26", "13", "2024", "Date of publication must be a real date", ["Month"]),
        ("26", "Juli", "2024", "Date of publication must be a real date", ["Month"]),
        ("29", "2", "2023", "Date of publication must be a real date", ["Day", "Month", "Year"]),
        ("-1", "7", "2o24", "Date of publication must be a real date", ["Day", "Year"]),
        ("٣", "7", "2024", "Date of publication must be a real date", ["Day"]),
        ("26", "7", "1899", "Date of publication must have a year between 1900 and 2199", ["Year"]),
        ("26", "7", "2200", "Date of publication must have a year between 1900 and 2199", ["Year"]),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_gov_uk_beside_the_right_box(
    day: str, month: str, year: str, message: str, boxes: list[str]
) -> None:
    form = typed(day, month, year)
    assert form.errors["published"] == [message]
    assert wrong_boxes(form) == boxes
    assert form.published.data is None
    assert form.published.focus_id == f"published-{boxes[0].lower()}"


def test_what_was_typed_is_shown_again_as_typed() -> None:
    assert [part.value for part in typed(" 31 ", "Feb", "2024").published.parts] == ["31", "Feb", "2024"]


def test_a_stored_date_fills_the_boxes() -> None:
    form = Report(data={"published": date(2024, 7, 6)})
    assert [part.value for part in form.published.parts] == ["6", "7", "2024"]


def test_an_optional_date_may_be_left_out_but_not_half_given() -> None:
    form = Report(MultiDict({"revisit-day": "", "revisit-month": "5", "published-day": "1"}))
    form.validate()
    assert form.errors["revisit"] == ["Date of the revisit must include a day and year"]
    nothing = Report(MultiDict({"other": "x"}))
    nothing.validate()
    assert "revisit" not in nothing.errors
    assert nothing.revisit.data is None


def test_a_rule_broken_later_marks_all_the_boxes() -> None:
    form = typed()
    form.published.errors = ["Date of publication must be after the fieldwork"]
    assert wrong_boxes(form) == ["Day", "Month", "Year"]


@given(st.dictionaries(st.sampled_from(["day", "month", "year", ""]), st.lists(st.text(max_size=8), max_size=3)))
def test_nothing_that_is_sent_breaks_it(sent: dict[str, list[str]]) -> None:
    form = Report(MultiDict([(f"published-{name}", value) for name, values in sent.items() for value in values]))
    assert form.validate() is (form.published.data is not None)


def test_what_is_typed_takes_the_place_of_the_date_that_stands() -> None:
    sent = MultiDict({"published-day": "1", "published-month": "9", "published-year": "2027"})
    form = Report(sent, data={"published": date(2024, 7, 26), "revisit": date(2025, 7, 26)})
    assert (form.published.data, form.published.parts[0].value) == (date(2027, 9, 1), "1")
    assert (form.revisit.data, form.revisit.parts[0].value) == (None, "")
