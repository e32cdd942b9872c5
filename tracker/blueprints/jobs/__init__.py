"""What the scheduler did, for administrators."""

from tracker.blueprints.jobs.views import blueprint

__all__ = ["blueprint"]
