"""A password is long and not what everybody tries first; nothing else is asked of it."""

from __future__ import annotations

import pytest

from tracker.domain.errors import RuleBroken
from tracker.domain.password_rules import check_password

EMAIL = "alex.rowan@example.com"


@pytest.mark.parametrize(
    "password",
    [
        *(
            "tractor lemon cloud",
            "correct horse battery staple",
            "Xk9#mQ2$vL7p",
            "łódź żółw gęś kłos",
            "ⵣⴰⵡⴰⵍ ⵜⴰⵎⴰⵣⵉⵖⵜ",
        ),
        *("four words in a row", "x" * 3 + "otter pebble", "fivepandasatnoon", "🦊🐢🦉🐝🐌🦋🐞🐜🐙🦀🐡🐠"),
        "wobble " * 18 + "ok",
    ],
)
def test_a_long_password_of_any_characters_will_do(password: str) -> None:
    check_password(password, email=EMAIL)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("", "12 characters or more"),
        ("elevenchars", "12 characters or more"),
        ("pebble otter " * 10, "128 characters or fewer"),
        ("so alex.rowan it is", "must not contain your email address"),
        ("ALEX.ROWAN otter 9", "must not contain your email address"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(password: str, message: str) -> None:
    with pytest.raises(RuleBroken, match=message) as broken:
        check_password(password, email=EMAIL)
    assert broken.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        *("password1234", "Password123!!", "P@ssw0rd12345", "Passw0rd2024!", "passwordpassword", "MyPassword123!"),
        *("123456789012", "111111111111", "abababababab", "abcdefghijkl", "qwertyuiop12", "1q2w3e4r5t6y"),
        *("1qaz2wsx3edc", "qazwsxedcrfv", "asdfghjkl123", "letmein12345", "welcome12345", "iloveyou1234"),
        *("probation2024!", "Inspection2025", "recommendations", "Justice2026!", "tracker12345", "HMPPS-HMPPS-1"),
        *("Summer2026Summer", "January2026!!", "Liverpool2025!!", "administrator1", "            ", "!!!!!!!!!!!!"),
        *("changeme2026!", "Monday-Monday", "zyxwvutsrqpo", "098765432109"),
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(RuleBroken, match="too easy to guess"):
        check_password(password, email=EMAIL)


def test_a_short_name_before_the_at_sign_may_stand_in_a_password_by_chance() -> None:
    check_password("major tractor lemon", email="jo@example.com")
