"""`python -m tests.bench [--quick] [--write]`: measures and prints tables; with --write it keeps them in docs/."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from tests.bench import counts, macros, pages, reading, rescoring, table
from tests.bench.inspected import Size
from tests.bench.sites import filled, migrate
from tests.bench.world import World
from tests.support.databases import Databases, Kind
from tests.support.postgres import NoPostgres


@dataclass(frozen=True, slots=True)
class Length:
    """How long to measure: rounds over the pages, seconds for a page in each, rounds of everything else; milestones."""

    rounds: int
    seconds: float
    others: int
    milestones: int


FULL = Length(rounds=10, seconds=0.3, others=9, milestones=rescoring.MILLION)
QUICK = Length(rounds=3, seconds=0.2, others=3, milestones=rescoring.HUNDRED_THOUSAND)
MUCH = Size(units=108, inspections=1_000, others=(3, 300))
LITTLE = Size(units=1, inspections=1)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Speed and size, as ratios to bare floors.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a glance, not a measurement")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in docs/{table.DOCUMENT.name}")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    results = _measure(QUICK if chosen.quick else FULL)
    text = table.markdown(results)
    print(text)
    print(f"That took {time.monotonic() - began:.0f} seconds.")
    if chosen.write:
        table.write(text)
    return 0


def _measure(length: Length) -> table.Results:
    runs: dict[str, pages.Run] = {}
    counted: dict[str, list[counts.Counted]] = {}
    nights: list[rescoring.Night] = []
    missing = []
    kinds: tuple[tuple[Kind, str], ...] = (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))
    with closing(Databases(migrate)) as databases:
        for kind, name in kinds:
            try:
                little, much = _filled(databases, kind, LITTLE), _filled(databases, kind, MUCH)
            except NoPostgres as reason:
                missing.append(f"PostgreSQL ({reason})")
                continue
            print(f"Measuring pages over {name} …", file=sys.stderr, flush=True)
            counted[name] = counts.count(little, much)
            runs[name] = pages.measure(*much, rounds=length.rounds, seconds=length.seconds)
            print(f"Measuring nights over {name} …", file=sys.stderr, flush=True)
            for milestones in (rescoring.TEN_THOUSAND, length.milestones):
                with databases.lent(kind) as url:
                    nights += rescoring.measure(url, name, milestones)
        print("Measuring the reading of a report …", file=sys.stderr, flush=True)
        steps = reading.measure(databases.fresh("sqlite"), rounds=length.others)
    return table.Results(_facts(length), runs, counted, steps, macros.compare(rounds=length.others), missing, nights)


def _filled(databases: Databases, kind: Kind, size: Size) -> tuple[str, World]:
    url = databases.fresh(kind)
    return url, filled(url, size)


def _facts(length: Length) -> str:
    processors, load = os.cpu_count(), os.getloadavg()[0]
    versions = ", ".join(f"{name} {version(name)}" for name in ("Flask", "SQLAlchemy", "gunicorn", "psycopg"))
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y} with {processors} processors (load {load:.1f} at the end), "
        f"{platform.system()}, Python {platform.python_version()}, {versions}; "
        f"{MUCH.inspections * MUCH.recommendations:,} recommendations and {sum(MUCH.others)} in inspections of other "
        f"sizes; {length.rounds} rounds of {length.seconds} s a page."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
