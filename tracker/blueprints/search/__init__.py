"""Looking for anything one may see, and keeping a search."""

from tracker.blueprints.search.views import blueprint

__all__ = ["blueprint"]
