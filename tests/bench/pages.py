"""Pages of the service beside the floor, in turn, round after round, on one filled database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench import floor
from tests.bench.inspected import Size
from tests.bench.load import Cost, Target, spend
from tests.bench.serving import Served, postgres_process, serving
from tests.bench.sites import cookie_of, environment, filled, site
from tests.bench.world import World
from tracker.domain.vocabulary import Role

LIST, ITEM = 8.0, 6.0  # goals 1 and 2: times the floor
MEMORY = 2.0  # goal 16
WARM_UP = 0.4


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
    Page("Inspection: 10 recommendations, 12 key questions, 35 findings; head of PDU", Role.UNIT_HEAD, LIST, _inspections),
    Page("Your items, 25 plans, contributor", Role.CONTRIBUTOR, LIST, lambda world: ["/your-items"]),
    Page("Your items, the first 50 plans, head of PDU", Role.UNIT_HEAD, LIST, lambda world: ["/your-items"]),
    Page("Units, 9, regional lead", Role.REGIONAL_LEAD, LIST, lambda world: ["/units"]),
    Page("Units, the first 50, national lead", Role.NATIONAL_LEAD, LIST, lambda world: ["/units"]),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's cost in each round, and the same as times the floor of the same round."""

    page: Page
    costs: list[Cost]
    ratios: list[float]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.page.goal


@dataclass(frozen=True, slots=True)
class Run:
    """What one database gave. Memory is (proportional, resident) in MiB of both workers."""

    floor: list[Cost]
    pages: list[Measured]
    memory: tuple[float, float]
    floor_memory: tuple[float, float]
    counts_database: bool

    @property
    def memory_ratio(self) -> float:
        return self.memory[0] / self.floor_memory[0]


def measure(url: str, size: Size, *, rounds: int, seconds: float) -> Run:
    """Fills the empty database at `url`, serves it twice over, and asks each page for `seconds` in each round."""
    world = filled(url, size)
    database = postgres_process(url)
    with site(url) as app:
        cookies = {role: cookie_of(app, token) for role, token in world.tokens.items()}
    targets = [Target(page.paths(world), cookies[page.role]) for page in PAGES]
    bare = Target([f"/{first}" for first in range(1, 1_000 * size.inspections // 125)])
    with (
        serving("tests.bench.floor:app", {floor.VARIABLE: url}, database) as lowest,
        serving("wsgi:app", environment(url), database) as service,
    ):
        for target in targets:
            spend(service, target, WARM_UP)
        spend(lowest, bare, WARM_UP)
        floors, costs = _rounds(lowest, bare, service, targets, rounds, seconds)
        memory, floor_memory = service.memory(), lowest.memory()
    measured = [
        Measured(page, of_page, [cost.milliseconds / least.milliseconds for cost, least in zip(of_page, floors, strict=True)])
        for page, of_page in zip(PAGES, costs, strict=True)
    ]
    return Run(floors, measured, memory, floor_memory, database is not None)


def _rounds(
    lowest: Served, bare: Target, service: Served, targets: list[Target], rounds: int, seconds: float
) -> tuple[list[Cost], list[list[Cost]]]:
    floors: list[Cost] = []
    costs: list[list[Cost]] = [[] for _ in targets]
    for _ in range(rounds):
        floors.append(spend(lowest, bare, seconds))
        for target, of_page in zip(targets, costs, strict=True):
            of_page.append(spend(service, target, seconds))
    return floors, costs
