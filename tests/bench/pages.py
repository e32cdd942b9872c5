"""Pages of the service, and what is sent to it, beside their floors, round after round, on one filled database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from tests.bench import writes
from tests.bench.floor import VARIABLE
from tests.bench.load import Asked, Cost, Target, pages, spend
from tests.bench.serving import postgres_process, serving
from tests.bench.sites import Browser, browser_of, environment, site
from tests.bench.world import COLLEAGUE, World
from tests.support.fake_clamd import fake_clamd
from tracker.domain.vocabulary import Role

LIST, ITEM = 8.0, 6.0  # goals 1 and 2: times the floor
OVERVIEW, UPDATE, UPLOAD = 2.0, 6.0, 3.0  # goals 3, 4 and 5
MEMORY = 2.0  # goal 16
FEWEST, UPDATED = 8, 11  # goal 6: SQL statements, of a page or an upload, and of an update
WARM_UP = 0.4
FLOOR_STEP = 125  # so that the floor's pages lie all over the table, too


class Floor(StrEnum):
    """What the same work costs at the least (tests/bench/floor.py)."""

    ROWS = "25 rows"
    OVERVIEW = "all plans added up by unit"
    UPDATE = "a row changed and noted"
    UPLOAD = "1 MB hashed, written and synced"


@dataclass(frozen=True, slots=True)
class Page:
    """Something to measure: what it is in words, who asks, and its goals: times its floor, if any, and SQL statements.

    `request` gives the request of each turn.
    """

    what: str
    who: str
    goal: float | None
    request: Callable[[World, Browser], Callable[[int], Asked]]
    floor: Floor = Floor.ROWS
    statements: int = FEWEST


def _asks(paths: Callable[[World], Sequence[str]]) -> Callable[[World, Browser], Callable[[int], Asked]]:
    return lambda world, _browser: pages(paths(world)).request


def _inspections(world: World) -> list[str]:
    return [f"/inspections/{key}" for key in world.inspections_of_first_unit]


def _recommendations(world: World) -> list[str]:
    return [f"/recommendations/{key}" for key in world.plans_of_first_unit]


_items, _units = _asks(lambda _world: ["/your-items"]), _asks(lambda _world: ["/units"])
PAGES = (
    Page(
        "Recommendation: 5 milestones, evidence, decisions, scores; head of PDU",
        Role.UNIT_HEAD,
        ITEM,
        _asks(_recommendations),
    ),
    Page("The same, regional lead", Role.REGIONAL_LEAD, ITEM, _asks(_recommendations)),
    Page(
        "Inspection: 10 recommendations, 12 key questions, 35 findings; head of PDU",
        Role.UNIT_HEAD,
        LIST,
        _asks(_inspections),
    ),
    Page("Your items, 25 overdue milestones, contributor", COLLEAGUE, LIST, _items, statements=6),
    Page("Your items, 25 plans, contributor", Role.CONTRIBUTOR, LIST, _items),
    Page("Your items, 50 milestones and 50 plans, head of PDU", Role.UNIT_HEAD, LIST, _items),
    Page("Units, 9, regional lead", Role.REGIONAL_LEAD, LIST, _units),
    Page("Units, the first 50, national lead", Role.NATIONAL_LEAD, LIST, _units),
    Page("The same, beside adding up", Role.NATIONAL_LEAD, OVERVIEW, _units, Floor.OVERVIEW, 5),
    Page("A milestone reopened or reported done", Role.UNIT_HEAD, UPDATE, writes.update, Floor.UPDATE, UPDATED),
    Page(
        "1 MB of evidence uploaded, CSV",
        Role.UNIT_HEAD,
        UPLOAD,
        writes.upload("audit.csv", writes.CSV),
        Floor.UPLOAD,
    ),
    Page(
        "The same as PDF, looked into by a child process",
        Role.UNIT_HEAD,
        None,
        writes.upload("audit.pdf", writes.PDF),
        Floor.UPLOAD,
    ),
)


def _floors(world: World) -> dict[Floor, Target]:
    return {
        Floor.ROWS: pages([f"/{first}" for first in range(1, world.recommendations, FLOOR_STEP)]),
        Floor.OVERVIEW: pages(["/overview"]),
        Floor.UPDATE: Target(writes.bare_update(world)),
        Floor.UPLOAD: Target(writes.bare_upload(world)),
    }


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's cost in each round, and that as times the floor asked just before and after it."""

    page: Page
    costs: list[Cost] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def is_met(self) -> bool:
        return self.page.goal is None or self.ratio <= self.page.goal


@dataclass(frozen=True, slots=True)
class Run:
    """What one database gave. Memory is (proportional, resident) in MiB of both workers.

    `counts_database`: the CPU of the database's own processes is in the costs, of pages and floors alike.
    """

    floors: dict[Floor, list[Cost]]
    pages: list[Measured]
    memory: tuple[float, float]
    floor_memory: tuple[float, float]
    counts_database: bool

    @property
    def memory_ratio(self) -> float:
        return self.memory[0] / self.floor_memory[0]


def measure(url: str, world: World, *, rounds: int, seconds: float) -> Run:
    """Serves the filled database at `url` twice over, and asks each page for `seconds` in each round."""
    with site(url) as app:
        browsers = {who: browser_of(app, token) for who, token in world.tokens.items()}
    targets = [Target(page.request(world, browsers[page.who]), browsers[page.who].cookie) for page in PAGES]
    floors, costs = _floors(world), {floor: list[Cost]() for floor in Floor}
    measured, database = [Measured(page) for page in PAGES], postgres_process(url)
    with (
        fake_clamd() as clamd,
        serving("tests.bench.floor:app", {VARIABLE: url}, database) as lowest,
        serving("wsgi:app", environment(url, clamd.address), database) as service,
    ):

        def ask_floor(floor: Floor) -> float:
            costs[floor].append(spend(lowest, floors[floor], seconds))
            return costs[floor][-1].milliseconds

        for served, warmed in [(service, targets), (lowest, floors.values())]:
            for target in warmed:
                spend(served, target, WARM_UP)
        for _ in range(rounds):
            for target, of_page in zip(targets, measured, strict=True):
                before = ask_floor(of_page.page.floor)
                cost = spend(service, target, seconds)
                clamd.scans.clear()
                of_page.costs.append(cost)
                of_page.ratios.append(2 * cost.milliseconds / (before + ask_floor(of_page.page.floor)))
        return Run(costs, measured, service.memory(), lowest.memory(), database is not None)
