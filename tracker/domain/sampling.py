"""Which milestones are drawn for a review outside the unit's line: one in three. Source: product rules, section 6."""

from __future__ import annotations

from hashlib import sha256

ONE_IN = 3


def is_drawn(milestone_id: int) -> bool:
    """Whether this one is. The lot hangs on the id alone: nobody chooses it, and anybody can draw it again."""
    return int.from_bytes(sha256(b"%d" % milestone_id).digest()) % ONE_IN == 0
