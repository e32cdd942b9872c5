"""Comments on plans and milestones, and mentions."""

from tracker.blueprints.comments.views import blueprint

__all__ = ["blueprint"]
