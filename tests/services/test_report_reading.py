"""What was read is kept as it was read; a person mends a copy of it."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR
from tests.factories.readings import a_reading, reading_of, report_of
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken, UnreadableReport
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import ImportState, Role
from tracker.models import Event, ReportImport
from tracker.services.report_reading import AlreadyImported, add_item, discard, keep_reading, mend, remove_item

HEAD = Actor(7, "Pat Jones", (Held(Role.UNIT_HEAD, unit_id=1),))
BRACKENFOLD = "brackenfold_inconsistent_2024.txt"


def digest(value: object) -> str:
    """SHA-256 of the one canonical text of a JSON value: sorted keys, no spaces, ASCII."""
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def codes(report_import: ReportImport) -> set[str]:
    return {warning.code for warning in report_of(report_import).warnings}


def last_entry(session: Session) -> Event:
    session.commit()
    return session.scalars(sa.select(Event).order_by(Event.sequence.desc()).limit(1)).one()


def last_note(session: Session) -> str | None:
    session.commit()
    return session.scalars(sa.select(Event.note).order_by(Event.sequence.desc())).first()


def test_a_reading_is_kept_with_its_file_and_who_read_it(session: Session) -> None:
    kept = a_reading(session)
    session.commit()
    assert (kept.state, kept.file_name, kept.isbn) == (ImportState.READ, "marlow_vale_pdu_2024.txt", "9781402894626")
    assert kept.reading == kept.mended == reading_of("marlow_vale_pdu_2024.txt")


def test_the_same_bytes_again_are_refused_with_what_became_of_the_first(session: Session) -> None:
    first = a_reading(session)
    session.commit()
    with pytest.raises(AlreadyImported) as refusal:
        a_reading(session)
    assert refusal.value.existing.id == first.id


def test_a_discarded_file_may_be_read_anew(session: Session) -> None:
    first = a_reading(session)
    discard(session, first, seen_revision=first.revision, by=OPERATOR, at=AT)
    session.commit()
    again = a_reading(session)
    session.commit()
    assert again.id != first.id
    assert (first.state, first.closed_at) == (ImportState.DISCARDED, AT)


def test_only_who_may_import_keeps_a_reading(session: Session) -> None:
    with pytest.raises(NotPermitted):
        a_reading(session, by=HEAD)


@pytest.mark.parametrize("harm", [{"score": "21"}, {"more": 1}, {"recommendations": [{}]}, {"title": 3}])
def test_an_answer_that_is_no_reading_is_not_kept(session: Session, harm: dict[str, object]) -> None:
    reading = reading_of("marlow_vale_pdu_2024.txt") | harm
    with pytest.raises(UnreadableReport):
        keep_reading(session, data_sha256="0" * 64, file_name="a.pdf", size=1, reading=reading, by=OPERATOR, at=AT)


def test_the_name_of_a_file_is_kept_without_its_folders_and_what_cannot_be_shown(session: Session) -> None:
    names = ["/home/pat/report\x00\u202e.pdf", "", "x" * 300 + ".pdf"]
    kept = [
        keep_reading(
            session,
            data_sha256=str(number) * 64,
            file_name=name,
            size=1,
            reading=reading_of("marlow_vale_pdu_2024.txt"),
            by=OPERATOR,
            at=AT,
        ).file_name
        for number, name in enumerate(names)
    ]
    assert kept == ["report.pdf", "report", "x" * 251 + ".pdf"]


def test_a_mended_value_changes_the_copy_and_never_the_reading(session: Session) -> None:
    kept = a_reading(session)
    mend(
        session,
        kept,
        section="recommendations",
        index=1,
        values={"text": "improve it."},
        seen_revision=kept.revision,
        by=OPERATOR,
        at=AT,
    )
    session.commit()
    session.refresh(kept)
    assert report_of(kept).recommendations[1].text == "improve it."
    assert kept.reading == reading_of("marlow_vale_pdu_2024.txt")
    assert report_of(kept).recommendations[1].source.quote.startswith("2. improve the management")


def test_the_history_says_what_was_mended(session: Session) -> None:
    kept = a_reading(session)
    mend(session, kept, section="about", values={"score": 10}, seen_revision=kept.revision, by=OPERATOR, at=AT)
    assert last_note(session) == "changed about the report\nscore: “9” → “10”"


def test_the_history_holds_a_mended_item_in_full_before_and_after(session: Session) -> None:
    kept = a_reading(session)
    old = reading_of("marlow_vale_pdu_2024.txt")["recommendations"][1]
    text = "improve it. " * 100
    mend(
        session,
        kept,
        section="recommendations",
        index=1,
        values={"text": text},
        seen_revision=kept.revision,
        by=OPERATOR,
        at=AT,
    )
    entry = last_entry(session)
    before = {"item": "recommendation 2"} | {name: value for name, value in old.items() if name != "source"}
    assert entry.before == before | {"mended_sha256": digest(kept.reading)}
    assert entry.after == before | {"text": text, "mended_sha256": digest(kept.mended)}
    assert digest(kept.mended) != digest(kept.reading)


def test_the_history_holds_an_item_that_was_added_or_removed_in_full(session: Session) -> None:
    kept = a_reading(session)
    values = {"number": "6", "addressee": "Marlow Vale PDU", "text": "count cases. " * 50, "due": None}
    item = values | {"item": "recommendation 6"}
    add_item(session, kept, section="recommendations", values=values, seen_revision=1, by=OPERATOR, at=AT)
    added, with_it = last_entry(session), {"mended_sha256": digest(kept.mended)}
    remove_item(session, kept, section="recommendations", index=5, seen_revision=kept.revision, by=OPERATOR, at=AT)
    removed, without = last_entry(session), {"mended_sha256": digest(kept.reading)}
    assert (added.before, added.after) == (without, item | with_it)
    assert (removed.before, removed.after) == (item | with_it, without)


def test_a_reading_that_was_tampered_with_no_longer_has_the_hash_in_the_history(session: Session) -> None:
    kept = a_reading(session)
    written = last_entry(session).after or {}
    assert written["reading_sha256"] == written["mended_sha256"] == digest(kept.reading)
    session.execute(sa.text("UPDATE report_import SET reading = replace(reading, 'domestic abuse', 'other matters')"))
    session.refresh(kept)
    assert written["reading_sha256"] != digest(kept.reading)


def test_a_warning_goes_when_its_cause_is_mended_and_what_only_the_parser_knew_stays(session: Session) -> None:
    kept = a_reading(session, BRACKENFOLD)
    assert {"isbn_not_valid", "recommendation_line_not_placed"} <= codes(kept)
    mend(
        session,
        kept,
        section="about",
        values={"isbn": "978-1-4028-9462-6"},
        seen_revision=kept.revision,
        by=OPERATOR,
        at=AT,
    )
    assert "isbn_not_valid" not in codes(kept)
    assert "recommendation_line_not_placed" in codes(kept)


def test_mending_may_bring_a_new_warning(session: Session) -> None:
    kept = a_reading(session)
    mend(session, kept, section="about", values={"score": 20}, seen_revision=kept.revision, by=OPERATOR, at=AT)
    assert {"points_do_not_sum", "band_differs"} <= codes(kept)


def test_the_lowest_key_question_is_worked_out_anew(session: Session) -> None:
    kept = a_reading(session)
    mend(session, kept, section="key_questions", index=0, values={"percentage": 1}, seen_revision=1, by=OPERATOR, at=AT)
    assert [one.lowest for one in report_of(kept).key_questions[:3]] == [True, False, False]


def test_a_missed_recommendation_is_added_where_it_belongs(session: Session) -> None:
    kept = a_reading(session)
    values = {"number": "2a", "addressee": "Marlow Vale PDU", "text": "count cases.", "due": None}
    add_item(
        session,
        kept,
        section="recommendations",
        values=values,
        position=2,
        seen_revision=kept.revision,
        by=OPERATOR,
        at=AT,
    )
    numbers = [one.number for one in report_of(kept).recommendations]
    assert numbers == ["1", "2", "2a", "3", "4", "5"]
    assert report_of(kept).recommendations[2].source.quote == ""


def test_names_are_mended_without_characters_that_nobody_sees(session: Session) -> None:
    kept = a_reading(session)
    about = {"region": "\u202eWest\u200bmarch", "subject": {"name": "Marlow\u00ad Vale", "kind": "pdu"}}
    mend(session, kept, section="about", values=about, seen_revision=1, by=OPERATOR, at=AT)
    values = {"addressee": "Marlow\u202e Vale PDU"}
    mend(session, kept, section="recommendations", values=values, seen_revision=kept.revision, by=OPERATOR, at=AT)
    report = report_of(kept)
    assert (report.region, report.subject and report.subject.name) == ("Westmarch", "Marlow Vale")
    assert report.recommendations[0].addressee == "Marlow Vale PDU"


def test_a_false_recommendation_is_removed_and_the_gap_is_warned_of(session: Session) -> None:
    kept = a_reading(session)
    remove_item(session, kept, section="recommendations", index=1, seen_revision=kept.revision, by=OPERATOR, at=AT)
    assert [one.number for one in report_of(kept).recommendations] == ["1", "3", "4", "5"]
    assert "numbering_gap" in codes(kept)
    note = last_note(session)
    assert note is not None
    assert "improve the management of domestic abuse" in note


def test_who_saw_an_older_copy_is_told(session: Session) -> None:
    kept = a_reading(session)
    mend(session, kept, section="about", values={"score": 10}, seen_revision=1, by=OPERATOR, at=AT)
    session.commit()
    with pytest.raises(Conflict):
        mend(session, kept, section="about", values={"score": 11}, seen_revision=1, by=OPERATOR, at=AT)


def test_a_closed_reading_is_not_mended(session: Session) -> None:
    kept = a_reading(session)
    discard(session, kept, seen_revision=kept.revision, by=OPERATOR, at=AT)
    with pytest.raises(InvalidMove, match=r"This reading was discarded\. Import the report again\."):
        mend(session, kept, section="about", values={"score": 1}, seen_revision=kept.revision, by=OPERATOR, at=AT)


@pytest.mark.parametrize(
    ("section", "index", "values"),
    [
        ("about", 0, {"score": -1}),
        ("about", 0, {"overall_rating": "Splendid"}),
        ("key_questions", 0, {"percentage": 101}),
        ("recommendations", 99, {"text": "there is none."}),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(
    session: Session, section: str, index: int, values: dict[str, object]
) -> None:
    kept = a_reading(session)
    with pytest.raises(RuleBroken):
        mend(session, kept, section=section, index=index, values=values, seen_revision=1, by=OPERATOR, at=AT)
