"""Pages of the service beside the floor, in turn, round after round, on one filled database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from tests.bench import floor
from tests.bench.load import Cost, Target, spend
from tests.bench.serving import postgres_process, serving
from tests.bench.sites import cookie_of, environment, site
from tests.bench.world import World
from tracker.domain.vocabulary import Role

LIST, ITEM = 8.0, 6.0  # goals 1 and 2: times the floor
MEMORY = 2.0  # goal 16
WARM_UP = 0.4
FLOOR_STEP = 125  # so that the floor's pages lie all over the table, too


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: what it is in words, who asks, where, and its goal as times the floor."""

    what: str
    role: Role
    goal: float
    paths: Callable[[World], list[str]]


def _inspections(world: World) -> list[str]:
    return [f"/inspections/{key}" for key in world.inspections_of_first_unit]


def _recommendations(world: World) -> list[str]:
    keys = [key for inspection in world.inspections_of_first_unit for key in world.recommendations_of(inspection)]
    return [f"/recommendations/{key}" for key in keys]


PAGES = (
    Page("Recommendation with its plan, head of PDU", Role.UNIT_HEAD, ITEM, _recommendations),
    Page("Recommendation with its plan, regional lead", Role.REGIONAL_LEAD, ITEM, _recommendations),
    Page(
        "Inspection: 10 recommendations, 12 key questions, 35 findings; head of PDU", Role.UNIT_HEAD, LIST, _inspections
    ),
    Page("Your items, 25 plans, contributor", Role.CONTRIBUTOR, LIST, lambda world: ["/your-items"]),
    Page("Your items, the first 50 plans, head of PDU", Role.UNIT_HEAD, LIST, lambda world: ["/your-items"]),
    Page("Units, 9, regional lead", Role.REGIONAL_LEAD, LIST, lambda world: ["/units"]),
    Page("Units, the first 50, national lead", Role.NATIONAL_LEAD, LIST, lambda world: ["/units"]),
)


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
        return self.ratio <= self.page.goal


@dataclass(frozen=True, slots=True)
class Run:
    """What one database gave. Memory is (proportional, resident) in MiB of both workers.

    `counts_database`: the CPU of the database's own processes is in the costs, of pages and floor alike.
    """

    floor: list[Cost]
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
        cookies = {role: cookie_of(app, token) for role, token in world.tokens.items()}
    targets = [Target(page.paths(world), cookies[page.role]) for page in PAGES]
    bare = Target([f"/{first}" for first in range(1, world.recommendations, FLOOR_STEP)])
    database = postgres_process(url)
    with (
        serving("tests.bench.floor:app", {floor.VARIABLE: url}, database) as lowest,
        serving("wsgi:app", environment(url), database) as service,
    ):
        for target in targets:
            spend(service, target, WARM_UP)
        spend(lowest, bare, WARM_UP)
        floors, measured = [spend(lowest, bare, seconds)], [Measured(page) for page in PAGES]
        for _ in range(rounds):
            for target, of_page in zip(targets, measured, strict=True):
                cost = spend(service, target, seconds)
                floors.append(spend(lowest, bare, seconds))
                of_page.costs.append(cost)
                of_page.ratios.append(2 * cost.milliseconds / (floors[-2].milliseconds + floors[-1].milliseconds))
        return Run(floors, measured, service.memory(), lowest.memory(), database is not None)
