"""Units one may see."""

from tracker.blueprints.units.views import blueprint

__all__ = ["blueprint"]
