"""`tracker demo`: sample data for an empty database."""

from __future__ import annotations

from tracker.commands.demo.people import SIGN_INS

__all__ = ["SIGN_INS"]
