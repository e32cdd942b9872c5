"""Pages about the service itself, for anybody."""

from tracker.blueprints.help.views import blueprint

__all__ = ["blueprint"]
