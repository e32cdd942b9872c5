"""Submitting a plan, and agreeing or returning it."""

from tracker.blueprints.agreement.views import blueprint

__all__ = ["blueprint"]
