"""Words in common suggest what a recommendation answers; a person decides."""

from __future__ import annotations

from tracker.domain.similarity import stems, suggest

FINDINGS = [
    ("police", "Practitioners were not requesting information from the police about domestic abuse."),
    ("staff", "Staff sickness was high, and managers had not acted on its causes."),
    ("learning", "Learning from audits was not shared, and practitioners were not told of it."),
    ("rooms", "The rooms in which people were seen were light and welcoming."),
]


def keys(text: str) -> list[str]:
    return [one.key for one in suggest(text, FINDINGS)]


def test_what_shares_the_most_telling_words_comes_first() -> None:
    assert keys("make sure that the police are asked about domestic abuse in every case")[0] == "police"
    assert keys("address the causes of staff sickness")[0] == "staff"


def test_words_in_another_form_are_the_same_words() -> None:
    text = "share what is learned from audits, and check that practitioners learn it"
    assert keys(text)[0] == "learning"
    assert stems("assessments").keys() == stems("assessment").keys() == stems("assessing").keys()


def test_what_shares_only_common_words_is_not_suggested() -> None:
    assert keys("there should be more of this, and people on probation should be with them") == []


def test_the_words_in_common_are_named_as_the_recommendation_writes_them() -> None:
    [first, *_] = suggest("ask the police about domestic abuse", FINDINGS)
    assert first.words == ("police", "domestic", "abuse")


def test_a_word_that_few_share_counts_for_more_than_one_that_all_share() -> None:
    candidates = [("rare", "case stalking"), *((f"common {n}", f"case review {n}") for n in range(6))]
    shares = {one.key: one.share for one in suggest("review stalking case", candidates, most=9)}
    assert shares["rare"] >= shares["common 0"]
    assert next(iter(shares)) == "rare"


def test_no_more_are_suggested_than_asked_for() -> None:
    candidates = [(n, "domestic abuse and the police") for n in range(20)]
    assert len(suggest("the police and domestic abuse", candidates, most=3)) == 3


def test_nothing_is_like_nothing() -> None:
    assert suggest("", FINDINGS) == []
    assert suggest("ask the police", []) == []
    assert suggest("ask the police", [("empty", "")]) == []


def test_possessives_and_curly_apostrophes_make_no_difference() -> None:
    assert (
        stems("children’s services").keys() == stems("children's services").keys() == stems("children services").keys()
    )
