"""One package a user journey. `register` names them all."""

from __future__ import annotations

from flask import Flask

from tracker.blueprints import health, help


def register(app: Flask) -> None:
    for package in (health, help):
        app.register_blueprint(package.blueprint)
