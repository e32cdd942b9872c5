"""`url_for` in templates, remembered: a list of fifty rows asks for a hundred addresses, which was half of its page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

REMEMBERED = 4096


def init_app(app: Flask) -> None:
    remembered = lru_cache(REMEMBERED, typed=True)(_address)

    def address(endpoint: str, **values: Any) -> str:
        """The same as Flask's. What depends on the request alone, as an endpoint like ".show", is asked anew."""
        if endpoint.startswith(".") or "_external" in values:
            return url_for(endpoint, **values)
        return remembered(request.root_path, endpoint, *values.items())

    app.jinja_env.globals["url_for"] = address


def _address(_root: str, endpoint: str, *values: tuple[str, Any]) -> str:
    return url_for(endpoint, **dict(values))
