"""`url_for` in templates, remembered: a list of fifty rows asks for a hundred addresses, which was half of its page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

REMEMBERED = 4096
_FIRST = 8_000_000_001  # numbers that stand in no path of ours


def init_app(app: Flask) -> None:
    remembered = lru_cache(REMEMBERED, typed=True)(_address)
    patterns = lru_cache(REMEMBERED)(_pattern)

    def address(endpoint: str, **values: Any) -> str:
        """The same as Flask's. What depends on the request alone, as an endpoint like ".show", is asked anew.

        Where all values are numbers, as ids are, the address of one is made from that of another.
        """
        if endpoint.startswith(".") or "_external" in values:
            return url_for(endpoint, **values)
        root = request.root_path
        for value in values.values():
            if type(value) is not int:  # a bool is spelled otherwise
                return remembered(root, endpoint, *values.items())
        return patterns(root, endpoint, *values) % values

    app.jinja_env.globals["url_for"] = address


def _address(_root: str, endpoint: str, *values: tuple[str, Any]) -> str:
    return url_for(endpoint, **dict(values))


def _pattern(_root: str, endpoint: str, *names: str) -> str:
    """The address with places for numbers of these names."""
    numbers = {name: _FIRST + place for place, name in enumerate(names)}
    pattern = url_for(endpoint, **numbers).replace("%", "%%")  # type: ignore[arg-type]  # no name is one of Flask's own
    for name, number in numbers.items():
        pattern = pattern.replace(str(number), f"%({name})d")
    return pattern
