"""A report goes in by the browser: uploaded, checked beside its source, mended, confirmed or discarded."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.factories.people import make_administrator
from tests.factories.readings import MARLOW_VALE, REAL_REPORT, SAMPLES, reading_of
from tests.support.client import csrf_token, sign_in_as, transactions_of
from tracker.domain.vocabulary import ImportState
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation, ReportImport, Unit

CONFIRMED = {
    "published_on-day": "12",
    "published_on-month": "3",
    "published_on-year": "2024",
    "unit": "new",
    "unit_name": "Marlow Vale",
    "region_id": "new",
    "region_name": "Westmarch",
    "head_email": "robin.ashe@example.test",
    "head_name": "Robin Ashe",
}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """An administrator's browser."""
    with transactions_of(app).write() as session:
        person_id = make_administrator(session).id
    made = app.test_client()
    sign_in_as(made, person_id)
    return made


@pytest.fixture
def stored(app: Flask) -> Iterator[Session]:
    with transactions_of(app).read() as session:
        yield session


def upload(client: FlaskClient, data: bytes, name: str = "report.txt") -> TestResponse:
    form = {"csrf_token": csrf_token(client), "report": FileStorage(io.BytesIO(data), name)}
    boundary, body = encode_multipart(form)
    return client.post("/imports/new", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def sample(name: str = MARLOW_VALE) -> bytes:
    return (SAMPLES / name).read_bytes()


def read(client: FlaskClient, name: str = MARLOW_VALE) -> str:
    """Uploads a sample; the address of its check page."""
    answer = upload(client, sample(name), name)
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


def send(client: FlaskClient, url: str, **fields: str) -> TestResponse:
    """Fills in the form at `url` as it stands, changes `fields`, and sends it, as a browser would."""
    return client.post(url, data={"csrf_token": csrf_token(client), **filled(client, url), **fields})


def filled(client: FlaskClient, url: str) -> dict[str, str]:
    page = client.get(url).get_data(as_text=True)
    values = {}
    for tag in re.findall(r"<input[^>]*>", page):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_off = found.get("type") in ("radio", "checkbox") and " checked" not in tag
        if "name" in found and not is_off:
            values[found["name"]] = html.unescape(found.get("value", ""))
    for name, inner in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        values[name] = html.unescape(inner)
    for name, inner in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        values[name] = html.unescape(chosen[1]) if chosen else ""
    return {name: value for name, value in values.items() if name not in ("csrf_token", "confirm")}


def text_of(answer: TestResponse) -> str:
    """The words of a page's main part."""
    main = re.search(r"<main.*?</main>", answer.get_data(as_text=True), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0] if main else "")).split())


# --- the whole way -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not REAL_REPORT.exists(), reason=f"the real report is not at {REAL_REPORT}")
def test_the_real_report_becomes_four_owned_plans_and_its_head_gets_a_link(
    client: FlaskClient, stored: Session
) -> None:
    answer = upload(client, REAL_REPORT.read_bytes(), REAL_REPORT.name)
    check = answer.headers["Location"]
    page = text_of(client.get(check))
    assert "Recommendations (4)" in page
    assert "Everything in the report agrees with itself" in page
    answer = send(
        client,
        f"{check}/confirm",
        **{"published_on-day": "26", "published_on-month": "July", "published_on-year": "2024"},
        head_email="robin.ashe@example.test",
        head_name="Robin Ashe",
    )
    page = text_of(answer)
    assert "The inspection was stored" in page
    assert "4 plans opened, owned by Robin Ashe and due on 23 August 2024" in page
    assert re.search(r"http://localhost/\S+", page)
    head = stored.scalars(sa.select(Person).where(Person.name == "Robin Ashe")).one()
    owned = stored.execute(sa.select(Deadline.due_on).join(Plan).where(Plan.owner_id == head.id)).scalars().all()
    assert owned == [date(2024, 8, 23)] * 4
    subject = reading_of(REAL_REPORT)["subject"]["name"]
    assert stored.scalars(sa.select(Unit.name)).one() == subject.removesuffix(" PDU")


def test_a_report_is_uploaded_checked_and_confirmed(client: FlaskClient, stored: Session) -> None:
    check = read(client)
    answer = send(client, f"{check}/confirm", **CONFIRMED)
    assert "3 plans opened" in text_of(answer)
    assert "2 addressed to others" in text_of(answer)
    page = text_of(client.get(check))
    assert "This reading was confirmed" in page
    assert stored.scalar(sa.select(sa.func.count(Recommendation.id))) == 5


# --- the upload ----------------------------------------------------------------------------------------------------


def test_without_a_file_the_page_says_so(client: FlaskClient) -> None:
    answer = client.post("/imports/new", data={"csrf_token": csrf_token(client)})
    assert answer.status_code == 422
    assert "Select a report" in text_of(answer)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.txt"),
        (b"Dear Sam, thank you for your letter.", "a.txt"),
        (b"%PDF-1.4 nonsense", "a.pdf"),
        (b"PK\3\4", "a.docx"),
    ],
)
def test_what_is_no_report_is_refused_beside_the_file(
    client: FlaskClient, stored: Session, data: bytes, name: str
) -> None:
    answer = upload(client, data, name)
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert stored.scalars(sa.select(ReportImport)).all() == []


def test_a_larger_file_than_any_other_form_takes_is_read(client: FlaskClient) -> None:
    padded = sample() + b"\n" * (3 * 1024 * 1024)
    assert upload(client, padded).status_code in (302, 422)


def test_an_upload_without_its_token_is_refused(client: FlaskClient, stored: Session) -> None:
    answer = client.post("/imports/new", data={"report": (io.BytesIO(sample()), "a.txt")})
    assert answer.status_code == 400
    assert stored.scalars(sa.select(ReportImport)).all() == []


def test_the_same_bytes_again_lead_to_what_became_of_them(client: FlaskClient) -> None:
    check = read(client)
    answer = upload(client, sample(), "renamed.txt")
    assert answer.headers["Location"] == check
    assert "already imported" in text_of(client.get(check))


def test_the_list_names_every_import(client: FlaskClient) -> None:
    read(client)
    page = text_of(client.get("/imports"))
    assert "An inspection of probation services in: Marlow Vale PDU" in page
    assert "To be checked" in page


# --- the check page ------------------------------------------------------------------------------------------------


def test_every_value_stands_beside_its_place_in_the_report(client: FlaskClient) -> None:
    page = text_of(client.get(read(client)))
    assert re.search(r"Score 9 out of 21 Page \d+ Marlow Vale PDU Score 9/21", page)
    assert re.search(r"Recommendation 1 .* In the report Page \d+", page)


def test_every_warning_stands_at_the_top(client: FlaskClient) -> None:
    page = text_of(client.get(read(client, "brackenfold_inconsistent_2024.txt")))
    top = page[: page.index("About the report")]
    assert re.search(r"1\d things to look at", top)
    assert "Recommendation 3 follows number 1; one may be missing." in top


def test_a_value_can_be_changed(client: FlaskClient) -> None:
    check = read(client)
    answer = send(client, f"{check}/change/recommendations/1", text="improve it, and say how.")
    assert answer.headers["Location"] == f"{check}#recommendations"
    assert "improve it, and say how." in text_of(client.get(check))


@pytest.mark.parametrize("section", ["about", "recommendations", "standards", "key_questions", "findings"])
def test_saving_an_item_as_it_stands_changes_nothing(client: FlaskClient, stored: Session, section: str) -> None:
    check = read(client)
    assert send(client, f"{check}/change/{section}/0").status_code == 302
    kept = stored.scalars(sa.select(ReportImport)).one()
    assert kept.mended == kept.reading


@pytest.mark.parametrize(
    ("section", "fields", "message"),
    [
        ("about", {"title": " "}, "Enter the title"),
        ("about", {"published": "in spring"}, "must be a real date"),
        ("about", {"score": "many"}, "Score must be a whole number between 0 and 999"),
        ("recommendations", {"text": ""}, "Enter the recommendation"),
        (
            "recommendations",
            {"due_date-day": "31", "due_date-month": "2", "due_date-year": "2025"},
            "must be a real date",
        ),
        ("standards", {"code": "x" * 101}, "Code must be 100 characters or fewer"),
        ("key_questions", {"percentage": "101"}, "Percentage must be a whole number between 0 and 100"),
        ("findings", {"text": ""}, "Enter the finding"),
    ],
)
def test_a_bad_value_is_named_and_what_was_typed_is_kept(
    client: FlaskClient, section: str, fields: dict[str, str], message: str
) -> None:
    url = f"{read(client)}/change/{section}/0"
    answer = send(client, url, **fields)
    assert answer.status_code == 422
    assert message in text_of(answer)
    typed = next(iter(fields.values())).strip()
    assert html.escape(typed) in answer.get_data(as_text=True)


def test_two_who_change_one_value_see_both_texts(client: FlaskClient, stored: Session) -> None:
    url = f"{read(client)}/change/recommendations/1"
    opened = filled(client, url)
    send(client, url, text="theirs, which came first.")
    answer = client.post(url, data={"csrf_token": csrf_token(client), **opened, "text": "mine, which came second."})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "theirs, which came first." in page
    assert "mine, which came second." in page
    kept = stored.scalars(sa.select(ReportImport)).one()
    assert kept.mended["recommendations"][1]["text"] == "theirs, which came first."


def test_a_missed_recommendation_is_added_where_it_stands(client: FlaskClient, stored: Session) -> None:
    check = read(client)
    fields = {"place": "2", "number": "2a", "addressee": "Marlow Vale PDU", "text": "count cases."}
    assert send(client, f"{check}/add/recommendations", **fields).status_code == 302
    kept = stored.scalars(sa.select(ReportImport)).one()
    assert [one["number"] for one in kept.mended["recommendations"]] == ["1", "2", "2a", "3", "4", "5"]
    assert "5 were found in the report; 6 are here after your changes" in text_of(client.get(check))


@pytest.mark.parametrize(
    ("section", "fields"),
    [
        ("standards", {"code": "P 3.1", "name": "Victims", "rating": "Good"}),
        ("key_questions", {"standard": "P 2.1", "question": "Was it done?", "percentage": "0"}),
        ("findings", {"standard": "", "section": "Victims", "kind": "strength", "text": "Victims knew."}),
    ],
)
def test_an_item_of_any_kind_is_added_and_removed(
    client: FlaskClient, stored: Session, section: str, fields: dict[str, str]
) -> None:
    check = read(client)
    assert send(client, f"{check}/add/{section}", **fields).status_code == 302
    kept = stored.scalars(sa.select(ReportImport)).one()
    last = len(kept.mended[section]) - 1
    assert last == len(kept.reading[section])
    stored.rollback()
    assert send(client, f"{check}/remove/{section}/{last}").status_code == 302
    kept = stored.scalars(sa.select(ReportImport).execution_options(populate_existing=True)).one()
    assert kept.mended == kept.reading


@pytest.mark.parametrize(
    "path", ["change/recommendations/99", "change/nothing/0", "add/about", "remove/about/0", "remove/findings/999"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"{read(client)}/{path}").status_code == 404


def test_a_reading_can_be_discarded_and_its_file_read_anew(client: FlaskClient, stored: Session) -> None:
    check = read(client)
    assert send(client, f"{check}/discard").headers["Location"] == "/imports"
    assert "This reading was discarded" in text_of(client.get(check))
    assert read(client) != check
    states = stored.scalars(sa.select(ReportImport.state).order_by(ReportImport.id))
    assert list(states) == [ImportState.DISCARDED, ImportState.READ]


# --- confirming ----------------------------------------------------------------------------------------------------


def test_confirming_says_what_will_be_stored(client: FlaskClient) -> None:
    page = text_of(client.get(f"{read(client)}/confirm"))
    assert "The report prints March 2024." in page
    assert "5 recommendations, word for word" in page
    assert "3 of them addressed to Marlow Vale PDU: each becomes a plan, due 20 working days after" in page
    assert "2 addressed to others" in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"published_on-day": ""}, "Day of publication must include a day"),
        ({"published_on-year": "2199"}, "must be today or in the past"),
        ({"published_on-month": "4"}, "The report says March 2024"),
        ({"unit_name": ""}, "Enter the name of the new unit"),
        ({"region_name": ""}, "Enter the name of the region"),
        ({"unit": "known"}, "Select the unit"),
        ({"head_email": ""}, "Enter the email address of the head"),
        ({"head_email": "robin"}, "correct format"),
        ({"head_name": ""}, "Enter a name"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_stored(
    client: FlaskClient, stored: Session, fields: dict[str, str], message: str
) -> None:
    answer = send(client, f"{read(client)}/confirm", **(CONFIRMED | fields))
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert stored.scalars(sa.select(Inspection)).all() == []
    kept = {name: value for name, value in (CONFIRMED | fields).items() if name in ("unit_name", "head_name")}
    assert all(f'value="{value}"' in answer.get_data(as_text=True) for value in kept.values())


def test_a_double_click_makes_one_inspection_and_leads_to_it(client: FlaskClient, stored: Session) -> None:
    check = read(client)
    fields = {"csrf_token": csrf_token(client), **filled(client, f"{check}/confirm"), **CONFIRMED}
    client.post(f"{check}/confirm", data=fields)
    again = client.post(f"{check}/confirm", data=fields)
    assert again.headers["Location"] == check
    assert stored.scalar(sa.select(sa.func.count(Inspection.id))) == 1


def test_who_confirms_a_reading_that_was_changed_since_sees_it_as_it_is_now(
    client: FlaskClient, stored: Session
) -> None:
    check = read(client)
    opened = filled(client, f"{check}/confirm")
    send(client, f"{check}/remove/recommendations/4")
    answer = client.post(f"{check}/confirm", data={"csrf_token": csrf_token(client), **opened, **CONFIRMED})
    assert answer.status_code == 409
    assert "4 recommendations, word for word" in text_of(answer)
    assert 'value="Robin Ashe"' in answer.get_data(as_text=True)
    assert stored.scalars(sa.select(Inspection)).all() == []


def test_a_known_unit_asks_for_nothing_but_the_day(client: FlaskClient, stored: Session) -> None:
    send(client, f"{read(client)}/confirm", **CONFIRMED)
    second = upload(client, sample().replace(b"978-1-4028-9462-6", b"978-0-306-40615-7")).headers["Location"]
    page = client.get(f"{second}/confirm").get_data(as_text=True)
    assert "head_email" not in page
    assert "Robin Ashe (robin.ashe@example.test) will own the plans" in page
    days = {name: value for name, value in CONFIRMED.items() if name.startswith("published_on")}
    assert send(client, f"{second}/confirm", **days).headers["Location"] == second
    assert stored.scalar(sa.select(sa.func.count(Unit.id))) == 1


def test_a_reading_with_an_obstacle_cannot_be_confirmed_yet(client: FlaskClient) -> None:
    check = read(client)
    send(client, f"{check}/change/standards/0", code="P 1.2")
    assert "P 1.2 is listed more than once" in text_of(client.get(check))
    assert client.get(f"{check}/confirm").headers["Location"] == check


def test_a_region_is_confirmed_with_its_lead(client: FlaskClient, stored: Session) -> None:
    check = read(client, "westmarch_region_2024.txt")
    answer = send(client, f"{check}/confirm", **(CONFIRMED | {"published_on-month": "10"}))
    assert "3 plans opened" in text_of(answer)
    assert stored.scalars(sa.select(Inspection.unit_id)).one() is None


# --- a corrected edition -------------------------------------------------------------------------------------------


def test_a_corrected_edition_shows_what_differs_and_changes_what_is_ticked(
    client: FlaskClient, stored: Session
) -> None:
    send(client, f"{read(client)}/confirm", **CONFIRMED)
    corrected = sample().replace(b"check that it has", b"check every month that it has")
    check = upload(client, corrected).headers["Location"]
    assert "A report with this ISBN is stored already" in text_of(client.get(check))
    page = client.get(f"{check}/differences")
    assert "Recommendation 2: text" in text_of(page)
    untouched = send(client, f"{check}/differences")
    assert untouched.status_code == 422
    keys = re.findall(r'name="accepted" type="checkbox" value="(\w+)"', page.get_data(as_text=True))
    answer = send(client, f"{check}/differences", accepted=keys[0])
    assert answer.status_code == 302
    text = stored.scalars(sa.select(Recommendation.text).where(Recommendation.number == "2")).one()
    assert "check every month that it has" in text


def test_the_samples_are_there() -> None:
    assert Path(SAMPLES, MARLOW_VALE).exists()
