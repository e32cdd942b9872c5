"""A row of the tables of words."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Said(NamedTuple):
    """What people read where a member of a vocabulary stands, and the colour of its tag among GOV.UK's."""

    member: Enum
    words: str
    colour: str = "grey"
