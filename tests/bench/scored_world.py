"""A world to be scored: plans of ten milestones with evidence, decisions and agreed versions, made by the database.

A million rows would take Python longer to send than the database to make. `k` counts the rows of a table from 0 and
decides what each is, by factors that are prime, so that every run has the same world with everything spread evenly.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tracker.domain.vocabulary import DeadlineSource, SubjectKind
from tracker.models import Base

TODAY = date(2026, 5, 13)  # a Wednesday
MILESTONES = 10  # a plan
PLANS = 10  # an inspection
DUE = "((k * 319 + k / 97) % 400 - 200)"  # days from TODAY
HAS_EVIDENCE = f"{DUE} < 0 AND k % 10 < 8"
IS_DECIDED = f"{DUE} < 0 AND k % 10 < 7"
_AT = "SINCE"
# PostgreSQL asks a statement of its own for every foreign key of every row, unless whoever may says that all is well
_TRUSTED = """SELECT set_config('session_replication_role', 'replica', true)
 FROM pg_user WHERE usename = current_user AND usesuper"""


def fill(engine: Engine, plans: int) -> None:
    """Into the migrated, empty database of `engine`. About a tenth of what is due is overdue."""
    is_sqlite = engine.dialect.name == "sqlite"
    milestones = plans * MILESTONES
    with engine.begin() as connection:
        if not is_sqlite:
            connection.exec_driver_sql(_TRUSTED)
        for table, count, columns in _rows(plans, -(-plans // PLANS), milestones):
            connection.execute(_insert(table, count, columns, is_sqlite), {"agreed": _agreed()})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if is_sqlite else "VACUUM ANALYZE")


def _rows(plans: int, inspections: int, milestones: int) -> list[tuple[str, int, dict[str, str]]]:
    """Every table with how many rows it gets and the SQL of its columns; `DAY[n]` is the date n days from TODAY."""
    evidence = {"id": "k + 1", "uploaded_by_id": "1"}
    return [
        ("person", 1, {"id": "1", "email": "'robin@example.test'", "name": "'Robin Hale'"}),
        (
            "inspection",
            inspections,
            {
                "id": "k + 1",
                "title": "'An inspection'",
                "subject_kind": f"'{SubjectKind.THEMATIC}'",
                "published_on": "DAY[-200]",
                "reinspection_earliest": "CASE WHEN k % 4 > 0 THEN DAY[k * 7919 % 700 + 20] END",
                "reinspection_latest": "CASE WHEN k % 4 > 0 THEN DAY[k * 7919 % 700 + 50] END",
            },
        ),
        (
            "recommendation",
            plans,
            {
                "id": "k + 1",
                "inspection_id": f"k / {PLANS} + 1",
                "ordinal": f"k % {PLANS} + 1",
                "text": "'check that what was recommended reached casework.'",
                "is_for_subject": "true",
            },
        ),
        (
            "deadline",
            plans,
            {
                "id": "k + 1",
                "source": f"'{DeadlineSource.HMPPS}'",
                "start_event": "'publication'",
                "starts_on": "DAY[-200]",
                "due_on": "DAY[k * 7919 % 60 - 40]",
                "calendar_version": "'bench'",
            },
        ),
        (
            "plan",
            plans,
            {
                "id": "k + 1",
                "recommendation_id": "k + 1",
                "owner_id": "1",
                "deadline_id": "k + 1",
                "state": "CASE WHEN k % 20 = 0 THEN 'draft' ELSE 'agreed' END",
                "response": "CASE WHEN k % 20 = 0 THEN 'none' ELSE 'agreed' END",
                "responded_at": f"CASE WHEN k % 20 > 0 THEN {_AT} END",
                "responded_by_id": "CASE WHEN k % 20 > 0 THEN 1 END",
            },
        ),
        ("milestone", milestones, _MILESTONE),
        ("evidence", milestones, {**evidence, **_EVIDENCE}),
        ("evidence_version", milestones, {**evidence, **_VERSION}),
        ("evidence_milestone", milestones, {"evidence_id": "k + 1", "milestone_id": "k + 1", "WHERE": HAS_EVIDENCE}),
        ("decision", milestones, _DECISION),
        (
            "decided_version",
            milestones,
            {
                "id": "k + 1",
                "decision_id": "k + 1",
                "evidence_version_id": "k + 1",
                "sha256": "'0'",
                "WHERE": IS_DECIDED,
            },
        ),
        (
            "plan_version",
            plans,
            {
                "id": "k + 1",
                "plan_id": "k + 1",
                "number": "1",
                "content": ":agreed",
                "agreed_at": _AT,
                "agreed_by_id": "1",
                "WHERE": "k % 20 > 0",
            },
        ),
    ]


# Of what was due seven tenths are verified, and a tenth is open; of what is to come, a fifth is underway.
_STATE = f"""CASE WHEN k % 97 = 0 THEN 'cancelled'
 WHEN {DUE} >= 0 THEN CASE WHEN k % 7 = 0 THEN 'underway' ELSE 'planned' END
 WHEN k % 10 < 7 THEN 'verified' WHEN k % 10 < 9 THEN 'completed'
 WHEN k % 20 = 9 THEN 'underway' ELSE 'planned' END"""
_IS_DONE = f"{_STATE} IN ('verified', 'completed')"
_MILESTONE = {
    "id": "k + 1",
    "plan_id": f"k / {MILESTONES} + 1",
    "ordinal": f"k % {MILESTONES} + 1",
    "title": "'Brief all staff on what was found'",
    "owner_id": "1",
    "weight": "k % 3 + 1",
    "due_on": f"DAY[{DUE}]",
    "state": _STATE,
    "completed_at": f"CASE WHEN {_IS_DONE} THEN {_AT} END",
    "completed_by_id": f"CASE WHEN {_IS_DONE} THEN 1 END",
    "is_drawn": f"CASE WHEN {_IS_DONE} THEN false END",
    "cancelled_at": f"CASE WHEN k % 97 = 0 THEN {_AT} END",
    "cancelled_by_id": "CASE WHEN k % 97 = 0 THEN 1 END",
    "cancel_reason": "CASE WHEN k % 97 = 0 THEN 'Done elsewhere.' ELSE '' END",
}
_KIND = "CASE k / 10 % 3 WHEN 0 THEN 'practice_audit' WHEN 1 THEN 'training_list' ELSE 'policy' END"
_EVIDENCE = {
    "plan_id": f"k / {MILESTONES} + 1",
    "title": "'An audit of twenty cases'",
    "kind": _KIND,
    "period_from": "DAY[-(k * 419 % 500)]",
    "period_to": "DAY[-(k * 419 % 500)]",
    "WHERE": HAS_EVIDENCE,
}
_VERSION = {
    "evidence_id": "k + 1",
    "number": "1",
    "file_name": "'audit.pdf'",
    "media_type": "'application/pdf'",
    "size": "1000",
    "sha256": "'0'",
    "storage_key": "'key-' || k",
    "state": "CASE WHEN k % 500 = 1 THEN 'withdrawn' ELSE 'available' END",
    "withdrawn_at": f"CASE WHEN k % 500 = 1 THEN {_AT} END",
    "withdrawn_by_id": "CASE WHEN k % 500 = 1 THEN 1 END",
    "uploaded_at": _AT,
    "WHERE": HAS_EVIDENCE,
}
_DECISION = {
    "id": "k + 1",
    "milestone_id": "k + 1",
    "level": "CASE WHEN k % 20 = 0 THEN 'verification' ELSE 'review' END",
    "outcome": "CASE WHEN k % 50 = 0 THEN 'partly' ELSE 'sufficient' END",
    "why": "'It shows the change.'",
    "measure_revision": "1",
    "decided_at": _AT,
    "decided_by_id": "1",
    "WHERE": IS_DECIDED,
}


def _insert(name: str, count: int, columns: dict[str, str], is_sqlite: bool) -> sa.Insert:
    table = Base.metadata.tables[name]
    condition = columns.get("WHERE", "true")
    columns = {column: spelled for column, spelled in columns.items() if column != "WHERE"}
    values = [
        sa.bindparam("agreed", type_=sa.Text()).label(column)
        if spelled == ":agreed"
        else sa.literal_column(_dated(spelled, is_sqlite)).label(column)
        for column, spelled in columns.items()
    ]
    counted = sa.select(sa.literal_column("0").label("k")).cte("n", recursive=True)
    counted = counted.union_all(sa.select((counted.c.k + 1).label("k")).where(counted.c.k + 1 < count))
    rows = sa.select(*values).select_from(counted).where(sa.literal_column(condition))
    return sa.insert(table).from_select(list(columns), rows)


def _dated(spelled: str, is_sqlite: bool) -> str:
    day = rf"date('{TODAY}', (\1) || ' days')" if is_sqlite else rf"(DATE '{TODAY}' + (\1))"
    at = "'2025-12-01 12:00:00.000000'" if is_sqlite else "TIMESTAMPTZ '2025-12-01 12:00Z'"
    return re.sub(r"DAY\[([^]]*)\]", day, spelled).replace(_AT, at)


def _agreed() -> str:
    """What was agreed of every plan: ten milestones, each with the words that plans have."""
    words = "Make sure that practitioners draw on information from partners about the risk to children and others."
    milestones = [
        {
            "ordinal": number,
            "title": words,
            "evidence_expected": words,
            "weight": number % 3 + 1,
            "starts_on": None,
            "due_on": (TODAY + timedelta(days=number * 36 - 90)).isoformat(),
        }
        for number in range(1, MILESTONES + 1)
    ]
    return json.dumps({"milestones": milestones, "response_text": words * 3}, separators=(",", ":"), sort_keys=True)
