"""A filled database of a chosen size, written with bulk inserts: only here may rows bypass the services.

Everybody and everything is invented. Everybody's rights are of the first unit, its region, or the whole service.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from tests.bench import inspected, worked
from tests.bench.inspected import Rows, Size
from tracker import clock
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Base, BrowserSession, Milestone, Person, Plan, Recommendation, Region, Unit
from tracker.models.transactions import Transactions
from tracker.queries.milestones import overdue
from tracker.queries.sessions import hash_of
from tracker.services.rescoring import rescore_all

UNITS_OF_A_REGION = 9
PLANS_OF_THE_CONTRIBUTOR = 25
MILESTONES_OF_THE_COLLEAGUE = 25
BATCH = 5_000
LONG_AGO = date(2020, 1, 1)
COLLEAGUE = "colleague"  # a second contributor, who owns nothing but overdue milestones
SIGNED_IN: tuple[str, ...] = (Role.UNIT_HEAD, Role.CONTRIBUTOR, Role.REGIONAL_LEAD, Role.NATIONAL_LEAD, COLLEAGUE)
# The first ids are the heads', of the unit with the same id; the others follow.


@dataclass(frozen=True, slots=True)
class World:
    """What was made. `tokens` are those of browsers signed in, by who sits there.

    `changes` counts how often each milestone was reopened or reported done since: its revision is one more.
    """

    size: Size
    tokens: dict[str, str]
    changes: dict[int, int] = field(default_factory=dict)

    @property
    def recommendations(self) -> int:
        return sum(self.size.recommendation_counts)

    @property
    def inspections_of_first_unit(self) -> range:
        return range(1, self.size.inspections + 1, self.size.units)

    @property
    def others(self) -> list[int]:
        """The inspections of other sizes, in their order."""
        return [self.size.inspections + number for number, _count in enumerate(self.size.others, 1)]

    @property
    def plans_of_first_unit(self) -> list[int]:
        """Also the ids of their recommendations."""
        return [key for inspection in self.inspections_of_first_unit for key in self.recommendations_of(inspection)]

    @property
    def first_steps(self) -> dict[int, int]:
        """The first milestone of each plan of the first unit, by plan."""
        of_first = frozenset(self.plans_of_first_unit)
        every = worked.steps(self.size)
        return {step.plan_id: step.key for step in every if step.ordinal == 1 and step.plan_id in of_first}

    @property
    def plans_with_many(self) -> list[int]:
        """The plans with 25 and with 100 milestones, where there are inspections of other sizes."""
        return list(self.recommendations_of(self.others[0]))[: len(worked.MANY)] if self.others else []

    @property
    def reported_done(self) -> list[int]:
        """Milestones of the first unit that are reported done, and that nobody has decided on."""
        of_first = frozenset(self.plans_of_first_unit)
        steps = worked.steps(self.size)
        return [step.key for step in steps if step.plan_id in of_first and step.is_done and not step.is_decided]

    def recommendations_of(self, inspection_id: int) -> range:
        counts = self.size.recommendation_counts
        first = 1 + sum(counts[: inspection_id - 1])
        return range(first, first + counts[inspection_id - 1])


def fill(engine: Engine, size: Size) -> World:
    """Fills the migrated, empty database of `engine`; everybody signs in as this is called."""
    tokens = {who: f"bench-{who}" for who in SIGNED_IN}
    tables = {
        Region: ({"id": key, "name": f"Region {key:02}"} for key in range(1, _region_of(size.units) + 1)),
        Unit: ({"id": key, "name": f"Unit {key:03}", "region_id": _region_of(key)} for key in range(1, size.units + 1)),
        Person: _people(size),
        Assignment: _assignments(size),
        BrowserSession: _sessions(size, tokens),
    }
    with engine.begin() as connection:
        for model, rows in tables.items():
            _insert(connection, Base.metadata.tables[model.__tablename__], rows)
        for table, rows in inspected.tables(size):
            _insert(connection, table, rows)
        for table, rows in worked.tables(size, clock.today()):
            _insert(connection, table, rows)
        _hand_plans_to_contributor(connection, size)
        _hand_milestones_to_colleague(connection, size)
        if engine.dialect.name == "postgresql":
            _count_on(connection)
    for days in (7, 0):
        rescore_all(Transactions(engine), today=clock.today() - timedelta(days=days))
    if engine.dialect.name == "postgresql":  # or its own clock would do so half-way through a measurement
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    return World(size, tokens)


def _insert(connection: Connection, table: sa.Table, rows: Rows) -> None:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)


def _region_of(unit_id: int) -> int:
    return 1 + (unit_id - 1) // UNITS_OF_A_REGION


def _person_in(role: str, size: Size) -> int:
    return 1 if role == Role.UNIT_HEAD else size.units + SIGNED_IN.index(role)


def _people(size: Size) -> Rows:
    for key in range(1, size.units + len(SIGNED_IN)):
        yield {"id": key, "email": f"person-{key}@example.test", "name": f"Person {key:03}"}


def _assignments(size: Size) -> Rows:
    scopes = {Role.CONTRIBUTOR: (1, None), Role.REGIONAL_LEAD: (None, 1), Role.NATIONAL_LEAD: (None, None)}
    held: list[tuple[int, Role, int | None, int | None]] = [
        (key, Role.UNIT_HEAD, key, None) for key in range(1, size.units + 1)
    ]
    held += [(_person_in(role, size), role, *scope) for role, scope in scopes.items()]
    held.append((_person_in(COLLEAGUE, size), Role.CONTRIBUTOR, 1, None))
    for person_id, role, unit_id, region_id in held:
        yield {
            "person_id": person_id,
            "role": role,
            "unit_id": unit_id,
            "region_id": region_id,
            "starts_on": LONG_AGO,
        }


def _sessions(size: Size, tokens: dict[str, str]) -> Iterator[dict[str, object]]:
    at = datetime.now(UTC)
    for role, token in tokens.items():
        yield {
            "token_hash": hash_of(token),
            "person_id": _person_in(role, size),
            "began_at": at,
            "seen_at": at,
        }


def _hand_plans_to_contributor(connection: Connection, size: Size) -> None:
    """As many as the floor's page has rows; the rest of the first unit's plans stay with its head."""
    first = (
        sa.select(Plan.id)
        .join(Recommendation, Recommendation.id == Plan.recommendation_id)
        .where(Plan.owner_id == 1)
        .order_by(Plan.id)
        .limit(PLANS_OF_THE_CONTRIBUTOR)
    )
    connection.execute(
        sa.update(Plan.__table__)  # type: ignore[arg-type]
        .where(Plan.id.in_(first))
        .values(owner_id=_person_in(Role.CONTRIBUTOR, size), revision=2)
    )


def _hand_milestones_to_colleague(connection: Connection, size: Size) -> None:
    """As many that are overdue, of the first unit's plans that stay with its head."""
    head, colleague = 1, _person_in(COLLEAGUE, size)
    first = (
        sa.select(Milestone.id)
        .where(Milestone.owner_id == head, overdue(clock.today()))
        .order_by(Milestone.id)
        .limit(MILESTONES_OF_THE_COLLEAGUE)
    )
    table = Base.metadata.tables["milestone"]
    connection.execute(sa.update(table).where(table.c.id.in_(first)).values(owner_id=colleague))


def _count_on(connection: Connection) -> None:
    """The ids were given here; PostgreSQL is told where to go on."""
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and (sequence := connection.scalar(sa.func.pg_get_serial_sequence(table.name, "id"))):
            last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, last, False)))
