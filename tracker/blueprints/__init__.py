"""One package a user journey. `register` names them all."""

from __future__ import annotations

from flask import Flask

from tracker.blueprints import health, help, history, inspections, items, people, plans, recommendations, sign_in, units


def register(app: Flask) -> None:
    for package in (health, help, history, inspections, items, people, plans, recommendations, sign_in, units):
        app.register_blueprint(package.blueprint)
