"""An entry of the history in words: whatever changed is told, in the names and values people know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tracker.models import Event
from tracker.web.event_words import Told, told

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def telling(
    subject: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    names: dict[tuple[str, int], str] | None = None,
) -> Told:
    entry = Event(
        sequence=1,
        at=AT,
        actor="Hana Head",
        kind="plan.edited",
        subject=subject,
        subject_id=1,
        before=before,
        after=after,
    )
    return told(entry, names or {}, {})


def lines(entry: Told) -> list[tuple[str, str, str]]:
    return [(change.column, change.before, change.after) for change in entry.changes]


def test_links_are_told_by_the_words_of_what_they_lead_to() -> None:
    names = {("standard_rating", 4): "P 2.1 Assessment", ("standard_rating", 5): "P 2.2 Planning"}
    entry = telling("recommendation", {"standards": [4]}, {"standards": [4, 5]}, names)
    assert lines(entry) == [("Standards", "P 2.1 Assessment", "P 2.1 Assessment\nP 2.2 Planning")]


def test_what_is_no_longer_there_is_told_by_its_key() -> None:
    assert lines(telling("recommendation", {"findings": [7]}, {"findings": []})) == [("Findings", "Finding 7", "")]


def test_a_deadline_that_moved_is_told_with_its_plan() -> None:
    before = {"deadline 3": {"due_on": "2026-03-03", "starts_on": "2026-02-03"}}
    after = {"deadline 3": {"due_on": "2026-03-10", "starts_on": "2026-02-10"}}
    assert lines(telling("plan", before, after)) == [
        ("Due", "3 March 2026", "10 March 2026"),
        ("Counted from", "3 February 2026", "10 February 2026"),
    ]


def test_a_rating_that_changed_is_told_with_the_standard_it_is_of() -> None:
    before, after = {"standard_rating 4": {"rating": "Good"}}, {"standard_rating 4": {"rating": "Outstanding"}}
    entry = telling("inspection", before, after, {("standard_rating", 4): "P 2.1 Assessment"})
    assert lines(entry) == [("P 2.1 Assessment: Rating", "Good", "Outstanding")]


def test_a_few_new_rows_are_told_one_by_one_and_many_are_counted() -> None:
    rows = {f"finding {key}": {"kind": "strength", "text": f"Finding {key}."} for key in range(1, 7)}
    assert lines(telling("inspection", None, rows)) == [("Findings", "", "6")]
    few = dict(list(rows.items())[:2])
    assert lines(telling("inspection", None, few)) == [
        ("Finding", "", "Strength: Finding 1."),
        ("Finding", "", "Strength: Finding 2."),
    ]


def test_a_row_that_was_taken_out_is_told_by_what_it_said() -> None:
    before = {"key_question_result 2": {"id": 2, "question": "Is it safe?", "percentage": 8}}
    assert lines(telling("inspection", before, {})) == [("Key question", "Is it safe? 8%", "")]


def test_a_column_that_has_no_name_here_is_told_by_its_own() -> None:
    assert lines(telling("report_import", {"time_limit": "six months"}, {"time_limit": "a year"})) == [
        ("Time limit", "six months", "a year")
    ]


def test_a_mended_item_is_told_by_which_it_is_and_what_was_mended_without_its_hashes() -> None:
    before = {"item": "recommendation 3", "text": "look at cases", "number": "3", "mended_sha256": "aa"}
    after = before | {"text": "look at each case", "mended_sha256": "bb"}
    assert lines(telling("report_import", before, after)) == [
        ("Item", "recommendation 3", "recommendation 3"),
        ("Text", "look at cases", "look at each case"),
    ]


def test_a_value_with_parts_is_told_part_by_part() -> None:
    after = {
        "text": "look at each case",
        "due": {"text": "within six months", "date": "2026-08-03"},
        "found": ["a", "b"],
    }
    assert lines(telling("report_import", None, after)) == [
        ("Text", "", "look at each case"),
        ("Due", "", "Text: within six months\nDate: 2026-08-03"),
        ("Found", "", "a\nb"),
    ]


def test_the_keys_of_rows_are_told_to_nobody() -> None:
    assert lines(telling("plan", None, {"id": 1, "deadline_id": 3, "recommendation_id": 8})) == []


def test_a_secret_that_changed_is_told_without_its_value() -> None:
    before, after = {"identity 1": {"password_hash": "(secret)"}}, {"identity 1": {"password_hash": "(secret)"}}
    assert lines(telling("person", before, after)) == [("Way of signing in: Password", "Not shown", "Changed")]


def test_a_role_that_ended_is_told_by_its_words() -> None:
    before, after = {"assignment 9": {"ends_on": None}}, {"assignment 9": {"ends_on": "2026-03-02"}}
    entry = telling("person", before, after, {("assignment", 9): "regional_lead"})
    assert lines(entry) == [("Regional lead: To", "", "2 March 2026")]


def test_a_new_role_is_told_with_where_it_is_held() -> None:
    after = {"role": "contributor", "unit_id": 2, "region_id": None, "person_id": 5, "starts_on": "2026-03-02"}
    names = {("unit", 2): "Ashcombe", ("person", 5): "Sam Okoro"}
    assert lines(telling("assignment", None, after, names)) == [
        ("Unit", "", "Ashcombe"),
        ("Person", "", "Sam Okoro"),
        ("Role", "", "Contributor"),
        ("From", "", "2 March 2026"),
    ]


def test_a_decision_is_told_by_its_outcome_since_its_reason_is_the_note_of_the_entry() -> None:
    decision = {"level": "review", "outcome": "partly", "why": "Half of it.", "decided_by_id": 4, "measure_revision": 1}
    entry = telling("milestone", {}, {"decision 3": decision}, {("person", 4): "Nadia Farouk"})
    assert lines(entry) == [("Decision", "", "Partly sufficient")]


def test_a_plan_that_was_agreed_is_told_by_its_version_and_not_by_all_it_holds() -> None:
    version = {"number": 2, "content": {"milestones": [{"title": "Audit cases"}]}, "agreed_by_id": 4}
    assert lines(telling("plan", {}, {"plan_version 7": version})) == [("Plan as it was agreed", "", "Version 2")]


def test_the_columns_of_a_milestone_have_names_of_their_own() -> None:
    after = {"ordinal": 1, "measure_revision": 2}
    assert lines(telling("milestone", {}, after)) == [("Place in the plan", "", "1")]
    people = telling("date_change", {}, {"decided_by_id": 4}, {("person", 4): "Nadia Farouk"})
    assert lines(people) == [("Decided by", "", "Nadia Farouk")]
