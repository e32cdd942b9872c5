"""A filled database of a chosen size, written with bulk inserts: only here may rows bypass the services.

Everybody and everything is invented. Everybody's rights are of the first unit, its region, or the whole service.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from tests.bench import inspected
from tests.bench.inspected import Rows, Size
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Base, BrowserSession, Person, Plan, Recommendation, Region, Unit
from tracker.queries.sessions import hash_of

UNITS_OF_A_REGION = 9
PLANS_OF_THE_CONTRIBUTOR = 25
BATCH = 5_000
LONG_AGO = date(2020, 1, 1)
SIGNED_IN = (Role.UNIT_HEAD, Role.CONTRIBUTOR, Role.REGIONAL_LEAD, Role.NATIONAL_LEAD)
# The first ids are the heads', of the unit with the same id; the others follow.


@dataclass(frozen=True, slots=True)
class World:
    """What was made. `tokens` are those of browsers signed in, one a role."""

    size: Size
    tokens: dict[Role, str]

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

    def recommendations_of(self, inspection_id: int) -> range:
        counts = self.size.recommendation_counts
        first = 1 + sum(counts[: inspection_id - 1])
        return range(first, first + counts[inspection_id - 1])


def fill(engine: Engine, size: Size) -> World:
    """Fills the migrated, empty database of `engine`; everybody signs in as this is called."""
    tokens = {role: f"bench-{role.value}" for role in SIGNED_IN}
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
        _hand_plans_to_contributor(connection, size)
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


def _person_in(role: Role, size: Size) -> int:
    return 1 if role is Role.UNIT_HEAD else size.units + SIGNED_IN.index(role)


def _people(size: Size) -> Rows:
    for key in range(1, size.units + len(SIGNED_IN)):
        yield {"id": key, "email": f"person-{key}@example.test", "name": f"Person {key:03}"}


def _assignments(size: Size) -> Rows:
    scopes = {Role.CONTRIBUTOR: (1, None), Role.REGIONAL_LEAD: (None, 1), Role.NATIONAL_LEAD: (None, None)}
    held: list[tuple[int, Role, int | None, int | None]] = [
        (key, Role.UNIT_HEAD, key, None) for key in range(1, size.units + 1)
    ]
    held += [(_person_in(role, size), role, *scope) for role, scope in scopes.items()]
    for person_id, role, unit_id, region_id in held:
        yield {
            "person_id": person_id,
            "role": role,
            "unit_id": unit_id,
            "region_id": region_id,
            "starts_on": LONG_AGO,
        }


def _sessions(size: Size, tokens: dict[Role, str]) -> Iterator[dict[str, object]]:
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
