"""Addresses that commands print."""

from __future__ import annotations

from flask import current_app, url_for

from config.settings import Settings


def password_address(token: str) -> str:
    """The address of a password link at our first host; in development at the port that dev.py serves."""
    settings: Settings = current_app.config["SETTINGS"]
    host = settings.hosts[0].removeprefix(".")
    base = f"https://{host}" if settings.is_production else f"http://{host}:5000"
    with current_app.test_request_context(base_url=base):
        return url_for("sign_in.choose_password", token=token, _external=True)
