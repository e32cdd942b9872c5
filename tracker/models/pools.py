"""SQLite's connections, kept for readers and for writers apart.

What a reader may do is a setting of its connection (`query_only`, in `transactions.py`). To change it has SQLite
forget all that it has prepared for that connection, and to prepare the longest statements anew takes ten times what
answering them does. So a connection is lent to whoever wants what it is set to, as long as there is one.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

IS_READING: ContextVar[bool] = ContextVar("reading", default=False)
"""Whether the transactions that begin here are readers' (transactions.py)."""
QUERY_ONLY = "query_only"
"""In a connection's `info`: whether it is set to read."""
_KEPT = 10
logging.getLogger(__name__).setLevel(logging.WARNING)  # SQLAlchemy names a pool's log by its module, and says much
_STATEMENTS = 1_000
"""That each connection keeps prepared: more than the service has. Python's own number is 128."""


class ApartPool(sa.QueuePool):
    """Prefers a connection that is set as the transaction to come asks; gives another where no more may be opened."""

    def _do_get(self) -> ConnectionPoolEntry:
        others: list[ConnectionPoolEntry] = []
        try:
            while True:
                if others and not self.checkedin() and self.overflow() >= self._max_overflow:
                    return others.pop()
                entry = super()._do_get()
                if entry.info.get(QUERY_ONLY) in (IS_READING.get(), None):
                    return entry
                others.append(entry)
        finally:
            for entry in others:
                self._do_return_conn(entry)


def options_for(url: str) -> dict[str, Any]:
    """What an engine of that database is made with."""
    made = sa.make_url(url)
    if made.get_backend_name() != "sqlite" or made.database in (None, "", ":memory:"):
        return {}
    return {"poolclass": ApartPool, "pool_size": _KEPT, "connect_args": {"cached_statements": _STATEMENTS}}
