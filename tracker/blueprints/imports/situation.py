"""What is known before a reading is confirmed, and what confirming it would make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.addressees import is_addressed_to
from tracker.domain.names import bare_unit_name, region_key
from tracker.domain.report_parsing import from_json
from tracker.domain.report_parsing.parsed_report import ParsedRecommendation, ParsedReport
from tracker.domain.vocabulary import UNIT_KINDS, SubjectKind
from tracker.models import Inspection, Person, Region, ReportImport, Unit
from tracker.queries import imports
from tracker.queries.organisations import find_region, find_unit


@dataclass(frozen=True)
class Situation:
    """`unit` or `region` is the subject where a name finds it; `heads` are who answers for it today."""

    report: ParsedReport
    twin: Inspection | None
    unit: Unit | None = None
    region: Region | None = None
    heads: list[Person] = field(default_factory=list)
    earlier: list[Inspection] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)

    @property
    def kind(self) -> SubjectKind:
        return self.report.subject.kind if self.report.subject else SubjectKind.OTHER

    @property
    def is_of_unit(self) -> bool:
        return self.kind in UNIT_KINDS

    @property
    def is_of_region(self) -> bool:
        return self.kind is SubjectKind.REGION

    @property
    def asks_unit(self) -> bool:
        return self.is_of_unit and self.unit is None

    @property
    def asks_region(self) -> bool:
        return self.asks_unit or (self.is_of_region and self.region is None)

    @property
    def asks_head(self) -> bool:
        return (self.is_of_unit or self.is_of_region) and not self.heads

    @property
    def for_subject(self) -> list[ParsedRecommendation]:
        """What becomes a plan."""
        names = [self.report.subject.name] if self.report.subject else []
        names += [self.unit.name] if self.unit else []
        names += [self.region.name] if self.region else []
        return [one for one in self.report.recommendations if is_addressed_to(one.addressee, names, self.kind)]

    @property
    def for_others(self) -> list[ParsedRecommendation]:
        mine = {id(one) for one in self.for_subject}
        return [one for one in self.report.recommendations if id(one) not in mine]

    def first_values(self) -> dict[str, Any]:
        """What the form holds before anybody has typed."""
        report = self.report
        printed = report.published or ""
        region = next((one for one in self.regions if one.name == self.region_printed), None)
        return {
            "published_on": date.fromisoformat(printed) if len(printed) > 7 else None,
            "unit": "new",
            "unit_name": bare_unit_name(report.subject.name) if report.subject else "",
            "region_id": str(region.id) if region else ("new" if self.region_printed or not self.regions else ""),
            "region_name": "" if region else self.region_printed,
            "unit_id": "",
        }

    @property
    def region_printed(self) -> str:
        """The region that the report names, as it is called here where it is known."""
        name = self.report.subject.name if self.report.subject and self.is_of_region else self.report.region
        known = next((one.name for one in self.regions if name and region_key(one.name) == region_key(name)), None)
        return known or name or ""


def situation_of(session: Session, report_import: ReportImport, *, today: date) -> Situation:
    """A few statements, however many units there are."""
    report = from_json(report_import.mended)
    kind = report.subject.kind if report.subject else SubjectKind.OTHER
    name = report.subject.name if report.subject else ""
    unit = find_unit(session, name, kind=UNIT_KINDS[kind]) if kind in UNIT_KINDS else None
    region = find_region(session, name) if kind is SubjectKind.REGION else None
    subject = unit or region
    return Situation(
        report,
        imports.inspection_with_isbn(session, report.isbn),
        unit,
        region,
        heads=imports.heads_of(session, subject, today=today) if subject else [],
        earlier=imports.inspections_of(session, unit) if unit else [],
        units=[one for one in imports.all_units(session) if one.kind is UNIT_KINDS.get(kind)] if not unit else [],
        regions=imports.all_regions(session) if not subject else [],
    )
