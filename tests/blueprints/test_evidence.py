"""Evidence in the browser: several files at once, each kept or refused by name; opened as files that can do nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.factories.world import AT, World, build
from tests.support import upload_files as make
from tests.support.client import carry, csrf_token, post, transactions_of
from tests.support.fake_clamd import FakeClamd, fake_clamd
from tracker import clock
from tracker.adapters.virus_scan import EICAR, ClamdScanner
from tracker.blueprints.evidence import uploading
from tracker.blueprints.evidence.serving import disposition
from tracker.domain.uploads import LARGEST_FILE
from tracker.domain.vocabulary import EvidenceState
from tracker.extensions import db
from tracker.models import Event, Evidence, EvidenceVersion

CSV = b"month,cases\nJuly,20\n"


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "head")


@pytest.fixture
def clamd(app: Flask) -> Iterator[FakeClamd]:
    with fake_clamd() as running:
        app.extensions["scanner"] = ClamdScanner(running.address, timeout=0.5)
        yield running


def upload(client: FlaskClient, world: World, *files: tuple[str, bytes], **fields: Any) -> TestResponse:
    form = {
        "csrf_token": csrf_token(client),
        "title": "Audit of July",
        "kind": "practice_audit",
        "milestones": [str(world.ids["shown_milestone_id"])],
        "shows": "What was typed stays.",
        "files": [FileStorage(io.BytesIO(data), name) for name, data in files],
    }
    url = f"/plans/{world.ids['agreed_plan_id']}/evidence/new"
    boundary, body = encode_multipart(form | fields)  # the client's own encoding of large files leaves one open
    return client.post(url, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def versions(app: Flask) -> list[EvidenceVersion]:
    """Those uploaded in the test, long after the ones of the world."""
    with transactions_of(app).read() as session:
        uploaded = sa.select(EvidenceVersion).where(EvidenceVersion.uploaded_at > AT)
        return list(session.scalars(uploaded.order_by(EvidenceVersion.id)))


def stored_files(app: Flask) -> list[Path]:
    folder = app.config["SETTINGS"].evidence_dir
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["lead", "national"])
def test_who_owns_a_milestone_is_led_to_upload_what_shows_it_and_nobody_else_of_their_role(
    app: Flask, world: World, kind: str
) -> None:
    client, link = browser(app, world, kind), f"/plans/{world.ids['agreed_plan_id']}/evidence/new"
    page = f"/recommendations/{world.ids['agreed_recommendation_id']}"
    assert link not in client.get(page).text
    assert upload(client, world, ("july.csv", CSV)).status_code == 403
    owner = {"owner": world.people[kind], "key": world.ids["shown_milestone_id"]}
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE milestone SET owner_id = :owner WHERE id = :key"), owner)
    assert link in client.get(page).text
    assert client.get(link).status_code == 200
    assert upload(client, world, ("july.csv", CSV)).status_code == 302


def test_an_upload_sent_twice_is_kept_once_and_leads_to_the_same_page(
    app: Flask, world: World, head: FlaskClient
) -> None:
    before = len(stored_files(app))
    first, second = (upload(head, world, ("july.csv", CSV)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert [one.state for one in versions(app)] == [EvidenceState.AVAILABLE, EvidenceState.REFUSED]
    assert len(stored_files(app)) == before + 1
    for changes, client in (({"title": "Another"}, head), ({}, browser(app, world, "contributor"))):
        again = upload(client, world, ("july.csv", CSV), **changes)
        assert again.status_code == 422
        assert "is evidence of this plan already" in again.text


def download(client: FlaskClient, version: EvidenceVersion, **more: Any) -> TestResponse:
    return client.get(f"/evidence/versions/{version.id}/download", **more)


def test_one_file_is_uploaded_listed_and_opened_again(app: Flask, world: World, head: FlaskClient) -> None:
    saved = upload(head, world, ("July.csv", CSV))
    assert saved.status_code == 302
    page = head.get(saved.location).text
    assert "The file was uploaded." in page
    assert "Audit of July" in page
    (version,) = versions(app)
    assert (version.file_name, version.size, version.state) == ("July.csv", len(CSV), EvidenceState.AVAILABLE)
    assert download(head, version).data == CSV
    shown = head.get(f"/evidence/{version.evidence_id}").text
    assert str(version.sha256) in shown
    assert "Hana Head" in shown


def test_of_several_files_the_good_are_kept_and_the_others_named_with_the_reason(
    app: Flask, world: World, head: FlaskClient
) -> None:
    page = upload(head, world, ("a.csv", CSV), ("b.exe", b"MZ"), ("c.docx", make.office("docx", {"a.exe": b""})))
    assert page.status_code == 422
    assert "b.exe is not a type of file that can be evidence" in page.text
    assert "c.docx holds a script" in page.text
    assert "These files are kept" in page.text
    assert "What was typed stays." in page.text
    assert [version.file_name for version in versions(app)] == ["a.csv"]


def test_each_of_several_files_is_evidence_of_its_own(app: Flask, world: World, head: FlaskClient) -> None:
    assert upload(head, world, ("a.csv", CSV), ("b.txt", b"minutes")).status_code == 302
    with transactions_of(app).read() as session:
        uploaded = sa.select(Evidence.title).join(Evidence.versions).where(EvidenceVersion.uploaded_at > AT)
        titles = list(session.scalars(uploaded.order_by(Evidence.id)))
    assert titles == ["Audit of July: a.csv", "Audit of July: b.txt"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "x" * 121}, "120 characters or fewer"),
        ({"kind": ""}, "Select a kind of evidence"),
        ({"kind": "made up"}, "Not a valid choice"),
        ({"milestones": []}, "Select at least one milestone"),
        ({"milestones": ["999"]}, "not a valid choice"),
        ({"period_from-day": "1", "period_from-month": "7", "period_from-year": "2026"}, "Enter both dates"),
        ({"period_from-day": "31", "period_from-month": "2", "period_from-year": "2026"}, "must be a real date"),
    ],
)
def test_what_is_missing_is_said_nothing_is_kept_and_what_was_typed_stays(
    app: Flask, world: World, head: FlaskClient, fields: dict[str, Any], words: str
) -> None:
    before = stored_files(app)
    page = upload(head, world, ("a.csv", CSV), **fields)
    assert page.status_code == 422
    assert words in page.text
    assert "What was typed stays." in page.text
    assert versions(app) == []
    assert stored_files(app) == before


def test_no_file_and_eleven_files_are_too_few_and_too_many(app: Flask, world: World, head: FlaskClient) -> None:
    assert "Select a file" in upload(head, world).text
    eleven = [(f"{number}.txt", b"%d" % number) for number in range(11)]
    assert "up to 10 files" in upload(head, world, *eleven).text
    assert versions(app) == []


def test_a_file_over_the_limit_is_named_and_one_at_the_limit_is_kept(
    app: Flask, world: World, head: FlaskClient
) -> None:
    page = upload(head, world, ("large.txt", b"x" * (LARGEST_FILE + 1)), ("full.txt", b"y" * LARGEST_FILE))
    assert "large.txt is bigger than 25 MB" in page.text
    assert [version.file_name for version in versions(app)] == ["full.txt"]


def test_a_body_beyond_all_limits_and_too_many_parts_are_refused_as_a_whole(
    app: Flask, world: World, head: FlaskClient
) -> None:
    url = f"/plans/{world.ids['agreed_plan_id']}/evidence/new"
    said = {"CONTENT_LENGTH": str(10**9)}
    answer = head.post(url, environ_overrides=said, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    parts = {"csrf_token": csrf_token(head), **{f"field{number}": "x" for number in range(600)}}
    assert head.post(url, data=parts, content_type="multipart/form-data").status_code == 413
    assert versions(app) == []


def test_a_post_without_the_token_stores_nothing(app: Flask, world: World, head: FlaskClient) -> None:
    before = stored_files(app)
    assert upload(head, world, ("a.csv", CSV), csrf_token="").status_code == 400
    assert versions(app) == []
    assert stored_files(app) == before


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\u202etxt.csv", "atxt.csv"),
        ("x" * 300 + ".csv", "x" * 146 + ".csv"),
        ("Audit – Gorffennaf ŵ.csv", "Audit – Gorffennaf ŵ.csv"),
    ],
)
def test_a_hostile_name_is_data_only_and_comes_back_cleaned(
    app: Flask, world: World, head: FlaskClient, name: str, kept: str
) -> None:
    upload(head, world, (name, CSV))
    (version,) = versions(app)
    assert version.file_name == kept
    assert version.storage_key in {path.name for path in stored_files(app)}
    assert all(re.fullmatch("[0-9a-f]{64}", path.name) for path in stored_files(app))
    answer = download(head, version)
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.data == CSV


def test_an_infected_file_is_refused_its_bytes_go_and_nobody_can_open_it(
    app: Flask, world: World, head: FlaskClient, clamd: FakeClamd
) -> None:
    before = len(stored_files(app))
    page = upload(head, world, ("good.txt", b"clean"), ("bad.txt", EICAR))
    assert "bad.txt is infected (Eicar-Test-Signature)" in page.text
    good, bad = versions(app)
    assert (good.state, bad.state) == (EvidenceState.AVAILABLE, EvidenceState.REFUSED)
    assert len(stored_files(app)) == before + 1
    assert download(head, bad).status_code == 404


@pytest.mark.parametrize("trouble", ["gone", "mute", "nonsense", "blind"])
def test_while_the_scanner_is_in_trouble_a_file_waits_and_nobody_can_open_it(
    app: Flask, world: World, head: FlaskClient, clamd: FakeClamd, trouble: str
) -> None:
    if trouble == "gone":
        app.extensions["scanner"] = ClamdScanner("127.0.0.1:1", timeout=0.5)
    clamd.is_mute = trouble == "mute"
    clamd.answer = {"nonsense": b"what?\0", "blind": b"stream: OK\0"}.get(trouble)
    saved = upload(head, world, ("a.csv", CSV))
    assert saved.status_code == 302
    assert "Waiting for the virus scan" in head.get(saved.location).text
    (version,) = versions(app)
    assert version.state is EvidenceState.SCANNING
    for kind in ("head", "lead", "reviewer", "inspector", "national"):
        assert download(browser(app, world, kind), version).status_code == 404


def test_an_absent_scanner_is_waited_for_once_and_every_file_is_stored(
    app: Flask, world: World, head: FlaskClient, clamd: FakeClamd
) -> None:
    clamd.is_mute = True
    upload(head, world, ("a.csv", CSV), ("b.txt", b"minutes"), ("c.txt", b"notes"))
    assert [version.state for version in versions(app)] == [EvidenceState.SCANNING] * 3
    assert len(clamd.scans) == 1
    assert len(stored_files(app)) == 2 + 3


def test_a_process_killed_between_received_and_settled_leaves_nothing_available(
    app: Flask, world: World, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    for step in ("_stored_and_scanned", "_note"):
        with monkeypatch.context() as at_that_step:
            at_that_step.setattr(uploading, step, die)
            with pytest.raises(Killed):
                upload(head, world, ("a.csv", CSV))
    assert [version.state for version in versions(app)] == [EvidenceState.RECEIVED] * 2
    assert all(download(head, version).status_code == 404 for version in versions(app))


def test_a_full_disk_refuses_the_file_in_words(
    app: Flask, world: World, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", _no_space)
    page = upload(head, world, ("a.csv", CSV))
    assert "a.csv could not be stored" in page.text
    assert versions(app)[0].state is EvidenceState.REFUSED


def _no_space(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_download_can_do_nothing_in_the_browser(app: Flask, world: World, head: FlaskClient) -> None:
    upload(head, world, ("a.csv", CSV))
    (version,) = versions(app)
    answer = download(head, version, headers={"Range": "bytes=0-3", "If-None-Match": "*"})
    assert (answer.status_code, answer.data) == (200, CSV)
    assert answer.headers["Content-Disposition"] == "attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(CSV))


def test_the_name_is_given_in_ascii_and_whole() -> None:
    assert disposition("café “ŵ”.pdf") == (
        "attachment; filename=\"cafe w.pdf\"; filename*=UTF-8''caf%C3%A9%20%E2%80%9C%C5%B5%E2%80%9D.pdf"
    )
    assert disposition("文.pdf").startswith('attachment; filename=".pdf";')


def test_every_opening_is_in_the_history_once(app: Flask, world: World, head: FlaskClient) -> None:
    upload(head, world, ("a.csv", CSV))
    (version,) = versions(app)
    for kind in ("lead", "inspector", "head_elsewhere"):
        download(browser(app, world, kind), version)
    with transactions_of(app).read() as session:
        reads = sa.select(Event.actor_id).where(Event.kind == "evidence_version.read", Event.subject_id == version.id)
        assert list(session.scalars(reads)) == [world.people["lead"], world.people["inspector"]]


@pytest.mark.parametrize("damage", [b"month,cases\nJuly,21\n", b""])
def test_bytes_that_are_not_those_uploaded_are_not_served(
    app: Flask, world: World, head: FlaskClient, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    upload(head, world, ("a.csv", CSV))
    (version,) = versions(app)
    place = app.config["SETTINGS"].evidence_dir / version.storage_key[:2] / version.storage_key
    place.write_bytes(damage)
    assert download(head, version).status_code == 500
    assert f"evidence version {version.id} is Damaged" in caplog.text
    place.unlink()
    assert download(head, version).status_code == 500


def test_a_newer_version_is_added_and_the_older_stays(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/evidence/{world.ids['evidence_id']}/versions/new"
    form = {"csrf_token": csrf_token(head), "file": (io.BytesIO(CSV), "second.csv")}
    assert head.post(url, data=form, content_type="multipart/form-data").status_code == 302
    (version,) = versions(app)
    assert (version.number, version.evidence_id) == (2, world.ids["evidence_id"])
    page = head.get(f"/evidence/{world.ids['evidence_id']}").text
    assert "second.csv" in page
    assert "audit.txt" in page
    form = {"csrf_token": csrf_token(head), "file": (io.BytesIO(b"MZ"), "third.exe")}
    refused = head.post(url, data=form, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "third.exe is not a type of file" in refused.text


def test_a_withdrawn_file_cannot_be_opened_and_says_so(app: Flask, world: World, head: FlaskClient) -> None:
    upload(head, world, ("a.csv", CSV))
    (version,) = versions(app)
    url = f"/evidence/versions/{version.id}/withdraw"
    assert post(head, url, why="").status_code == 422
    saved = post(head, url, why="It was of another unit")
    assert saved.status_code == 302
    assert "Withdrawn" in head.get(saved.location).text
    assert download(head, version).status_code == 404
    assert post(head, url, why="Again").status_code == 409


def test_two_people_who_change_what_is_said_get_both_texts(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/evidence/{world.ids['evidence_id']}/edit"
    said = {"kind": "data", "milestones": str(world.ids["shown_milestone_id"]), "revision": 1}
    assert post(head, url, title="The first title", **said).status_code == 302
    page = post(head, url, title="The second title", **said)
    assert page.status_code == 409
    assert "The first title" in page.text
    assert page.text.count("The second title") == 2


def test_a_page_says_whether_files_are_scanned(
    app: Flask, world: World, head: FlaskClient, request: pytest.FixtureRequest
) -> None:
    url = f"/plans/{world.ids['agreed_plan_id']}/evidence/new"
    assert "Virus scanning is off" in head.get(url).text
    request.getfixturevalue("clamd")
    assert "Virus scanning is off" not in head.get(url).text
