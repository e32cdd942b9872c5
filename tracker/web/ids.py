"""Ids in addresses: whole numbers that a key can be. Any other is no page, on both databases."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class Id(IntegerConverter):
    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def init_app(app: Flask) -> None:
    """Before any route is added: `<int:…>` then means an id."""
    app.url_map.converters["int"] = Id
