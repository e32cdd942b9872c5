"""The milestones of a plan: promising, editing, and reporting on them."""

from tracker.blueprints.milestones.views import blueprint

__all__ = ["blueprint"]
