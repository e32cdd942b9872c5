"""What a password must be: long, and not made of what everybody tries first. No rule about kinds of characters.

Sources: NIST SP 800-63B section 5.1.1.2 and ASVS 6.2 (length over composition; no words of the context). The list is
our own: with twelve characters and more, a list of leaked passwords holds little that these pieces do not make up.
"""

from __future__ import annotations

import re

from tracker.domain.errors import RuleBroken

SHORTEST = 12
LONGEST = 128
FEWEST_OWN_CHARACTERS = 5  # different characters left once the common pieces are taken out
SHORTEST_NAME = 4  # a shorter one stands in too many good passwords by chance

_COMMON = (
    *("password", "passwort", "passphrase", "passw", "secret", "letmein", "welcome", "login", "signin", "admin"),
    *("administrator", "user", "guest", "test", "changeme", "change", "default", "master", "access", "monkey"),
    *("dragon", "football", "baseball", "princess", "sunshine", "iloveyou", "superman", "batman", "arsenal"),
    *("liverpool", "chelsea", "england", "london", "charlie", "hello", "please", "trustno", "abc", "asdf", "zxcv"),
    *("probation", "inspection", "inspectorate", "recommendation", "recommendations", "tracker", "track", "service"),
    *("hmpps", "hmip", "justice", "prison", "delivery", "unit", "ministry", "govuk", "my", "new", "the", "is", "this"),
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
    *("december", "spring", "summer", "autumn", "winter", "monday", "tuesday", "wednesday", "thursday", "friday"),
    *("saturday", "sunday"),
)
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "0123456789", "1234567890"),
    *("qazwsxedcrfvtgbyhnujm", "1qaz2wsx3edc4rfv5tgb6yhn", "1q2w3e4r5t6y7u8i9o0p"),
)
_RUNS = {row[i : i + 3] for row in (*_ROWS, *(row[::-1] for row in _ROWS)) for i in range(len(row) - 2)}
_SWAPS = str.maketrans("01345$@!", "oleassai")
_PIECES = re.compile("|".join(sorted({*_COMMON}, key=len, reverse=True)))


def check_password(password: str, *, email: str) -> None:
    """Raises RuleBroken("password", …) where `password` will not do for the person with that e-mail address."""
    if len(password) < SHORTEST:
        raise RuleBroken("password", f"Password must be {SHORTEST} characters or more.")
    if len(password) > LONGEST:
        raise RuleBroken("password", f"Password must be {LONGEST} characters or fewer.")
    name = email.partition("@")[0].lower()
    if len(name) >= SHORTEST_NAME and name in password.lower():
        raise RuleBroken("password", "Password must not contain your email address.")
    if len(set(_own_part(password))) < FEWEST_OWN_CHARACTERS:
        raise RuleBroken("password", "Password is too easy to guess. Try three words that have nothing in common.")


def _own_part(password: str) -> str:
    """What is left without common words (also spelt with digits), runs of neighbouring keys, years and repeats."""
    text = re.sub(r"(?:19|20)\d\d", "", password.lower())
    text = _without_runs(text)
    text = _PIECES.sub("", _PIECES.sub("", text).translate(_SWAPS))
    return re.sub(r"(.)\1{2,}|[\s!-/:-@\[-`{-~]", "", text)


def _without_runs(text: str) -> str:
    inside = {at + offset for at in range(len(text) - 2) if text[at : at + 3] in _RUNS for offset in range(3)}
    return "".join(character for at, character in enumerate(text) if at not in inside)
