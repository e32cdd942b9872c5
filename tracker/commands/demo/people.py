"""The sample people. Invented, as are the places; addresses that end in .example can belong to nobody (RFC 2606)."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.vocabulary import Role, UnitKind

PASSWORD = "copper lantern meadow"  # noqa: S105 (sample data only; the command refuses production)

NORTHERN_FELLS, SEVERN_COAST = "Northern Fells", "Severn Coast"
MARLOW_VALE, HARROWMERE, SKELBECK = "Marlow Vale", "Harrowmere", "Skelbeck"
ASHCOMBE = "Ashcombe and Thornley Youth Justice Service"
BRACKENFOLD, SALTMARSH, PENNWATER = "Brackenfold", "Saltmarsh and Wickhaven", "Pennwater"

REGIONS = (NORTHERN_FELLS, SEVERN_COAST)
UNITS = (
    (MARLOW_VALE, NORTHERN_FELLS, UnitKind.PDU),
    (HARROWMERE, NORTHERN_FELLS, UnitKind.PDU),
    (SKELBECK, NORTHERN_FELLS, UnitKind.PDU),
    (ASHCOMBE, NORTHERN_FELLS, UnitKind.YOUTH_JUSTICE_SERVICE),
    (BRACKENFOLD, SEVERN_COAST, UnitKind.PDU),
    (SALTMARSH, SEVERN_COAST, UnitKind.PDU),
    (PENNWATER, SEVERN_COAST, UnitKind.PDU),
)


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody in one role. `where` is the name of the unit or region, or the file of the report whose inspection an
    inspector is assigned to; empty for a national role. `months_ago` they came, `left_months_ago` they left.
    """

    name: str
    email: str
    role: Role
    what: str
    where: str = ""
    months_ago: int = 38
    left_months_ago: int | None = None


ADMINISTRATOR = SamplePerson("Morgan Ashby", "morgan.ashby@tracker.example", Role.ADMINISTRATOR, "Administrator")
ESTHER_QUILL = SamplePerson(
    "Esther Quill", "esther.quill@fells.example", Role.UNIT_HEAD, "Head of PDU, Marlow Vale", MARLOW_VALE, 9
)
DILIP_RAMAN = SamplePerson(
    "Dilip Raman", "dilip.raman@fells.example", Role.UNIT_HEAD, "Head of PDU, Harrowmere", HARROWMERE, 26
)
AOIFE_BRENNAN = SamplePerson(
    "Aoife Brennan", "aoife.brennan@severn.example", Role.UNIT_HEAD, "Head of PDU, Brackenfold", BRACKENFOLD, 20
)
GWEN_PARFITT = SamplePerson(
    "Gwen Parfitt", "gwen.parfitt@severn.example", Role.UNIT_HEAD, "left", SALTMARSH, 38, left_months_ago=22
)
TOMASZ_WILK = SamplePerson(
    "Tomasz Wilk", "tomasz.wilk@severn.example", Role.UNIT_HEAD, "Head of PDU, Saltmarsh and Wickhaven", SALTMARSH, 23
)
HANNAH_ODUYA = SamplePerson(
    "Hannah Oduya", "hannah.oduya@fells.example", Role.UNIT_HEAD, "Head of PDU, Skelbeck", SKELBECK, 15
)
LEON_CASTELL = SamplePerson(
    "Leon Castell", "leon.castell@ashcombe.example", Role.UNIT_HEAD, "Head of service, Ashcombe and Thornley", ASHCOMBE
)
SUNITA_BEDI = SamplePerson(
    "Sunita Bedi", "sunita.bedi@fells.example", Role.CONTRIBUTOR, "Contributor, Marlow Vale", MARLOW_VALE, 12
)
CALLUM_REID = SamplePerson(
    "Callum Reid", "callum.reid@fells.example", Role.CONTRIBUTOR, "left", HARROWMERE, 24, left_months_ago=3
)
IMOGEN_TARRANT = SamplePerson(
    "Imogen Tarrant", "imogen.tarrant@fells.example", Role.CONTRIBUTOR, "Contributor, Harrowmere", HARROWMERE, 25
)
FERN_OAKLEY = SamplePerson(
    "Fern Oakley", "fern.oakley@fells.example", Role.CONTRIBUTOR, "left", HARROWMERE, 14, left_months_ago=1
)
RAFAEL_OSEI = SamplePerson(
    "Rafael Osei", "rafael.osei@fells.example", Role.CONTRIBUTOR, "Contributor, Harrowmere", HARROWMERE, 10
)
BRYN_HOLLOWAY = SamplePerson(
    "Bryn Holloway", "bryn.holloway@ashcombe.example", Role.CONTRIBUTOR, "Contributor, Ashcombe", ASHCOMBE, 30
)
MOIRA_KETTLE = SamplePerson(
    "Moira Kettle", "moira.kettle@severn.example", Role.CONTRIBUTOR, "Contributor, Saltmarsh", SALTMARSH, 37
)
JUDITH_MARSH = SamplePerson(
    "Judith Marsh", "judith.marsh@fells.example", Role.REGIONAL_LEAD, "Regional lead, Northern Fells", NORTHERN_FELLS
)
OWEN_THACKRAY = SamplePerson(
    "Owen Thackray", "owen.thackray@severn.example", Role.REGIONAL_LEAD, "Regional lead, Severn Coast", SEVERN_COAST
)
NADIA_FAROUK = SamplePerson(
    "Nadia Farouk", "nadia.farouk@assurance.example", Role.ASSURANCE_REVIEWER, "Assurance reviewer"
)
GRACE_ADEYEMI = SamplePerson("Grace Adeyemi", "grace.adeyemi@hq.example", Role.NATIONAL_LEAD, "National lead")
PETER_LINDQVIST = SamplePerson(
    "Peter Lindqvist",
    "peter.lindqvist@inspectors.example",
    Role.INSPECTOR,
    "Inspector, Harrowmere",
    "harrowmere-pdu.txt",
    1,
)
RUTH_CALLOWAY = SamplePerson(
    "Ruth Calloway",
    "ruth.calloway@inspectors.example",
    Role.INSPECTOR,
    "Inspector, Saltmarsh and Wickhaven",
    "saltmarsh-and-wickhaven-pdu.txt",
    7,
)

PEOPLE = (
    ADMINISTRATOR,
    ESTHER_QUILL,
    DILIP_RAMAN,
    AOIFE_BRENNAN,
    TOMASZ_WILK,
    HANNAH_ODUYA,
    LEON_CASTELL,
    SUNITA_BEDI,
    IMOGEN_TARRANT,
    RAFAEL_OSEI,
    BRYN_HOLLOWAY,
    MOIRA_KETTLE,
    JUDITH_MARSH,
    OWEN_THACKRAY,
    NADIA_FAROUK,
    GRACE_ADEYEMI,
    PETER_LINDQVIST,
    RUTH_CALLOWAY,
    GWEN_PARFITT,
    CALLUM_REID,
    FERN_OAKLEY,
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What `tracker serve` prints on a developer's machine."""

    email: str
    password: str
    what: str


SIGN_INS = tuple(SignIn(person.email, PASSWORD, person.what) for person in PEOPLE if person.left_months_ago is None)
