"""The versions of a plan as they were agreed."""

from tracker.blueprints.plan_versions.views import blueprint

__all__ = ["blueprint"]
