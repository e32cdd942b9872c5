"""E-mail addresses: one spelling each, plain ones only."""

from __future__ import annotations

import pytest

from tracker.domain.emails import is_email, normal_email


@pytest.mark.parametrize("text", ["alex@example.com", " ALEX@Example.COM\n", "\0alex@example.com"])
def test_an_address_has_one_spelling(text: str) -> None:
    assert normal_email(text) == "alex@example.com"


def test_an_address_never_outgrows_its_column() -> None:
    assert len(normal_email("a" * 10_000)) == 254


@pytest.mark.parametrize(
    "text", ["alex@example.com", "alex.rowan+audit@probation.service.example.uk", "o'neil_2@a-b.example"]
)
def test_plain_addresses_are_addresses(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "alex", "@example.com", "alex@", "alex@example", "alex@@example.com", "alex rowan@example.com"),
        *("alex@-example.com", "alex@example-.com", "alex..r@example.com", "alex@example..com", "alex@1.2.3.4"),
        *("ålex@example.com", "alex@exämple.com", "alex@example.com,sam@example.com", "alex@example.com\n", "<a@b.uk>"),
        *("a" * 65 + "@example.com", "alex@" + "a" * 64 + ".com"),
    ],
)
def test_everything_else_is_not(text: str) -> None:
    assert not is_email(text)
