"""Inspections: what was published, and when the next one is expected."""

from tracker.blueprints.inspections import room, submitting, window
from tracker.blueprints.inspections.views import blueprint

__all__ = ["blueprint", "room", "submitting", "window"]
