"""Who a recommendation is addressed to: the unit inspected, in whatever words, or others."""

from __future__ import annotations

import pytest

from tracker.domain.addressees import is_addressed_to
from tracker.domain.vocabulary import SubjectKind

UNIT = ["Ashcombe and Thornley", "Ashcombe & Thornley PDU"]


@pytest.mark.parametrize(
    "addressee",
    [
        "Ashcombe and Thornley PDU",
        "Ashcombe and Thornley Probation Delivery Unit",
        "ashcombe & thornley",
        "The Ashcombe and Thornley PDU",
        "The PDU",
        "The Probation Delivery Unit",
        "The head of Ashcombe and Thornley PDU",
        "Ashcombe and Thornley PDU and the East Downs region",
        "The Ministry of Justice and Ashcombe and Thornley PDU",
        "HM Prison and Probation Service, East Downs region and Ashcombe and Thornley PDU",
    ],
)
def test_the_unit_is_known_in_whatever_words_it_is_named(addressee: str) -> None:
    assert is_addressed_to(addressee, UNIT, SubjectKind.PDU)


@pytest.mark.parametrize(
    "addressee",
    [
        None,
        "",
        "East Downs region",
        "HM Prison and Probation Service",
        "The Ministry of Justice",
        "The Ashcombe and Thornley Management Board",
        "Thornley PDU",
        "Ashcombe, Thornley and Wexmoor PDU",
    ],
)
def test_others_are_others(addressee: str | None) -> None:
    assert not is_addressed_to(addressee, UNIT, SubjectKind.PDU)


def test_a_place_in_the_name_of_a_neighbour_is_not_the_unit() -> None:
    assert not is_addressed_to("Ashcombe and Thornley PDU", ["Ashcombe"], SubjectKind.PDU)


@pytest.mark.parametrize("addressee", ["East Downs region", "The Probation Service – East Downs region", "The region"])
def test_a_region_is_known_too(addressee: str) -> None:
    assert is_addressed_to(addressee, ["East Downs"], SubjectKind.REGION)


def test_the_probation_service_as_a_whole_is_not_the_region() -> None:
    assert not is_addressed_to("The Probation Service", ["East Downs"], SubjectKind.REGION)


def test_a_youth_justice_service_is_known_and_its_board_is_not() -> None:
    kind = SubjectKind.YOUTH_JUSTICE_SERVICE
    assert is_addressed_to("Wexmoor Youth Justice Service", ["Wexmoor Youth Justice Service"], kind)
    assert is_addressed_to("The youth justice service", ["Wexmoor Youth Justice Service"], kind)
    assert not is_addressed_to("The Wexmoor Youth Justice Management Board", ["Wexmoor Youth Justice Service"], kind)


def test_a_thematic_report_is_addressed_to_others_only() -> None:
    assert not is_addressed_to("The PDU", ["A thematic inspection"], SubjectKind.THEMATIC)
