"""When people are away, and who stands in for them."""

from tracker.blueprints.absences.views import blueprint

__all__ = ["blueprint"]
