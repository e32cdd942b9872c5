"""What waits for a decision, and deciding on a milestone."""

from tracker.blueprints.decisions.views import blueprint

__all__ = ["blueprint"]
