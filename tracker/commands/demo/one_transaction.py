"""Many short transactions inside one: each step commits as it would in use, and all of it is kept or nothing."""

from __future__ import annotations

from sqlalchemy.engine import Connection
from sqlalchemy.orm import sessionmaker

from tracker.models.transactions import Transactions


class OneTransaction(Transactions):
    """Over a connection that has begun: each transaction is a savepoint, whose commit appends to the history."""

    def __init__(self, connection: Connection) -> None:
        self._sessions = sessionmaker(connection, join_transaction_mode="create_savepoint")
