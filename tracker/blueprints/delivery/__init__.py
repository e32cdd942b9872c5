"""From an agreed plan to one that is assured and awaits inspection."""

from tracker.blueprints.delivery.views import blueprint

__all__ = ["blueprint"]
