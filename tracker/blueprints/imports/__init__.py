"""A report goes in, is checked, mended and confirmed."""

from tracker.blueprints.imports import confirming, corrections, mending
from tracker.blueprints.imports.views import blueprint

__all__ = ["blueprint", "confirming", "corrections", "mending"]
