"""Which role goes with which scope, in words. The database's CHECKs say the same (models/person.py)."""

from __future__ import annotations

from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import Role

# role → the one scope it is held in, or None for everywhere
SCOPE_OF: dict[Role, str | None] = {
    Role.UNIT_HEAD: "unit",
    Role.CONTRIBUTOR: "unit",
    Role.REGIONAL_LEAD: "region",
    Role.INSPECTOR: "inspection",
    Role.ASSURANCE_REVIEWER: None,
    Role.NATIONAL_LEAD: None,
    Role.ADMINISTRATOR: None,
}
_IN_WORDS: dict[Role, str] = {
    Role.UNIT_HEAD: "A head of PDU",
    Role.CONTRIBUTOR: "A contributor",
    Role.REGIONAL_LEAD: "A regional lead",
    Role.INSPECTOR: "An inspector",
    Role.ASSURANCE_REVIEWER: "An assurance reviewer",
    Role.NATIONAL_LEAD: "A national lead",
    Role.ADMINISTRATOR: "An administrator",
}
_SCOPES = ("unit", "region", "inspection")


def check_scope(role: Role, **given: object) -> None:
    """Raises RuleBroken where `role` is not given exactly its scope: `unit`, `region`, `inspection` or none."""
    needed = SCOPE_OF[role]
    if needed is not None and given.get(needed) is None:
        raise RuleBroken(needed, f"{_IN_WORDS[role]} is assigned to one {needed}. Say which {needed}.")
    for scope in _SCOPES:
        if scope != needed and given.get(scope) is not None:
            where = f"to one {needed}" if needed else "to the whole service"
            raise RuleBroken(scope, f"{_IN_WORDS[role]} is assigned {where}. Leave out the {scope}.")
