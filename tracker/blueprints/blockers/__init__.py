"""Saying what blocks a milestone, and clearing it."""

from tracker.blueprints.blockers.views import blueprint

__all__ = ["blueprint"]
