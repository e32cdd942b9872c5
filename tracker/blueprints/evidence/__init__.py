"""Uploading evidence, describing it, opening and withdrawing it."""

from tracker.blueprints.evidence.views import blueprint

__all__ = ["blueprint"]
