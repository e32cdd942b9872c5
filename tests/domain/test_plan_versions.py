"""A version of a plan is read back from its JSON and set beside the version before it, however old the two are."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.domain.plan_comparison import Compared
from tracker.domain.plan_versions import PartsCompared, difference, version_of
from tracker.domain.vocabulary import DeadlineSource, Response


def a_plan(*milestones: dict[str, Any], **more: Any) -> dict[str, Any]:
    values = {"response": "agreed", "response_reason": None, "success_measure": "Nine in ten.", "sustain_months": 3}
    return values | {"owner_id": 1, "owner": "Sam Head", "milestones": [*milestones], "measures": []} | more


def a_milestone(key: int, title: str, **more: Any) -> dict[str, Any]:
    values = {"id": key, "ordinal": key, "title": title, "owner_id": 1, "owner": "Sam Head", "weight": 10}
    return values | {"due_on": "2026-06-30", "starts_on": None, "due_source": "unit", "depends_on": []} | more


def a_measure(key: int, name: str, **more: Any) -> dict[str, Any]:
    values = {"id": key, "name": name, "baseline": 28, "baseline_words": "28 per cent", "target": 65}
    return values | {"source": "page 9"} | more


def test_a_version_is_read_back_with_its_dates_and_words() -> None:
    version = version_of(a_plan(a_milestone(4, "Audit cases")))
    [milestone] = version.milestones
    assert version.plan["response"] is Response.AGREED
    assert (milestone.fields["due_on"], milestone.fields["due_source"]) == (date(2026, 6, 30), DeadlineSource.UNIT)
    assert version.names == {1: "Sam Head"}


def test_what_a_milestone_waits_for_is_said_by_the_places_of_that_version() -> None:
    waiting = a_milestone(7, "Audit cases", depends_on=[4, 5])
    version = version_of(a_plan(a_milestone(4, "Brief staff"), a_milestone(5, "Train staff"), waiting))
    assert version.milestones[2].fields["depends_on"] == "milestones 4 and 5"


def test_two_versions_are_compared_field_by_field() -> None:
    before = a_plan(
        a_milestone(4, "Brief staff"),
        a_milestone(5, "Train staff"),
        measures=[a_measure(1, "Safe"), a_measure(2, "Fast")],
    )
    after = a_plan(
        a_milestone(4, "Brief all staff", due_on="2026-07-31", owner_id=2, owner="Kit Lead"),
        a_milestone(6, "Audit cases"),
        measures=[a_measure(1, "Safe", target=80), a_measure(3, "Kind")],
        sustain_months=6,
    )
    found = difference(version_of(before), version_of(after))
    assert found.plan == (Compared("sustain_months", 3, 6),)
    assert (found.milestones.new, found.milestones.gone) == (("Audit cases",), ("Train staff",))
    [changed] = found.milestones.changed
    assert (changed.name, changed.fields) == (
        "Brief all staff",
        (
            Compared("title", "Brief staff", "Brief all staff"),
            Compared("owner_id", 1, 2),
            Compared("due_on", date(2026, 6, 30), date(2026, 7, 31)),
        ),
    )
    assert (found.measures.new, found.measures.gone) == (("Kind",), ("Fast",))
    assert found.measures.changed[0].fields == (Compared("target", 65, 80),)
    assert found.names == {1: "Sam Head", 2: "Kit Lead"}


def test_what_an_old_version_does_not_hold_is_not_said_to_have_changed() -> None:
    old = a_plan(a_milestone(4, "Brief staff"))
    del old["measures"], old["sustain_months"], old["milestones"][0]["depends_on"]
    new = a_plan(
        a_milestone(4, "Brief staff", depends_on=[5]), a_milestone(5, "Train staff"), measures=[a_measure(1, "Safe")]
    )
    found = difference(version_of(old), version_of(new))
    assert version_of(old).measures is None
    assert (found.plan, found.milestones.changed) == ((), ())
    assert found.measures == PartsCompared((), (), ())


def test_milestones_without_an_id_are_told_apart_by_their_titles() -> None:
    old, new = a_milestone(4, "Brief staff"), a_milestone(4, "Brief staff", weight=20)
    del old["id"], new["id"]
    found = difference(version_of(a_plan(old)), version_of(a_plan(new)))
    assert found.milestones.changed[0].fields == (Compared("weight", 10, 20),)
    assert (
        version_of({"milestones": [{"weight": 3, "due_on": "2026-06-30", "starts_on": None}]}).milestones[0].name == ""
    )


def test_the_same_again_is_the_same() -> None:
    version = version_of(a_plan(a_milestone(4, "Brief staff")))
    assert difference(version, version).is_same
