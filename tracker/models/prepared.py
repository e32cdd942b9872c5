"""A statement of plain rows that is put together once, and from then on sent as text with its parameters.

What SQLAlchemy does around each execution costs several times what the database does for one row: to find what it has
compiled it hashes every part of a statement, and it looks at each parameter and column anew. Here only is done what
depends on the values: each is turned as its type asks. Transactions, events and errors stay as they are. It is for
statements that are constants; docs/performance.md says what it gained.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import SelectBase, UpdateBase

_MOST_TEXTS = 64
Turn = Callable[[Any], Any]
Lengths = tuple[int, ...]
"""How many values each list among the parameters holds: each combination is a text of its own."""


class Prepared:
    """A constant SELECT, or a constant UPDATE with RETURNING."""

    def __init__(self, statement: SelectBase | UpdateBase) -> None:
        self._statement = statement
        self._made: WeakKeyDictionary[Dialect, _Compiled] = WeakKeyDictionary()

    def rows(self, session: Session, asked: Mapping[str, Any]) -> list[Any]:
        """All rows, as tuples that know their columns by name. `asked` may hold more than the statement asks for."""
        connection = session.connection()
        made = self._made.get(connection.dialect)
        if made is None:
            made = self._made[connection.dialect] = _Compiled(self._statement, connection.dialect)
        return made.rows(connection, asked)

    def one_or_none(self, session: Session, asked: Mapping[str, Any]) -> Any:
        """The only row, or None. Raises MultipleResultsFound where there are more."""
        rows = self.rows(session, asked)
        if len(rows) > 1:
            raise sa.exc.MultipleResultsFound("more than one row for a statement that asks for one")
        return rows[0] if rows else None

    def one(self, session: Session, asked: Mapping[str, Any]) -> Any:
        """The only row. Raises NoResultFound or MultipleResultsFound where there is not one."""
        row = self.one_or_none(session, asked)
        if row is None:
            raise sa.exc.NoResultFound("no row for a statement that asks for one")
        return row


class _Asked(NamedTuple):
    """A parameter of a text: its place or name there, and which value it takes, turned how; of a list, which one."""

    place: Any
    name: str
    of_list: int | None
    turn: Turn | None


class _Text(NamedTuple):
    """What is sent for lists of certain lengths: `fixed` are all parameters, those that are constants filled in."""

    sql: str
    fixed: Any
    asked: Sequence[_Asked]


class _Compiled:
    """A statement as one dialect spells it."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        self._compiled = statement.compile(dialect=dialect)
        self._dialect = dialect
        self._errors: type[Exception] = dialect.loaded_dbapi.Error
        given = [(name, bind) for name, bind in self._compiled.binds.items() if bind.required and name == bind.key]
        self._given = frozenset(name for name, _ in given)
        self._lists = tuple(name for name, bind in given if bind.expanding)
        self._types = [column.type for column in statement.exported_columns]
        names = [str(column.key) for column in statement.exported_columns]
        row: Any = namedtuple("_Row", names, rename=True)  # type: ignore[misc]  # the names are known when it runs
        self._make: Callable[[Sequence[Any]], Any] = row._make
        self._texts: dict[Lengths, _Text] = {}
        self._turns: Sequence[tuple[int, Turn]] | None = None

    def rows(self, connection: Connection, asked: Mapping[str, Any]) -> list[Any]:
        lengths = tuple([len(asked[name]) for name in self._lists])
        text = self._texts.get(lengths)
        if text is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            text = self._texts[lengths] = self._text(asked)
        values = text.fixed.copy()
        for place, name, of_list, turn in text.asked:
            value = asked[name] if of_list is None else asked[name][of_list]
            values[place] = value if turn is None else turn(value)
        found, description = self._sent(connection, text.sql, tuple(values) if self._dialect.positional else values)
        make = self._make
        if self._turns is None:
            self._turns = self._turns_of(description)
        if not self._turns:
            return [make(row) for row in found]
        turned = [list(row) for row in found]
        for row in turned:
            for place, turn in self._turns:
                row[place] = turn(row[place])
        return [make(row) for row in turned]

    def _sent(self, connection: Connection, sql: str, values: Any) -> tuple[Sequence[Any], Any]:
        """The rows as the driver gives them, with its description of the columns; its errors as SQLAlchemy's."""
        engine, cursor = connection.engine, connection.connection.cursor()
        for listener in engine.dispatch.before_cursor_execute:  # who counts statements counts these, too
            listener(connection, cursor, sql, values, None, False)
        try:
            cursor.execute(sql, values)
            return cursor.fetchall(), cursor.description
        except self._errors as error:
            hides = engine.hide_parameters
            wrap = sa.exc.DBAPIError.instance
            raise wrap(sql, values, error, self._errors, hide_parameters=hides, dialect=self._dialect) from error
        finally:
            cursor.close()

    def _text(self, asked: Mapping[str, Any]) -> _Text:
        expanded = self._compiled.construct_expanded_state({name: asked[name] for name in self._given})
        of_list = {
            key: (name, index) for name, keys in expanded.parameter_expansion.items() for index, key in enumerate(keys)
        }
        fixed, found = dict(expanded.parameters), []
        keys = expanded.positiontup if self._dialect.positional else expanded.parameters
        places = list(enumerate(keys)) if self._dialect.positional else [(key, key) for key in keys]
        for place, key in places:
            name, index = of_list.get(key, (key, None))
            turn = self._compiled.binds[name].type.dialect_impl(self._dialect).bind_processor(self._dialect)
            if name in self._given:
                found.append(_Asked(place, name, index, turn))
            elif turn is not None:
                fixed[key] = turn(expanded.parameters[key])
        in_order = [fixed[key] for key in keys] if self._dialect.positional else fixed
        return _Text(expanded.statement, in_order, found)

    def _turns_of(self, description: Sequence[Sequence[Any]]) -> list[tuple[int, Turn]]:
        """How the columns at some places are turned. A driver says with its first answer what it gives."""
        kinds = (kind.dialect_impl(self._dialect) for kind in self._types)
        turns = (kind.result_processor(self._dialect, said[1]) for kind, said in zip(kinds, description, strict=True))
        return [(place, turn) for place, turn in enumerate(turns) if turn is not None]
