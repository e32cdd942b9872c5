"""`tracker read-report` and `tracker import-report`."""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import click
from sqlalchemy.orm import Session

from tracker import clock
from tracker.adapters.report_reader import LARGEST_REPORT, read_report
from tracker.commands.common import OPERATOR, Refused, with_transactions
from tracker.commands.files import read_file
from tracker.commands.links import password_address
from tracker.domain.errors import RuleBroken, UnreadableReport
from tracker.domain.names import bare_unit_name
from tracker.domain.report_parsing import from_json, summary
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import UNIT_KINDS, ImportState
from tracker.models import Person, ReportImport, Unit
from tracker.models.transactions import Transactions
from tracker.queries import imports
from tracker.queries.organisations import find_unit
from tracker.queries.people import find_by_email
from tracker.services.password_links import make_password_link
from tracker.services.report_confirming import confirm
from tracker.services.report_reading import AlreadyImported, keep_reading

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("read-report")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Every value with its source, as JSON.")
def read_report_command(file: Path, as_json: bool) -> None:
    """Read an inspection report (PDF, Word, HTML or text) and show what it says. Writes nothing, needs no settings."""
    reading = _read(file)[1]
    if as_json:
        click.echo(json.dumps(reading, ensure_ascii=False, indent=2))
    else:
        click.echo(summary(from_json(reading)), nl=False)


@click.command("import-report")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--published", type=DAY, metavar="DATE", help="The day of publication, as YYYY-MM-DD.")
@click.option("--unit", "unit_name", metavar="NAME", help="The unit it is about, where it goes by another name here.")
@click.option("--region", "region_name", metavar="NAME", help="The region of a new unit, if the report names none.")
@click.option("--owner", "owner_email", metavar="EMAIL", help="Who heads the unit, and so owns the plans.")
@click.option("--owner-name", metavar="NAME", help="Their name, where they are new here.")
@click.option("--confirm", "confirms", is_flag=True, help="Store it at once, without a look at the check page.")
@with_transactions
def import_report_command(
    transactions: Transactions,
    file: Path,
    published: datetime | None,
    unit_name: str | None,
    region_name: str | None,
    owner_email: str | None,
    owner_name: str | None,
    confirms: bool,
) -> None:
    """Read a report and keep what was read, to be checked in the browser; with --confirm, store it.

    The same file again changes nothing.
    """
    import_id, is_open = _keep(transactions, file)
    if not is_open:
        return
    if not confirms:
        click.echo(f"Check it at /imports/{import_id}, or run the command again with --confirm.")
        return
    with transactions.write() as session:
        reading = session.get_one(ReportImport, import_id)
        head, new_head = _owner(session, owner_email, owner_name)
        said = _confirmed(session, reading, published, unit_name, region_name, head, new_head)
    click.echo(said)


def _confirmed(
    session: Session,
    reading: ReportImport,
    published: datetime | None,
    unit_name: str | None,
    region_name: str | None,
    head: Person | None,
    new_head: tuple[str, str] | None,
) -> str:
    """What to say of the inspection that was made, with the link of a new head."""
    report = from_json(reading.mended)
    unit, new_unit = _unit(session, report, unit_name, region_name)
    inspection = confirm(
        session,
        reading,
        published_on=_day(published, report),
        unit=unit,
        new_unit=new_unit,
        region_name=region_name,
        head=head,
        new_head=new_head,
        seen_revision=reading.revision,
        by=OPERATOR,
        at=clock.now(),
    )
    said = _made(session, reading, inspection.id)
    person = find_by_email(session, new_head[1]) if new_head else None
    if person is not None:
        token = make_password_link(session, person, by=OPERATOR, at=clock.now())
        said += f"\nSend {person.name} this link to choose a password: {password_address(token)}"
    return said


def _read(file: Path) -> tuple[bytes, dict[str, object]]:
    data = read_file(file, LARGEST_REPORT)
    try:
        return data, read_report(data, file.name)
    except UnreadableReport as refusal:
        raise Refused(str(refusal)) from None


def _keep(transactions: Transactions, file: Path) -> tuple[int, bool]:
    """The id of the reading, and whether it waits to be confirmed. Reads the file only where its bytes are new."""
    data = read_file(file, LARGEST_REPORT)
    digest = sha256(data).hexdigest()
    with transactions.read() as session:
        known = imports.of_bytes(session, digest)
        if known is not None:
            return _already(known)
    reading = _read(file)[1]
    try:
        with transactions.write() as session:
            kept = keep_reading(
                session,
                data_sha256=digest,
                file_name=file.name,
                size=len(data),
                reading=reading,
                by=OPERATOR,
                at=clock.now(),
            )
            import_id = kept.id
    except AlreadyImported:  # by somebody else, while this file was being read
        return _keep(transactions, file)
    click.echo(summary(from_json(reading)))
    click.echo(f"Kept as reading {import_id}.")
    return import_id, True


def _already(known: ReportImport) -> tuple[int, bool]:
    is_open = known.state is ImportState.READ
    where = f"reading {known.id}, to be checked" if is_open else f"inspection {known.inspection_id}"
    address = f"/imports/{known.id}" if is_open else f"/inspections/{known.inspection_id}"
    click.echo(f"This report is already imported: {where}, at {address}.")
    return known.id, is_open


def _day(given: datetime | None, report: ParsedReport) -> date:
    printed = report.published or ""
    if given is not None:
        return given.date()
    if len(printed) < 10:
        raise Refused("The report does not print the day of publication. Give it with --published YYYY-MM-DD.")
    return date.fromisoformat(printed)


def _unit(
    session: Session, report: ParsedReport, name: str | None, region_name: str | None
) -> tuple[Unit | None, tuple[str, str] | None]:
    """The unit that is meant, or the name and region of the new one; neither where the report is about no unit."""
    subject = report.subject
    if subject is None or subject.kind not in UNIT_KINDS:
        return None, None
    called = name or subject.name
    unit = find_unit(session, called, kind=UNIT_KINDS[subject.kind])
    if unit is not None:
        return unit, None
    region = region_name or report.region
    if region is None:
        raise Refused(f"No unit is called {called}, and the report names no region. Give it with --region.")
    return None, (bare_unit_name(called), region)


def _owner(session: Session, email: str | None, name: str | None) -> tuple[Person | None, tuple[str, str] | None]:
    if email is None:
        return None, None
    person = find_by_email(session, email)
    if person is None and not name:
        raise Refused(f"There is nobody with the email address {email}. Give their name with --owner-name.")
    return person, None if person else (name or "", email)


def _made(session: Session, reading: ReportImport, inspection_id: int) -> str:
    session.flush()
    made = imports.made_of(session, reading)
    if made is None:
        raise RuleBroken("", "Nothing was stored.")
    lines = [f"Stored as inspection {inspection_id}, at /inspections/{inspection_id}: {made.title}"]
    lines.append(f"Recommendations: {made.recommendations}")
    if made.plans:
        lines.append(f"Plans: {made.plans}, owned by {made.owner} and due on {made.due_on}")
    if made.others:
        lines.append(f"Addressed to others, owned by nobody yet: {made.others}")
    return "\n".join(lines)
