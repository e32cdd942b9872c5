"""Whether the service answers."""

from tracker.blueprints.health.views import blueprint

__all__ = ["blueprint"]
