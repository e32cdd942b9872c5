"""Responding to a recommendation and editing its plan."""

from tracker.blueprints.plans import deadline
from tracker.blueprints.plans.views import blueprint

__all__ = ["blueprint", "deadline"]
