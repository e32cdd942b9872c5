"""The start page, signing in and out, and choosing a password."""

from tracker.blueprints.sign_in.views import blueprint

__all__ = ["blueprint"]
