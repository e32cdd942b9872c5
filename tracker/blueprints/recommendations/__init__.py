"""One recommendation and its plan."""

from tracker.blueprints.recommendations.views import blueprint

__all__ = ["blueprint"]
