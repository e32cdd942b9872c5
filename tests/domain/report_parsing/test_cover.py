"""The cover, and what is no report."""

from __future__ import annotations

import re

import pytest

from tests.support.readings import codes, read, with_cover
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing import parse
from tracker.domain.report_parsing.cover import isbn_is_sound
from tracker.domain.report_parsing.document import Document, SourceFormat
from tracker.domain.report_parsing.parsed_report import Subject
from tracker.domain.vocabulary import SubjectKind

YOUTH_COVERS = [
    f"{mark}An inspection of youth {kind} services in{colon}{mark}\n{gap}{bold}Ashcombe Youth Justice Service{bold}"
    for kind in ("justice", "offending")
    for colon in (":", "")
    for gap in ("", "\n")
    for bold, mark in (("", ""), ("**", ""), ("**", "**"))
]
BY = "\n\nHM Inspectorate of Probation, March 2024\n\n## Background\n\nWords.\n"


@pytest.mark.parametrize(
    ("cover", "name", "kind", "region"),
    [
        ("An inspection of probation services in:\nMarlow Vale PDU\nThe Probation Service – Westmarch region",
         "Marlow Vale PDU", SubjectKind.PDU, "Westmarch"),
        ("An inspection of probation services in Marlow Vale PDU", "Marlow Vale PDU", SubjectKind.PDU, None),
        ("An inspection of probation services in:\n\nMarlow Vale, Thornley,\nAshcombe and\nHarrowmere PDU\nThe "
         "Probation Service - the Eastmere region", "Marlow Vale, Thornley, Ashcombe and Harrowmere PDU",
         SubjectKind.PDU, "Eastmere"),
        ("# An inspection of probation services in:\n## Marlow Vale, Thornley and Upper\n## Brackenfold PDU\n# Notes",
         "Marlow Vale, Thornley and Upper Brackenfold PDU", SubjectKind.PDU, None),
        ("An inspection of probation services in:\nThornley Probation Delivery Unit",
         "Thornley Probation Delivery Unit", SubjectKind.PDU, None),
        ("An inspection of Probation Services – Westmarch region", "Westmarch region", SubjectKind.REGION, "Westmarch"),
        ("An inspection of youth offending services in\nAshcombe", "Ashcombe", SubjectKind.YOUTH_JUSTICE_SERVICE, None),
        ("An inspection of the Ashcombe Youth Justice Service",
         "Ashcombe Youth Justice Service", SubjectKind.YOUTH_JUSTICE_SERVICE, None),
        ("Dynamic Inspection of Public Protection in Westmarch region", "Westmarch region", SubjectKind.REGION,
         "Westmarch"),
        ("National Inspection – April 2025", "National Inspection – April 2025", SubjectKind.OTHER, None),
        ("A joint thematic inspection of work with women", "A joint thematic inspection of work with women",
         SubjectKind.THEMATIC, None),
        ("Work with women on probation: a joint inspection", "Work with women on probation: a joint inspection",
         SubjectKind.THEMATIC, None),
    ],
)  # fmt: skip
def test_who_was_inspected(cover: str, name: str, kind: SubjectKind, region: str | None) -> None:
    report = read(cover + BY)
    assert report.subject is not None
    assert (report.subject.name, report.subject.kind, report.region) == (name, kind, region)


@pytest.mark.parametrize("cover", YOUTH_COVERS)
def test_a_youth_justice_service_is_named_without_the_words_above_it(cover: str) -> None:
    report = read(cover + BY)
    assert report.title == cover.replace("*", "").replace("\n\n", " ").replace("\n", " ")
    assert report.subject == Subject("Ashcombe Youth Justice Service", SubjectKind.YOUTH_JUSTICE_SERVICE)


@pytest.mark.parametrize("cover", YOUTH_COVERS)
def test_a_pdu_is_named_without_the_words_above_it(cover: str) -> None:
    words = re.sub("youth (?:justice|offending)", "probation", cover)
    report = read(words.replace("Ashcombe Youth Justice Service", "Thornley PDU") + BY)
    assert report.subject == Subject("Thornley PDU", SubjectKind.PDU)
    assert report.title is not None
    assert report.title.endswith("Thornley PDU")


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        ("An inspection of youth offending services in\nAshcombe\nHMI Probation, May 2021\nSummary", "Ashcombe"),
        ("An inspection of youth offending services in\nAshcombe\nForeword", "Ashcombe"),
        ("An inspection of Youth Offending Team of Ashcombe", "Youth Offending Team of Ashcombe"),
        ("A joint inspection of youth offending services in:\nthe London Borough of Thornley",
         "London Borough of Thornley"),
        ("An inspection of youth offending services in\nAshcombe and Thornley\nHM Inspectorate of Probation, May 2022",
         "Ashcombe and Thornley"),
        ("Inspection of youth justice services:\nHarrowmere Youth Justice Service", "Harrowmere Youth Justice Service"),
    ],
)  # fmt: skip
def test_a_youth_service_is_named_however_the_cover_puts_it(cover: str, name: str) -> None:
    assert read(cover + BY).subject == Subject(name, SubjectKind.YOUTH_JUSTICE_SERVICE)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("HM Inspectorate of Probation, July 2024", "2024-07"),
        ("HMI Probation, DECEMBER 2018", "2018-12"),
        ("July 2024", "2024-07"),
        ("HM Inspectorate of Probation\n\nPublished: 12 March 2026", "2026-03-12"),
        ("HM Inspectorate of Probation\n\nPublished on\n5th May 2025", "2025-05-05"),
        ("HM Inspectorate of Probation\n\nPublished:\n\nForeword", None),
        ("HM Inspectorate of Probation\n\nFieldwork started April 2024", None),
        ("HM Inspectorate of Probation\n\n© Crown copyright 2024", None),
        ("HM Inspectorate of Probation\n\n12th May 2023", "2023-05-12"),
        ("HM Inspectorate of Probation conducted its work in the region in the week beginning 12\nJanuary 2026.", None),
        ("HM Inspectorate of Probation conducted its work in the region in the week beginning 12\nJanuary 2026", None),
    ],
)
def test_when_it_was_published(line: str, published: str | None) -> None:
    named = "" if "nspectorate" in line or "HMI" in line else "\n\nHM Inspectorate of Probation"
    report = read(f"An inspection of probation services in Marlow Vale PDU\n\n{line}{named}\n")
    assert report.published == published
    assert ("no_publication_date" in {warning.code for warning in report.warnings}) is (published is None)


@pytest.mark.parametrize(
    ("words", "started"),
    [
        ("Fieldwork started April 2024", "2024-04"),
        ("We conducted fieldwork in Marlow Vale PDU over two weeks, beginning 15 April 2024. We read.", "2024-04-15"),
        (
            "We conducted fieldwork in Marlow Vale over the period of two weeks,\nbeginning\n15 April 2024.",
            "2024-04-15",
        ),
        ("Fieldwork took place between 29 April and 10 May 2024.", "2024-04-29"),
        ("Fieldwork took place between 30 December 2023 and 10 January 2024.", "2023-12-30"),
        ("Our fieldwork was carried out in the week beginning 3rd June 2024.", "2024-06-03"),
        ("Fieldwork was hard.", None),
        ("Fieldwork began on 31 February 2024.", "2024-02"),
    ],
)
def test_when_fieldwork_started(words: str, started: str | None) -> None:
    assert with_cover(f"## Background\n\n{words}").fieldwork_started == started


def test_the_exact_day_goes_before_the_month_and_two_months_are_a_warning() -> None:
    same = with_cover(
        "## Ratings\n\nFieldwork started April 2024\n\n## Background\n\nFieldwork began on 15 April 2024."
    )
    assert same.fieldwork_started == "2024-04-15"
    assert "fieldwork_dates_differ" not in codes(same)
    other = with_cover("## Ratings\n\nFieldwork started May 2024\n\n## Background\n\nFieldwork began on 15 April 2024.")
    assert other.fieldwork_started == "2024-04-15"
    assert "fieldwork_dates_differ" in codes(other)


@pytest.mark.parametrize("printed", ["ISBN 978-0-306-40615-7", "ISBN: 978 0 306 40615 7", "ISBN\n978–0–306–40615–7"])
def test_the_isbn_is_given_with_plain_hyphens(printed: str) -> None:
    assert read(f"An inspection of probation services in Marlow Vale PDU\n\n{printed}{BY}").isbn == "978-0-306-40615-7"


def test_the_check_digit_of_an_isbn() -> None:
    assert isbn_is_sound("978-0-306-40615-7")
    assert isbn_is_sound("0-8044-2957-X")
    assert not isbn_is_sound("978-0-306-40615-8")
    assert not isbn_is_sound("978")


@pytest.mark.parametrize(
    "text",
    [
        "Milk, eggs, flour.",
        "HM Inspectorate of Probation is the independent inspector of probation services.",
        "An inspection of probation services in: Marlow Vale PDU",
        "Dynamic inspection of public protection. Guidance manual\n\nHM Inspectorate of Probation",
        "Action plan in response to an inspection of probation services\n\nHM Inspectorate of Probation",
        "Annual report: inspection of youth offending services\n\nHM Inspectorate of Probation",
        "A report on an announced inspection of HMP Thornley\n\nHM Inspectorate of Prisons",
    ],
)
def test_another_document_is_refused_with_one_plain_sentence(text: str) -> None:
    with pytest.raises(UnreadableReport, match=r"^This is not an inspection report of [^.]+\.$"):
        read(text)


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(UnreadableReport, match=r"^This file has no text to read; [^.]+\.$"):
        parse(Document(SourceFormat.PDF, ()))


@pytest.mark.parametrize(
    "name",
    [
        "HM Inspectorate of Probation",
        "HMI Probation",
        "Her Majesty’s Inspectorate\nof Probation",
        "hm inspectorate ofprobation",
    ],
)
def test_the_inspectorate_is_known_in_all_its_spellings(name: str) -> None:
    assert read(f"An inspection of probation services in Marlow Vale PDU\n\n{name}\n").title
