"""What happened, in date order, each step through the service's own verbs by the person who would have done it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.commands.common import OPERATOR
from tracker.commands.demo import answers
from tracker.commands.demo.answers import Answer, Links, NamedOwner, PlanChange
from tracker.commands.demo.days import at, in_months, working_days, working_months_ago
from tracker.commands.demo.people import ADMINISTRATOR, PEOPLE, REGIONS, UNITS, SamplePerson
from tracker.commands.demo.reports import TO_BE_CHECKED, Report, ReportFile
from tracker.domain.assignments import SCOPE_OF
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.models import Inspection, Person, Plan, Recommendation, Region, Unit
from tracker.queries import plans, recommendations
from tracker.queries.actors import actor_of
from tracker.services.organisations import add_region, add_unit
from tracker.services.password_links import make_password_link, use_password_link
from tracker.services.people import add_person, assign, end_person
from tracker.services.plan_opening import name_owner
from tracker.services.plans import edit_plan, respond
from tracker.services.recommendations import link
from tracker.services.report_confirming import confirm
from tracker.services.report_reading import keep_reading

FOUNDED_MONTHS_AGO = 39
MONTHS_OF_INSPECTING = 12

Steps = Iterator[tuple[datetime, Callable[[datetime], None]]]


@dataclass
class Story:
    """Told once. `readings` is what was read from each file, `hashes` each person's password, hashed beforehand."""

    session: Session
    today: date
    files: tuple[ReportFile, ...]
    readings: Mapping[Report, Mapping[str, object]]
    hashes: Mapping[SamplePerson, str]
    regions: dict[str, Region] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[SamplePerson, Person] = field(default_factory=dict)
    links: dict[SamplePerson, str] = field(default_factory=dict)
    inspections: dict[Report, Inspection] = field(default_factory=dict)

    def tell(self) -> None:
        """Does every step at its instant. Nothing is committed."""
        steps = [*self._beginnings(), *self._people(), *self._reports(), *self._work()]
        for instant, step in sorted(steps, key=lambda one: one[0]):
            step(instant)

    # --- when ------------------------------------------------------------------------------------------------------

    def _beginnings(self) -> Steps:
        founded = working_months_ago(self.today, FOUNDED_MONTHS_AGO)
        yield at(founded, 9), partial(self._join, ADMINISTRATOR)
        yield at(founded, 9, 10), partial(self._choose_password, ADMINISTRATOR)
        yield at(founded, 10), self._add_organisations

    def _people(self) -> Steps:
        for person in PEOPLE:
            if person is ADMINISTRATOR:
                continue
            day = working_months_ago(self.today, person.months_ago)
            yield at(day, 9), partial(self._join, person)
            yield at(day, 13), partial(self._choose_password, person)
            if person.left_months_ago is not None:
                yield at(working_months_ago(self.today, person.left_months_ago), 17), partial(self._leave, person)

    def _reports(self) -> Steps:
        for file in self.files:
            yield at(file.published_on, 10), partial(self._import, file)

    def _work(self) -> Steps:
        published = {file.report: file.published_on for file in self.files}
        for named in answers.NAMED_OWNERS:
            yield at(working_days(published[named.report], named.after), 11), partial(self._name_owner, named)
        for answer in answers.ANSWERS:
            yield at(working_days(published[answer.report], answer.after), 14), partial(self._answer, answer)
        for links in answers.LINKS:
            yield at(working_days(published[answers.LINKED], answers.LINKED_AFTER), 16), partial(self._link, links)
        for change in answers.CHANGES:
            ago, after = change.months_ago, change.after
            day = working_days(published[change.report], after) if ago is None else working_months_ago(self.today, ago)
            yield at(day, 15), partial(self._change, change)

    # --- what ------------------------------------------------------------------------------------------------------

    def _add_organisations(self, instant: datetime) -> None:
        by = self._actor(ADMINISTRATOR, instant)
        for name in REGIONS:
            self.regions[name] = add_region(self.session, name=name, by=by, at=instant)
        for name, region, kind in UNITS:
            self.units[name] = add_unit(
                self.session, region=self.regions[region], name=name, kind=kind, by=by, at=instant
            )

    def _join(self, person: SamplePerson, instant: datetime) -> None:
        """Added, assigned and sent a link to choose a password. The first administrator comes by the command line."""
        by = OPERATOR if person is ADMINISTRATOR else self._actor(ADMINISTRATOR, instant)
        row = add_person(self.session, email=person.email, name=person.name, by=by, at=instant)
        self.people[person] = row
        day, scope = london_date(instant), SCOPE_OF[person.role]
        assign(
            self.session,
            row,
            role=person.role,
            unit=self.units[person.where] if scope == "unit" else None,
            region=self.regions[person.where] if scope == "region" else None,
            inspection=self.inspections[Report(person.where)] if scope == "inspection" else None,
            starts_on=day,
            ends_on=in_months(day, MONTHS_OF_INSPECTING) if scope == "inspection" else None,
            by=by,
            at=instant,
        )
        self.links[person] = make_password_link(self.session, row, by=by, at=instant)

    def _choose_password(self, person: SamplePerson, instant: datetime) -> None:
        use_password_link(self.session, self.links.pop(person), password_hash=self.hashes[person], at=instant)

    def _leave(self, person: SamplePerson, instant: datetime) -> None:
        end_person(self.session, self.people[person], by=self._actor(ADMINISTRATOR, instant), at=instant)

    def _import(self, file: ReportFile, instant: datetime) -> None:
        """Read and, save for the one that waits to be checked, confirmed on the day of publication."""
        by = self._actor(ADMINISTRATOR, instant)
        kept = keep_reading(
            self.session,
            data_sha256=sha256(file.data).hexdigest(),
            file_name=file.report.value,
            size=len(file.data),
            reading=self.readings[file.report],
            by=by,
            at=instant,
        )
        if file.report is not TO_BE_CHECKED:
            self.inspections[file.report] = confirm(
                self.session, kept, published_on=file.published_on, seen_revision=kept.revision, by=by, at=instant
            )

    def _name_owner(self, named: NamedOwner, instant: datetime) -> None:
        by = self._actor(ADMINISTRATOR, instant)
        which = self._recommendation_id(named.report, named.place)
        recommendation = recommendations.get(self.session, which, seen_by=by)
        name_owner(
            self.session,
            recommendation,
            owner_id=self.people[named.owner].id,
            seen_revision=recommendation.revision,
            by=by,
            at=instant,
            today=london_date(instant),
        )

    def _answer(self, answer: Answer, instant: datetime) -> None:
        by = self._actor(answer.by, instant)
        plan = self._plan(answer.report, answer.place, by)
        respond(
            self.session,
            plan,
            response=answer.response,
            agreed_part=answer.agreed_part,
            reason=answer.reason,
            text=answer.text,
            seen_revision=plan.revision,
            by=by,
            at=instant,
        )

    def _change(self, change: PlanChange, instant: datetime) -> None:
        by = self._actor(change.by, instant)
        plan = self._plan(change.report, change.place, by)
        edit_plan(
            self.session,
            plan,
            owner_id=self.people[change.owner].id,
            success_measure=change.measure or plan.success_measure,
            seen_revision=plan.revision,
            by=by,
            at=instant,
            today=london_date(instant),
        )

    def _link(self, links: Links, instant: datetime) -> None:
        by, inspection = self._actor(answers.LINKED_BY, instant), self.inspections[answers.LINKED]
        recommendation = recommendations.get_with_links(
            self.session, self._recommendation_id(answers.LINKED, links.place), seen_by=by
        )
        standards = [one for one in inspection.standards if one.code in links.standards]
        link(
            self.session,
            recommendation,
            standards=[one.id for one in standards],
            key_questions=[one.key_questions[2].id for one in standards] if links.questions else [],
            findings=[one.id for one in inspection.findings if one.text.startswith(links.findings)],
            seen_revision=recommendation.revision,
            by=by,
            at=instant,
        )

    # --- who and which ---------------------------------------------------------------------------------------------

    def _actor(self, person: SamplePerson, instant: datetime) -> Actor:
        """The person with the rights of that day."""
        return actor_of(self.session, self.people[person], today=london_date(instant))

    def _plan(self, report: Report, place: int, seen_by: Actor) -> Plan:
        which = self._recommendation_id(report, place)
        plan = plans.of_recommendation(self.session, which, seen_by=seen_by)
        assert plan is not None
        return plan

    def _recommendation_id(self, report: Report, place: int) -> int:
        inspection = self.inspections[report]
        statement = sa.select(Recommendation.id).where(
            Recommendation.inspection_id == inspection.id, Recommendation.ordinal == place
        )
        return self.session.scalars(statement).one()
