"""People, their roles and sessions, for administrators."""

from tracker.blueprints.people.views import blueprint

__all__ = ["blueprint"]
