"""One package a user journey. `register` names them all."""

from __future__ import annotations

from flask import Flask

from tracker.blueprints import (
    absences,
    agreement,
    answers,
    blockers,
    comments,
    date_changes,
    decisions,
    delivery,
    evidence,
    handovers,
    health,
    help,  # noqa: A004 (a journey, by its own name)
    history,
    imports,
    inspections,
    items,
    jobs,
    judgements,
    measures,
    milestones,
    milestones_together,
    people,
    plan_changes,
    plan_versions,
    plans,
    recommendations,
    regions,
    repeats,
    search,
    sign_in,
    timeline,
    units,
    updates,
)

JOURNEYS = (
    absences,
    agreement,
    answers,
    comments,
    blockers,
    date_changes,
    decisions,
    delivery,
    evidence,
    handovers,
    health,
    help,
    history,
    imports,
    inspections,
    items,
    jobs,
    judgements,
    measures,
    milestones,
    milestones_together,
    people,
    plan_changes,
    plan_versions,
    plans,
    recommendations,
    search,
    regions,
    repeats,
    sign_in,
    timeline,
    units,
    updates,
)


def register(app: Flask) -> None:
    for package in JOURNEYS:
        app.register_blueprint(package.blueprint)
