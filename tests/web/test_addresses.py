"""Addresses in templates are Flask's, whatever was asked for before."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, url_for

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("items.show", {}),
    ("recommendations.show", {"recommendation_id": 7}),
    ("recommendations.show", {"recommendation_id": 123_456}),
    ("recommendations.show", {"recommendation_id": 7, "_anchor": "evidence"}),
    ("recommendations.show", {"recommendation_id": 7, "page": 3}),
    ("units.index", {"page": 2}),
    ("units.index", {"page": 2, "q": "50 % & more"}),
    ("units.index", {"page": True}),
]


@pytest.mark.parametrize("root", ["", "/progress"])
def test_the_address_is_the_same_as_flasks_the_first_time_and_later(app: Flask, root: str) -> None:
    address = app.jinja_env.globals["url_for"]
    assert callable(address)
    with app.test_request_context("/", base_url=f"http://localhost{root}"):
        for endpoint, values in ASKED + ASKED[::-1]:
            assert address(endpoint, **values) == url_for(endpoint, **values)


def test_every_page_of_numbers_has_flasks_address(app: Flask) -> None:
    address = app.jinja_env.globals["url_for"]
    assert callable(address)
    pages = [rule for rule in app.url_map.iter_rules() if rule.arguments and "<int:" in rule.rule]
    with app.test_request_context("/"):
        for start in (1, 40):
            for rule in pages:
                values = {name: start + place for place, name in enumerate(sorted(rule.arguments))}
                assert address(rule.endpoint, **values) == url_for(rule.endpoint, **values)  # type: ignore[arg-type]


def test_templates_share_what_all_of_them_know(app: Flask) -> None:
    assert app.jinja_env.get_template("components/due.html").globals is app.jinja_env.globals
