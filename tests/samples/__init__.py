"""Invented sample reports in the inspectorate's layouts, each with the facts a person reads in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tracker.domain.vocabulary import Rating, SubjectKind

REPORTS = Path(__file__).with_name("reports")
INADEQUATE, REQUIRES, GOOD, OUTSTANDING = Rating


@dataclass(frozen=True)
class Sample:
    """A file in tests/samples/reports and what is in it; `warnings` are the codes expected, and no others."""

    name: str
    title: str
    subject: tuple[str, SubjectKind]
    region: str | None
    published: str | None
    fieldwork: str | None
    isbn: str | None
    score: tuple[int, int] | None
    overall: Rating | None
    ratings: dict[str, Rating | None]
    percentages: dict[str, list[int]]
    recommendations: list[tuple[str | None, str]]
    findings: dict[str, tuple[int, int, int]]
    warnings: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return REPORTS / self.name

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


SAMPLES = (
    Sample(
        "marlow_vale_pdu_2024.txt",
        "An inspection of probation services in: Marlow Vale PDU",
        ("Marlow Vale PDU", SubjectKind.PDU),
        "Westmarch",
        "2024-03",
        "2024-01-08",
        "978-1-4028-9462-6",
        (9, 21),
        REQUIRES,
        {
            "P 1.1": GOOD,
            "P 1.2": REQUIRES,
            "P 1.3": GOOD,
            "P 2.1": REQUIRES,
            "P 2.2": GOOD,
            "P 2.3": INADEQUATE,
            "P 2.4": REQUIRES,
        },
        {"P 2.1": [71, 66, 58], "P 2.2": [78, 75, 70], "P 2.3": [60, 44, 39], "P 2.4": [72, 56, 56]},
        [
            ("1", "Marlow Vale PDU"),
            ("2", "Marlow Vale PDU"),
            ("3", "Marlow Vale PDU"),
            ("4", "Westmarch region"),
            ("5", "HM Prison and Probation Service"),
        ],
        {
            "P 1.1 Leadership": (2, 1, 0),
            "P 1.2 Staffing": (1, 1, 0),
            "P 1.3 Services": (1, 1, 0),
            "Diversity and inclusion": (1, 1, 0),
            "P 2.1 Assessment": (0, 0, 2),
            "P 2.2 Planning": (0, 0, 1),
            "P 2.3 Implementation and delivery": (0, 0, 1),
            "P 2.4 Reviewing": (0, 0, 1),
            "Outcomes": (1, 1, 0),
        },
    ),
    Sample(
        "harrowmere_pdu_2022.txt",
        "An inspection of probation services in: Osterby-on-Sea and Harrowmere PDU",
        ("Osterby-on-Sea and Harrowmere PDU", SubjectKind.PDU),
        "Eastmere",
        "2022-11",
        "2022-08-29",
        "978-0-306-40615-7",
        (12, 27),
        REQUIRES,
        {
            "1.1": GOOD,
            "1.2": REQUIRES,
            "1.3": GOOD,
            "1.4": OUTSTANDING,
            "2.1": REQUIRES,
            "2.2": REQUIRES,
            "2.3": INADEQUATE,
            "2.4": INADEQUATE,
            "2.5": GOOD,
        },
        {"2.1": [67, 52, 52], "2.2": [60, 61, 57], "2.3": [49, 41, 36], "2.4": [58, 48, 35]},
        [
            (None, "The Osterby-on-Sea and Harrowmere PDU"),
            (None, "The Osterby-on-Sea and Harrowmere PDU"),
            (None, "The Osterby-on-Sea and Harrowmere PDU"),
            ("1", "The Eastmere region"),
            ("2", "The Eastmere region"),
            ("a", "The Ministry of Justice"),
            ("b", "The Ministry of Justice"),
        ],
        {
            "1.1 Leadership": (1, 1, 0),
            "1.2 Staff": (1, 1, 0),
            "1.3 Services": (1, 1, 0),
            "1.4 Information and facilities": (1, 0, 0),
            "2.1 Assessment": (0, 0, 1),
            "2.5 Outcomes": (1, 0, 0),
        },
    ),
    Sample(
        "ashcombe_youth_justice_2023.txt",
        "An inspection of youth justice services in Ashcombe and Thornley",
        ("Ashcombe and Thornley", SubjectKind.YOUTH_JUSTICE_SERVICE),
        None,
        "2023-06",
        "2023-02-20",
        "978-3-16-148410-0",
        (25, 36),
        GOOD,
        {
            "1.1": GOOD,
            "1.2": OUTSTANDING,
            "1.3": GOOD,
            "1.4": REQUIRES,
            "2.1": GOOD,
            "2.2": GOOD,
            "2.3": OUTSTANDING,
            "2.4": GOOD,
            "3.1": GOOD,
            "3.2": GOOD,
            "3.3": OUTSTANDING,
            "3.4": REQUIRES,
            "4.1": None,
        },
        {"2.1": [83, 72, 66], "2.2": [85, 74, 70]},
        [
            ("1", "The Ashcombe and Thornley Youth Justice Service Management Board"),
            ("2", "The Ashcombe and Thornley Youth Justice Service Management Board"),
            ("1", "The Ashcombe and Thornley Youth Justice Service"),
            ("2", "The Ashcombe and Thornley Youth Justice Service"),
            ("3", "The Ashcombe and Thornley Youth Justice Service"),
        ],
        {
            "1.1 Governance and leadership": (1, 1, 0),
            "1.2 Staff": (1, 0, 0),
            "1.3 Partnerships and services": (1, 1, 0),
            "1.4 Information and facilities": (0, 1, 0),
            "Diversity": (0, 1, 0),
            "2.1 Assessment": (0, 0, 1),
        },
    ),
    Sample(
        "westmarch_region_2024.txt",
        "An inspection of probation services in: The Probation Service – Westmarch region",
        ("Westmarch region", SubjectKind.REGION),
        "Westmarch",
        "2024-10",
        "2024-06-03",
        "978-1-4028-9462-6",
        (10, 24),
        REQUIRES,
        {
            "R 1.1": GOOD,
            "R 1.2": REQUIRES,
            "R 2.1": INADEQUATE,
            "R 2.2": REQUIRES,
            "R 2.3": GOOD,
            "R 2.4": REQUIRES,
            "R 2.5": REQUIRES,
            "R 2.6": GOOD,
        },
        {"R 2.1": [31, 40]},
        [
            ("1", "Westmarch region"),
            ("2", "Westmarch region"),
            ("3", "Westmarch region"),
            ("4", "HM Prison and Probation Service"),
        ],
        {"R 1.1 Leadership": (1, 1, 0), "R 1.2 Staffing": (0, 1, 0), "R 2.1 Public protection": (1, 1, 0)},
    ),
    Sample(
        "young_adults_thematic_2025.txt",
        "A thematic inspection of work with young adults on probation",
        ("A thematic inspection of work with young adults on probation", SubjectKind.THEMATIC),
        None,
        "2025-07",
        "2025-01-13",
        "978-1-4028-9462-6",
        None,
        None,
        {},
        {},
        [
            ("1", "HM Prison and Probation Service"),
            ("2", "HM Prison and Probation Service"),
            ("3", "HM Prison and Probation Service"),
            ("4", "The Ministry of Justice"),
            ("5", "Probation regions"),
            ("6", "Probation regions"),
            ("7", "The Youth Justice Board and HM Prison and Probation Service"),
        ],
        {"2.1. Policy and strategy": (1, 1, 1)},
        ("no_ratings",),
    ),
    Sample(
        "northfell_dynamic_2026.html",
        "Dynamic Inspection of Public Protection in Northfell region",
        ("Northfell region", SubjectKind.REGION),
        "Northfell",
        None,
        "2026-01-12",
        None,
        None,
        None,
        {},
        {"Assessment": [38]},
        [("1", "Northfell region"), ("2", "Northfell region"), ("3", "HM Prison and Probation Service")],
        {"Assessment": (1, 2, 0), "Culture and confidence": (0, 0, 1)},
        ("no_ratings", "no_publication_date", "no_isbn"),
    ),
)
INCONSISTENT = REPORTS / "brackenfold_inconsistent_2024.txt"
