"""Changing an agreed plan: the draft beside what was agreed, and its way to the next version."""

from tracker.blueprints.plan_changes import writing
from tracker.blueprints.plan_changes.views import blueprint

__all__ = ["blueprint", "writing"]
