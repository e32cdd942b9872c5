"""The faults of a page that every test looks for, each shown by a page that has it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.html_lint import lint
from tests.support.linting_client import FaultyPage, LintingClient
from tracker.domain.permissions import Permission
from tracker.web.guards import needs

GOOD = """<!DOCTYPE html>
<html lang="en"><head><title>Units – Track inspection recommendations</title></head>
<body><a href="#main-content">Skip to main content</a><nav><a class="govuk-back-link" href="/">Back</a></nav>
<main id="main-content">
<div class="govuk-error-summary"><h2>There is a problem</h2><a href="#name">Enter a name</a></div>
<h1>Units</h1>
<form method="post"><input type="hidden" name="csrf_token" value="x"><input type="hidden" name="form_key" value="y">
<label for="name">Name</label><div id="name-hint">As on your badge</div><p class="govuk-error-message">Enter a name</p>
<input id="name" name="name" aria-describedby="name-hint">
<fieldset><legend>Kind</legend><label><input type="radio" name="kind"> PDU</label></fieldset>
<button>Save</button></form>
<h2>All units</h2>
<table><caption>Units</caption><thead><tr><th scope="col">Name</th></tr></thead><tbody><tr><td>Marlow Vale</td></tr>
</tbody></table><img src="/a.png" alt=""><h3>More</h3></main></body></html>"""

BAD = [
    ('lang="en"', "", "does not name its language"),
    ("<title>Units –", "<title> –", "no title of its own"),
    ("<h1>Units</h1>", "<h2>Units</h2>", "0 elements of h1"),
    ("<h1>Units</h1>", "<h1>Units</h1><h1>Units</h1>", "2 elements of h1"),
    ("<main id", "<div id", "0 elements of main"),
    ("<h2>All units</h2>", "<h4>All units</h4>", "skips a level"),
    ("<h2>All units</h2>", "<h2></h2>", "heading without text"),
    ('id="name-hint"', 'id="name"', "used 2 times"),
    ('id="name-hint"', 'id="name hint"', "cannot be pointed at"),
    ('aria-describedby="name-hint"', 'aria-describedby="nowhere"', "which is not there"),
    ("As on your badge", "", "which is empty"),
    ('<label for="name">Name</label>', "", "field without a label"),
    ('<label for="name">Name</label>', '<label for="name"> </label>', "field without a label"),
    ("<legend>Kind</legend>", "", "fieldset without a legend"),
    ('<input type="hidden" name="csrf_token" value="x">', "", "without the token"),
    ('<input type="hidden" name="form_key" value="y">', "", "could work twice"),
    ('<a href="#name">', '<a href="#name-hint">', "nothing takes the focus"),
    ('class="govuk-error-summary"', "", "no summary of them"),
    ("<h1>Units", '<h1 style="color: red">Units', "attribute style is refused"),
    ("<button>", '<button onclick="go()">', "attribute onclick is refused"),
    ("</head>", "<style>h1 {}</style></head>", "style element is refused"),
    ("</head>", "<script>go()</script></head>", "script without a nonce"),
    ('<a href="#main-content">', '<a href="">', "link to nowhere"),
    ('<a href="#main-content">', '<a href="#">', "link to nowhere"),
    ("Skip to main content", "", "a without text"),
    ("<nav>", "<div>", "in no landmark"),
    ("Save", "", "button without text"),
    (' alt=""', "", "without a text alternative"),
    ("<caption>Units</caption>", "", "table without a caption"),
    ('<th scope="col">Name</th>', "<td>Name</td>", "table without headers"),
    ('scope="col"', "", "header cell without a scope"),
]


def test_a_good_page_has_no_fault() -> None:
    assert lint(GOOD) == []


@pytest.mark.parametrize(("good", "bad", "expected"), BAD, ids=[f"{wanted}-{n}" for n, (*_, wanted) in enumerate(BAD)])
def test_a_fault_is_found(good: str, bad: str, expected: str) -> None:
    assert good in GOOD
    faults = lint(GOOD.replace(good, bad, 1))
    assert any(expected in fault for fault in faults), faults


def test_every_test_looks_at_every_page_it_is_given(app: Flask) -> None:
    assert app.test_client_class is LintingClient


def test_the_client_refuses_a_page_with_faults(app: Flask) -> None:
    app.view_functions["help.cookies"] = needs(GET=Permission.PUBLIC)(lambda: GOOD.replace("<h1>Units</h1>", ""))
    with pytest.raises(FaultyPage, match=r"GET /cookies \(200\) has faults:\n  the page has 0 elements of h1"):
        app.test_client().get("/cookies")
