"""The story of a plan and of a milestone."""

from tracker.blueprints.timeline.views import blueprint

__all__ = ["blueprint"]
