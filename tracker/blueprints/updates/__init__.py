"""Progress updates on a plan."""

from tracker.blueprints.updates.views import blueprint

__all__ = ["blueprint"]
