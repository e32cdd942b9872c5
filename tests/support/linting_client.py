"""The test client of every test: it looks at each page that it is given, so that no test need ask for it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.html_lint import lint


class FaultyPage(AssertionError):
    """A page with faults that a machine can see. The message lists them."""


class LintingClient(FlaskClient):
    """A FlaskClient that raises FaultyPage for a page of HTML with faults."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        has_a_page = response.mimetype == "text/html" and response.request.method != "HEAD"
        if has_a_page and not 300 <= response.status_code < 400:
            faults = lint(response.get_data(as_text=True))
            if faults:
                where = f"{response.request.method} {response.request.path} ({response.status_code})"
                raise FaultyPage("\n  ".join([f"{where} has faults:", *faults]))
        return response
