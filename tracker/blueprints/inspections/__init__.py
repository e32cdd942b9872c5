"""What the inspectorate published."""

from tracker.blueprints.inspections.views import blueprint

__all__ = ["blueprint"]
