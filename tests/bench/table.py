"""The results as Markdown, printed and kept in docs/performance.md between two marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.counts import Counted
from tests.bench.macros import Compared
from tests.bench.pages import MEMORY, Measured, Run
from tests.bench.reading import Step
from tests.bench.rescoring import Night

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one run of the benchmark gave. `runs` by the name of the database; `missing` says what was not run."""

    facts: str
    runs: dict[str, Run]
    counts: dict[str, list[Counted]]
    steps: list[Step]
    macros: list[Compared]
    missing: list[str]
    nights: list[Night]

    @property
    def goals(self) -> list[bool]:
        pages = [found.is_met for run in self.runs.values() for found in run.pages if found.page.goal]
        memory = [run.memory_ratio <= MEMORY for run in self.runs.values()]
        counts = [counted.is_met for of_database in self.counts.values() for counted in of_database]
        nights = [night.is_met for night in self.nights if night.most]
        return [*pages, *memory, *counts, *nights, *(step.is_met for step in self.steps if step.goal)]


def markdown(results: Results) -> str:
    """The tables, under headings of level 3."""
    parts = [results.facts, f"Goals met: {sum(results.goals)} of {len(results.goals)}."]
    parts += [f"Not measured: {reason}" for reason in results.missing]
    for name, run in results.runs.items():
        parts += [f"### Pages over {name}", _floors(run), _pages(run.pages), _memory(run)]
    parts += ["### SQL statements a page", _counts(results.counts)]
    parts += ["### Scoring again, at night", _nights(results.nights)]
    parts += ["### Reading a report of 20 pages", _steps(results.steps)]
    parts += ["### GOV.UK components as macros", _macros(results.macros)]
    return "\n\n".join(parts) + "\n"


def write(text: str, document: Path = DOCUMENT) -> None:
    """Puts `text` between the marks of `document`. ValueError where they are not there."""
    before, found, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _old, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"{document} does not hold the marks {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _floors(run: Run) -> str:
    whose = "workers and database" if run.counts_database else "workers"
    rows = (
        (
            floor.value,
            f"{median(cost.milliseconds for cost in costs):.2f}",
            _range([cost.milliseconds for cost in costs], 2),
            f"{median(cost.rate for cost in costs):.0f}",
        )
        for floor, costs in run.floors.items()
    )
    return _table(("floor", f"CPU ms a request ({whose})", "range", "requests/s"), rows)


def _pages(pages: Iterable[Measured]) -> str:
    rows = (
        (
            found.page.what,
            found.page.floor.value,
            f"**{found.ratio:.1f}**",
            _range(found.ratios, 1),
            f"≤ {found.page.goal:.0f}" if found.page.goal else "",
            _yes(found.is_met) if found.page.goal else "",
            f"{median(cost.milliseconds for cost in found.costs):.1f}",
            f"{median(cost.rate for cost in found.costs):.0f}",
            f"{found.costs[0].kilobytes:.0f}",
        )
        for found in pages
    )
    heads = ("page", "floor", "× floor", "range", "goal", "met", "CPU ms", "requests/s", "kB")
    return _table(heads, rows)


def _memory(run: Run) -> str:
    return (
        f"Memory of both workers: {run.memory[0]:.0f} MiB (PSS; RSS {run.memory[1]:.0f}), "
        f"**{run.memory_ratio:.2f}** times the floor's {run.floor_memory[0]:.0f} MiB; "
        f"goal ≤ {MEMORY:.0f}: {_yes(run.memory_ratio <= MEMORY)}."
    )


def _counts(counts: dict[str, list[Counted]]) -> str:
    rows = (
        (found.what, name, str(found.few), str(found.many), f"≤ {found.most}", _yes(found.is_met))
        for name, of_database in counts.items()
        for found in of_database
    )
    return _table(("page", "database", "few rows", "many rows", "goal", "equal and met"), rows)


def _nights(nights: Iterable[Night]) -> str:
    rows = (
        (
            night.what,
            night.database,
            f"{night.milestones:,}",
            f"{night.milliseconds:.0f}",
            f"**{night.ratio:.1f}**",
            f"≤ {night.most:.0f}: {_yes(night.is_met)}" if night.most else "",
            f"{night.held:.2f}",
            f"{night.longest:.0f}",
        )
        for night in nights
    )
    heads = ("work", "database", "milestones", "CPU ms", "× floor", "goal", "writing, of its time", "longest write, ms")
    return _table(heads, rows)


def _steps(steps: Iterable[Step]) -> str:
    rows = (
        (
            step.what,
            f"{step.milliseconds:.0f}",
            f"**{step.ratio:.1f}**",
            _range(step.ratios, 1),
            f"≤ {step.goal:.0f}: {_yes(step.is_met)}" if step.goal else "",
        )
        for step in steps
    )
    return _table(("way", "CPU ms", "× floor", "range", "goal"), rows)


def _macros(compared: Iterable[Compared]) -> str:
    rows = (
        (found.what, f"{found.macro:.0f}", f"{found.plain:.0f}", f"**{found.ratio:.0f}**", _range(found.ratios, 0))
        for found in compared
    )
    return _table(("component", "macro, CPU µs", "written out, CPU µs", "macro / written out", "range"), rows)


def _table(heads: Cells, rows: Iterable[Cells]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _range(values: Sequence[float], digits: int) -> str:
    return f"{min(values):.{digits}f} to {max(values):.{digits}f}"


def _yes(is_met: bool) -> str:
    return "yes" if is_met else "**no**"
