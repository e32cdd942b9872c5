"""What happened to an item."""

from tracker.blueprints.history.views import blueprint

__all__ = ["blueprint"]
