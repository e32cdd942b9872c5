"""The same place in two spellings is one key; two places are two keys."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tracker.domain.names import bare_unit_name, matching_key, region_key, tidy_name, unit_key
from tracker.domain.vocabulary import UnitKind

TWO_LISTS = Path(__file__).parents[2].parent / "shared" / "data" / "pdus-names-and-codes.csv"

# Pairs that only a person who knows the place can tell to be the same: they become aliases, and never match by chance.
IN_OTHER_WORDS = 8


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    if not TWO_LISTS.exists():
        pytest.skip(f"the two real lists are not at {TWO_LISTS}")
    with TWO_LISTS.open(newline="") as file:
        rows = [(row["name_estate_api_2025"], row["name_approved_premises_api"]) for row in csv.DictReader(file)]
    return [(one, other) for one, other in rows if one and other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ashcombe and Thornley", "ASHCOMBE AND THORNLEY"),
        ("Ashcombe and Thornley", "Ashcombe & Thornley"),
        ("Ashcombe and Thornley", "Ashcombe, Thornley"),
        ("Ashcombe and Thornley", "  Ashcombe\n and   Thornley "),
        ("Ashcombe and Thornley", "Ashcombe and Thornley PDU"),
        ("Ashcombe and Thornley", "Ashcombe and Thornley Probation Delivery Unit"),
        ("Ashcombe and Thornley", "Thornley and Ashcombe"),
        ("Ashcombe-on-Sea", "Ashcombe on Sea"),
        ("St Wystan’s", "St. Wystan's"),
        ("East Marlow", "East Marlow (Ashcombe, Thornley and Vale)"),
        ("Marlow and the Vale of Thorn", "Marlow & Vale of Thorn"),
        ("Ynys Môn", "Ynys Mon"),
    ],
)
def test_two_spellings_of_a_place_are_one(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("East Marlow", "West Marlow"),
        ("Marlow", "East Marlow"),
        ("North and North East Marlow", "North East Marlow"),
        ("Ashcombe", "Ashcombe and Thornley"),
    ],
)
def test_two_places_are_two(one: str, other: str) -> None:
    assert matching_key(one) != matching_key(other)


@pytest.mark.parametrize("name", ["", "  ", "…", "PDU", "the", "Probation Delivery Unit", "(includes Ashcombe)"])
def test_a_name_that_names_no_place_has_no_key(name: str) -> None:
    assert matching_key(name) == ""


@pytest.mark.parametrize("name", ["", "(includes Ashcombe)", "Youth Justice Service", "youth justice services in"])
def test_a_youth_justice_service_of_no_place_has_no_key(name: str) -> None:
    assert unit_key(name, UnitKind.YOUTH_JUSTICE_SERVICE) == ""


def test_the_two_real_lists_of_pdus_agree_but_for_other_words(pairs: list[tuple[str, str]]) -> None:
    assert sum(matching_key(one) != matching_key(other) for one, other in pairs) == IN_OTHER_WORDS
    assert len(pairs) > 100


def test_no_two_real_pdus_share_a_key(pairs: list[tuple[str, str]]) -> None:
    keys = [{matching_key(one), matching_key(other)} for one, other in pairs]
    assert len(set().union(*keys)) == sum(len(both) for both in keys)


@pytest.mark.parametrize(
    "name",
    [
        "East of Marlow",
        "East of Marlow region",
        "The Probation Service – East of Marlow region",
        "EAST OF MARLOW PROBATION REGION",
    ],
)
def test_a_region_is_known_with_and_without_the_words_around_it(name: str) -> None:
    assert region_key(name) == "east marlow"


@pytest.mark.parametrize(
    "name", ["Thornley", "Thornley Youth Justice Service", "youth justice services in Thornley", "Thornley YOT"]
)
def test_a_youth_justice_service_is_not_the_pdu_of_the_same_place(name: str) -> None:
    assert unit_key(name, UnitKind.YOUTH_JUSTICE_SERVICE) == "thornley (youth_justice_service)"
    assert unit_key("Thornley", UnitKind.PDU) == "thornley"


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u200d", "\u00ad", "\ufeff", "\x00", "\x07", "\u2066"])
def test_characters_that_nobody_sees_are_taken_out_of_a_name(hidden: str) -> None:
    assert tidy_name(f"Ash{hidden}combe and {hidden} Thornley{hidden}") == "Ashcombe and Thornley"
    assert tidy_name(hidden) == ""
    assert matching_key(f"Ash{hidden}combe") == matching_key("Ashcombe")


@pytest.mark.parametrize(
    "name",
    ["Marlow Vale", "Marlow Vale PDU", "Marlow Vale Probation Delivery Unit", " Marlow Vale  probation delivery unit "],
)
def test_a_unit_is_called_without_the_word_for_its_kind(name: str) -> None:
    assert bare_unit_name(name) == "Marlow Vale"


def test_a_name_that_is_nothing_but_a_kind_stays() -> None:
    assert bare_unit_name("PDU") == "PDU"


def test_a_name_is_kept_without_the_spaces_that_copying_brings() -> None:
    assert tidy_name("  Ashcombe\u00a0and\n Thornley ") == "Ashcombe and Thornley"
