"""`tracker people`: add, end, list."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from tracker import clock
from tracker.commands.common import OPERATOR, Refused, with_transactions
from tracker.commands.links import password_address
from tracker.domain.emails import normal_email
from tracker.domain.password_rules import check_password
from tracker.domain.vocabulary import Role, UnitKind
from tracker.models import Inspection, Person, Region, Unit
from tracker.models.transactions import Transactions
from tracker.queries import inspections, people
from tracker.queries.organisations import find_region, find_unit
from tracker.services import people as verbs
from tracker.services.password_links import make_password_link, set_password
from tracker.services.passwords import hash_password
from tracker.web.labels import label

MANY = 100_000
ROLES = click.Choice([role.value for role in Role])
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("people")
def people_commands() -> None:
    """People, the roles they hold, and the end of both."""


@people_commands.command("add")
@click.option("--email", required=True, help="The email address they sign in with.")
@click.option("--name", help="Their name. Needed for a person who is new.")
@click.option("--role", "role_name", type=ROLES, required=True, help="The role they hold.")
@click.option("--unit", "unit_name", help="The unit of a unit_head or contributor.")
@click.option("--region", "region_name", help="The region of a regional_lead.")
@click.option("--inspection", "inspection_id", type=int, help="The number of the inspection of an inspector.")
@click.option("--from", "starts_on", type=DAY, metavar="DATE", help="The first day, as YYYY-MM-DD. Left out: today.")
@click.option("--until", "ends_on", type=DAY, metavar="DATE", help="The last day, as YYYY-MM-DD. Left out: open.")
@click.option("--password", "asks", is_flag=True, help="Ask for a password instead of printing a link.")
@click.option("--password-stdin", "reads", is_flag=True, help="Read a password from standard input instead.")
@with_transactions
def add(
    transactions: Transactions,
    email: str,
    name: str | None,
    role_name: str,
    unit_name: str | None,
    region_name: str | None,
    inspection_id: int | None,
    starts_on: datetime | None,
    ends_on: datetime | None,
    asks: bool,
    reads: bool,
) -> None:
    """Add a person with a role, or give one more role to a person who is there.

    Prints a link with which a person who has no password chooses one. It works once, for 72 hours.
    """
    password_hash = _hash_of_given(email, asks, reads) if asks or reads else None
    at = clock.now()
    with transactions.write() as session:
        person = _person(session, email, name, at)
        verbs.assign(
            session,
            person,
            role=Role(role_name),
            unit=_unit(session, unit_name),
            region=_region(session, region_name),
            inspection=_inspection(session, inspection_id),
            starts_on=starts_on.date() if starts_on else clock.today(),
            ends_on=ends_on.date() if ends_on else None,
            by=OPERATOR,
            at=at,
        )
        said = f"{person.name} ({person.email}) now has the role {label(Role(role_name))}."
        if password_hash is not None:
            set_password(session, person, password_hash=password_hash, by=OPERATOR, at=at)
        elif people.password_of(session, person.email) is None:
            token = make_password_link(session, person, by=OPERATOR, at=at)
            said += f"\nSend them this link to choose a password: {password_address(token)}"
    click.echo(said)


@people_commands.command("end")
@click.option("--email", required=True, help="The email address of the person.")
@click.option("--role", "role_name", type=ROLES, help="End only this role, wherever they hold it.")
@click.option("--on", "on", type=DAY, metavar="DATE", help="The last day, as YYYY-MM-DD. Today, or left out: at once.")
@with_transactions
def end(transactions: Transactions, email: str, role_name: str | None, on: datetime | None) -> None:
    """End a person's access, or one of their roles. Without --on it is gone with their next request."""
    last_day, at, today = on.date() if on else None, clock.now(), clock.today()
    if last_day is not None and last_day < today:
        raise Refused("The last day must be today or a day to come. Leave out --on to end access at once.")
    with transactions.write() as session:
        person = _known_person(session, email)
        if role_name is None and last_day is None:
            verbs.end_person(session, person, by=OPERATOR, at=at)
            said = f"{person.name} has no access any more."
        else:
            ended = _end_roles(session, person, role_name, last_day or today, at)
            later = last_day is not None and last_day > today
            said = f"{person.name}: {ended} until {last_day}." if later else f"{person.name}: {ended} no longer."
    click.echo(said)


@people_commands.command("list")
@click.option("--ended", is_flag=True, help="Those whose access has ended, instead of those who have it.")
@with_transactions
def list_people(transactions: Transactions, ended: bool) -> None:
    """List people: email address, name and roles, one person a line, with tabs between."""
    today = clock.today()
    with transactions.read() as session:
        rows, _total = people.listed(session, ended=ended, offset=0, limit=MANY, seen_by=OPERATOR)
        for row in rows:
            click.echo("\t".join([row.person.email, row.person.name, _roles(row, today)]))


def _end_roles(session: Session, person: Person, role_name: str | None, last_day: date, at: datetime) -> str:
    """Ends the roles of that name, or all; returns them in words."""
    held = people.assignments_not_over(session, person, today=clock.today())
    wanted = [assignment for assignment in held if role_name in (None, assignment.role.value)]
    if not wanted:
        raise Refused(f"{person.name} does not hold {'that role' if role_name else 'any role'}.")
    for assignment in wanted:
        verbs.end_assignment(session, assignment, ends_on=last_day, by=OPERATOR, at=at)
    return ", ".join(label(assignment.role) for assignment in wanted)


def _hash_of_given(email: str, asks: bool, reads: bool) -> str:
    """The hash of the password asked for or piped in. Outside any transaction: it is slow."""
    if asks and reads:
        raise Refused("Use --password or --password-stdin, not both.")
    if asks:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    check_password(password, email=normal_email(email))
    return hash_password(password)


def _person(session: Session, email: str, name: str | None, at: datetime) -> Person:
    """Who is meant: a new person, one who is there, or one whose access had ended and begins again."""
    person = people.find_by_email(session, email)
    if person is None:
        if not name:
            raise Refused(f"There is nobody with the email address {normal_email(email)}. Give --name to add them.")
        return verbs.add_person(session, email=email, name=name, by=OPERATOR, at=at)
    if person.ended_at is not None:
        verbs.give_access_again(session, person, by=OPERATOR, at=at)
    return person


def _known_person(session: Session, email: str) -> Person:
    person = people.find_by_email(session, email)
    if person is None:
        raise Refused(f"There is nobody with the email address {normal_email(email)}.")
    return person


def _unit(session: Session, name: str | None) -> Unit | None:
    if name is None:
        return None
    unit = find_unit(session, name) or find_unit(session, name, kind=UnitKind.YOUTH_JUSTICE_SERVICE)
    if unit is None:
        raise Refused(f"There is no unit called {name}.")
    return unit


def _region(session: Session, name: str | None) -> Region | None:
    if name is None:
        return None
    region = find_region(session, name)
    if region is None:
        raise Refused(f"There is no region called {name}.")
    return region


def _inspection(session: Session, inspection_id: int | None) -> Inspection | None:
    if inspection_id is None:
        return None
    return inspections.get(session, inspection_id, seen_by=OPERATOR)


def _roles(row: people.PersonRow, today: date) -> str:
    posts = [post for post in row.posts if not post.is_over(today)]
    return "; ".join(f"{label(post.role)}{f', {post.scope}' if post.scope else ''}" for post in posts) or "no role"
