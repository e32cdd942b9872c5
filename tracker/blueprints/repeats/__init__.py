"""Recommendations that repeat one another."""

from tracker.blueprints.repeats.views import blueprint

__all__ = ["blueprint"]
