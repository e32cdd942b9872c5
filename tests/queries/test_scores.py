"""One rule, two spellings: what Python makes of a plan's facts and what the database makes of its rows."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.generated_plans import Row, Rows, generated
from tracker.adapters import bank_holidays
from tracker.domain.london import LONDON
from tracker.domain.score_facts import (
    Agreed,
    DecisionFacts,
    LookedAt,
    MilestoneFacts,
    PlanFacts,
    PlannedMilestone,
    Shown,
    day_of,
)
from tracker.domain.scoring import Figures, score
from tracker.domain.vocabulary import EvidenceState, PlanState
from tracker.queries.score_facts import facts_of, window
from tracker.queries.score_inputs import FIGURES_OF_ALL, asked_on, figures_of
from tracker.services.scores import worked_out

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
SEEDS = st.lists(st.integers(0, 2**32), min_size=50, max_size=60)
MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_python_and_the_database_score_thousands_of_plans_alike(session: Session) -> None:
    seen: list[int] = []

    @MANY
    @given(today=DAYS, seeds=SEEDS)
    def agree(today: date, seeds: list[int]) -> None:
        rows, day = generated(seeds, today), day_of(today, bank_holidays.calendar())
        rows.insert(session)
        facts = facts_by_hand(rows)
        assert facts_of(session, list(facts)) == facts
        asked = session.execute(FIGURES_OF_ALL, asked_on(day)).all()
        expected = {plan_id: score(replace(plan, agreed=None), day) for plan_id, plan in facts.items()}
        assert {row.plan_id: figures(row) for row in asked} == expected
        some = list(facts)[::2]
        assert {row.plan_id: figures(row) for row in figures_of(session, some, day)} == {
            plan_id: expected[plan_id] for plan_id in some
        }
        # and with what the statement leaves to Python, as it is stored
        stored = {values["new_plan_id"]: values["new_status"] for values in worked_out(session, asked, day)}
        assert stored == {plan_id: score(plan, day).status for plan_id, plan in facts.items()}
        session.rollback()
        seen.append(len(facts))

    agree()
    assert sum(seen) > 1000


def figures(row: Any) -> Figures:
    return Figures(row.reported, row.verified, row.status, json.loads(row.parts))


def facts_by_hand(rows: Rows) -> dict[int, PlanFacts]:
    """The facts as the rows that were made up hold them, without asking the database."""
    tables = {name: {row["id"]: row for row in made if "id" in row} for name, made in rows.by_table.items()}
    of_plan = defaultdict(list)
    for milestone in sorted(tables.get("milestone", {}).values(), key=lambda row: int(row["ordinal"])):
        of_plan[milestone["plan_id"]].append(_milestone(milestone, rows, tables))
    return {plan_id: _plan(plan, of_plan[plan_id], tables) for plan_id, plan in tables["plan"].items()}


def _plan(plan: Row, milestones: list[MilestoneFacts], tables: dict[str, dict[int, Row]]) -> PlanFacts:
    recommendation = tables["recommendation"][plan["recommendation_id"]]
    inspection = tables["inspection"][recommendation["inspection_id"]]
    return PlanFacts(
        tuple(milestones),
        plan["state"] is not PlanState.DRAFT,
        tables["deadline"][plan["deadline_id"]]["due_on"],
        window(inspection["reinspection_earliest"], inspection["reinspection_latest"]),
        _agreed([row for row in tables.get("plan_version", {}).values() if row["plan_id"] == plan["id"]]),
        any(
            tables["measure"][row["measure_id"]]["plan_id"] == plan["id"] and row["replaced_at"] is None
            for row in tables.get("reading", {}).values()
        ),
        _waits_until(plan, tables),
    )


def _waits_until(plan: Row, tables: dict[str, dict[int, Row]]) -> tuple[date, ...]:
    of = [(tables["milestone"][row["milestone_id"]], row) for row in tables.get("blocker", {}).values()]
    return tuple(
        sorted(
            row["answer_due_on"]
            for milestone, row in of
            if milestone["plan_id"] == plan["id"]
            and milestone["state"] in ("planned", "underway")
            and row["cleared_on"] is None
        )
    )


def _agreed(versions: list[Row]) -> Agreed | None:
    if not versions:
        return None
    promised = [
        PlannedMilestone(
            each["weight"],
            date.fromisoformat(each["due_on"]),
            date.fromisoformat(each["starts_on"]) if each["starts_on"] else None,
        )
        for each in versions[-1]["content"]["milestones"]
    ]
    return Agreed(versions[0]["agreed_at"].astimezone(LONDON).date(), tuple(promised))


def _milestone(milestone: Row, rows: Rows, tables: dict[str, dict[int, Row]]) -> MilestoneFacts:
    linked = [
        row["evidence_id"] for row in rows.by_table["evidence_milestone"] if row["milestone_id"] == milestone["id"]
    ]
    available = {
        version["evidence_id"]: Shown(version["evidence_id"], version["id"], version["number"])
        for version in tables.get("evidence_version", {}).values()
        if version["evidence_id"] in linked and version["state"] is EvidenceState.AVAILABLE
    }
    decisions = [
        _decision(decision, tables)
        for decision in tables.get("decision", {}).values()
        if decision["milestone_id"] == milestone["id"]
    ]
    columns = ("ordinal", "weight", "state", "due_on", "measure_revision")
    return MilestoneFacts(
        **{column: milestone[column] for column in columns},
        decisions=tuple(decisions),
        shown=tuple(available.values()),
        is_replaced=milestone["id"] in {row["milestone_id"] for row in rows.by_table["milestone_replacement"]},
    )


def _decision(decision: Row, tables: dict[str, dict[int, Row]]) -> DecisionFacts:
    looked_at = [
        _looked_at(tables["evidence_version"][row["evidence_version_id"]], tables)
        for row in tables.get("decided_version", {}).values()
        if row["decision_id"] == decision["id"]
    ]
    return DecisionFacts(
        decision["id"], decision["level"], decision["outcome"], decision["measure_revision"], tuple(looked_at)
    )


def _looked_at(version: Row, tables: dict[str, dict[int, Row]]) -> LookedAt:
    evidence = tables["evidence"][version["evidence_id"]]
    withdrawn = version["state"] is EvidenceState.WITHDRAWN
    return LookedAt(version["id"], evidence["id"], evidence["kind"], evidence["period_to"], withdrawn)
