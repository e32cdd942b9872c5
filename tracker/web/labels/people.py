"""People and places: kinds of unit, roles, and ways of signing in."""

from __future__ import annotations

from tracker.domain.vocabulary import IdentityKind, Role, UnitKind
from tracker.web.labels.said import Said

PEOPLE: tuple[Said, ...] = (
    Said(UnitKind.PDU, "Probation Delivery Unit"),
    Said(UnitKind.YOUTH_JUSTICE_SERVICE, "Youth justice service"),
    Said(Role.UNIT_HEAD, "Head of PDU"),
    Said(Role.CONTRIBUTOR, "Contributor"),
    Said(Role.REGIONAL_LEAD, "Regional lead"),
    Said(Role.ASSURANCE_REVIEWER, "Assurance reviewer"),
    Said(Role.INSPECTOR, "Inspector"),
    Said(Role.NATIONAL_LEAD, "National lead"),
    Said(Role.ADMINISTRATOR, "Administrator"),
    Said(IdentityKind.PASSWORD, "Password"),
    Said(IdentityKind.ISSUER, "Single sign-on"),
)
