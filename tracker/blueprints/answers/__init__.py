"""What in its report a recommendation answers."""

from tracker.blueprints.answers.views import blueprint

__all__ = ["blueprint"]
