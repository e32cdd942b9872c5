"""A fault as administrators read it: what went wrong in one line, without the values of a statement."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

LONGEST = 300


def in_words(error: Exception) -> str:
    """The kind of error and its first line. Of a database's error only its own message: what a statement carried may
    be what somebody wrote."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    lines = str(cause).strip().splitlines()
    words = f"{type(cause).__name__}: {lines[0]}" if lines else type(cause).__name__
    return words[:LONGEST]
