"""An inspector's judgement of progress, its release, and the verdict that closes a recommendation."""

from tracker.blueprints.judgements.views import blueprint

__all__ = ["blueprint"]
