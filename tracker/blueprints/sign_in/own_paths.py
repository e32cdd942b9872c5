"""Where `next` may lead after signing in: to a page of ours, and nowhere else."""

from __future__ import annotations

import re

from flask import current_app
from werkzeug.exceptions import HTTPException

LONGEST = 2_000

# One slash and printable ASCII. Browsers take "//", "/\" and a slash followed by a tab or line break for another host.
_PATH_AND_QUERY = re.compile(r"(/(?:[A-Za-z0-9._~-]+/?)*)(\?[!-\[\]-~]*)?")


def own_path(text: str | None) -> str | None:
    """`text` where it is the path (and query) of a page of ours that a link can open; None for all else."""
    found = _PATH_AND_QUERY.fullmatch(text or "")
    if found is None or len(found[0]) > LONGEST or "#" in found[0]:
        return None
    try:
        endpoint, _arguments = current_app.url_map.bind("").match(found[1], method="GET")
    except HTTPException:  # no such page; also werkzeug's redirects to tidier addresses
        return None
    return None if endpoint.startswith("sign_in.") else found[0]
