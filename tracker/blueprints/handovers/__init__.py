"""What somebody holds is handed over, and accepted."""

from tracker.blueprints.handovers.views import blueprint

__all__ = ["blueprint"]
