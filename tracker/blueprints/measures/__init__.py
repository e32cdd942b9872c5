"""How success is measured, and what the measures read."""

from tracker.blueprints.measures.views import blueprint

__all__ = ["blueprint"]
