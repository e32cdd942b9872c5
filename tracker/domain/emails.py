"""E-mail addresses: one spelling of each, and what we take for one."""

from __future__ import annotations

import re

LONGEST = 254

# Plain addresses only: letters of other alphabets look alike, and the two databases lower them differently.
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def normal_email(text: str) -> str:
    """`text` as an address is kept and compared: without spaces around it, in lower case, no longer than the column."""
    return text.replace("\0", "").strip().lower()[:LONGEST]


def is_email(text: str) -> bool:
    """Whether `text` (as normal_email gives it) is an address like name@example.com."""
    return len(text) <= LONGEST and ".." not in text and bool(_ADDRESS.fullmatch(text))
