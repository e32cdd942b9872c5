"""An “@” and a name mention somebody who may read the text; nobody else can be mentioned."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tracker.domain.errors import RuleBroken
from tracker.domain.mentions import mentioned


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    email: str


PEOPLE = [
    Person(1, "Pat Jones", "pat.jones@example.test"),
    Person(2, "Pat Jones-Smith", "pjs@example.test"),
    Person(3, "Sam Okoro", "sam@example.test"),
    Person(4, "Sam Okoro", "sam.okoro@example.test"),
    Person(5, "Pat", "pat@example.test"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody is mentioned.", []),
        ("Write to pat@example.test about it.", []),
        ("Meet @ noon.", []),
        ("@Pat Jones, can you ask?", [1]),
        ("(@pat jones) and @PAT JONES again", [1]),
        ("@Pat Jones-Smith knows.", [2]),
        ("@Pat, and @Pat Jones", [5, 1]),
        ("@sam.okoro@example.test knows, @sam@example.test too.", [4, 3]),
    ],
)
def test_people_are_mentioned_by_the_longest_name_that_fits(text: str, expected: list[int]) -> None:
    assert mentioned(text, PEOPLE) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "@Ina Inspector should not read this.",
            "Ina Inspector cannot be mentioned: nobody of that name may read this",
        ),
        ("@nobody", "nobody cannot be mentioned"),
        ("@Patricia is another", "Patricia cannot be mentioned"),
        ("@Sam Okoro", "More than one person is called Sam Okoro. Mention them by email address"),
    ],
)
def test_who_cannot_be_meant_is_named(text: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as broken:
        mentioned(text, PEOPLE)
    assert broken.value.field == "text"
