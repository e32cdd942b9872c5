"""What the documentation shows of the code is printed from it: `python -m tests.house.test_documentation`."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.lifecycles import LIFECYCLES, diagram

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "lifecycles.md"
HEADER = """# Lifecycles

Printed from the tables in `tracker/domain/lifecycles.py` by `python -m tests.house.test_documentation`.
"""


def printed() -> str:
    parts = [HEADER]
    parts += [f"## {lifecycle.name}\n\n```mermaid\n{diagram(lifecycle)}\n```\n" for lifecycle in LIFECYCLES]
    return "\n".join(parts)


def test_the_diagrams_are_those_of_the_code() -> None:
    assert PAGE.read_text() == printed()


def test_every_decision_fits_a_page() -> None:
    for record in (ROOT / "docs" / "decisions").glob("*.md"):
        assert len(record.read_text().split()) <= 500, f"{record.name} is longer than a page"


if __name__ == "__main__":
    PAGE.write_text(printed())
