"""What is sent rather than asked for: a milestone reported done or reopened, and a file of a megabyte uploaded."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from tests.bench.load import Asked
from tests.bench.sites import Browser
from tests.bench.world import World
from tests.support.upload_files import pdf, stream

MEGABYTE = 1_000_000
KEY = 32  # of each upload's bytes, so that none is evidence already
_MARK = b"#" * KEY
CSV = _MARK + b",case,found,seen on\n" + b"4711,Sufficient,12 May 2026\n" * (MEGABYTE // 28)
PDF = pdf(objects=(stream(_MARK + secrets.token_bytes(MEGABYTE)),))
_TYPES = {"audit.csv": "text/csv", "audit.pdf": "application/pdf"}
_BORDER = "bench-border"
_FORM = f"multipart/form-data; boundary={_BORDER}"


def update(world: World, browser: Browser) -> Callable[[int], Asked]:
    """Reopens one milestone after another, and then reports each done again. Each change makes the next revision."""
    keys = world.reported_done

    def asked(turn: int) -> Asked:
        key = keys[turn % len(keys)]
        again = world.changes.get(key, 0)
        world.changes[key] = again + 1
        verb, words = ("complete", "note") if again % 2 else ("reopen", "why")
        form = {"csrf_token": browser.csrf_token, "revision": 1 + again, words: "Looked at the cases again."}
        return Asked(f"/milestones/{key}/{verb}", urlencode(form).encode())

    return asked


def upload(name: str, file: bytes) -> Callable[[World, Browser], Callable[[int], Asked]]:
    """A new file each time, for one plan of the first unit after another."""

    def of(world: World, browser: Browser) -> Callable[[int], Asked]:
        steps = list(world.first_steps.items())
        said = {"csrf_token": browser.csrf_token, "title": "Audit of twenty cases", "kind": "policy"}

        def asked(turn: int) -> Asked:
            plan, step = steps[turn % len(steps)]
            form = _multipart("files", said | {"milestones": f"{step}"}, name, file)
            return Asked(f"/plans/{plan}/evidence/new", form, _FORM)

        return asked

    return of


def bare_update(world: World) -> Callable[[int], Asked]:
    """The floor's: a row changed and noted."""
    keys = world.reported_done
    return lambda turn: Asked(f"/update/{keys[turn % len(keys)]}", urlencode({"note": f"Turn {turn}"}).encode())


def bare_upload(_world: World) -> Callable[[int], Asked]:
    """The floor's: the same bytes in a form."""
    return lambda turn: Asked("/upload", _multipart("file", {}, "audit.csv", CSV), _FORM)


def _multipart(field: str, said: dict[str, str], name: str, file: bytes) -> bytes:
    parts = [
        f'--{_BORDER}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in said.items()
    ]
    head = f'--{_BORDER}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    parts.append(f"{head}Content-Type: {_TYPES[name]}\r\n\r\n")
    unique = file.replace(_MARK, secrets.token_hex(KEY // 2).encode(), 1)
    return "".join(parts).encode() + unique + f"\r\n--{_BORDER}--\r\n".encode()
