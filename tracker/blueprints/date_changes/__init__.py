"""Asking for another due date of a milestone, and deciding on it."""

from tracker.blueprints.date_changes.views import blueprint

__all__ = ["blueprint"]
