"""A region as a whole."""

from tracker.blueprints.regions.views import blueprint

__all__ = ["blueprint"]
