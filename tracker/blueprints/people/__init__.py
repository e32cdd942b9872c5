"""People, their roles and sessions, for administrators."""

from tracker.blueprints.people import managing, of_unit
from tracker.blueprints.people.views import blueprint

__all__ = ["blueprint", "managing", "of_unit"]
