"""The milestones of a plan together: their order, and one act upon several."""

from tracker.blueprints.milestones_together.views import blueprint

__all__ = ["blueprint"]
