"""What needs me now."""

from tracker.blueprints.items.views import blueprint

__all__ = ["blueprint"]
