"""A form works once: whoever sends it again is led to where it led, and told what they were told (P15).

Each form is drawn with a random key (`form_key()` in its template). A double click, a page gone back to and a proxy
that tries again all send the key they have; what a person does on a page opened anew has another.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Flask, Response, flash, g, redirect, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from tracker import clock
from tracker.extensions import db
from tracker.queries import sent_forms as sent
from tracker.services import sent_forms
from tracker.web.requests import own_transactions
from tracker.web.signed_in import current_actor

log = logging.getLogger(__name__)
FIELD = "form_key"
SENT_OTHERWISE = (
    "You have sent this form once and it was saved. Check what is different now, and select the button again "
    "if you want this as well."
)
_KEY = re.compile(r"[\w-]{20,64}", re.ASCII)
_NO_CONTENT = frozenset({FIELD, "csrf_token"})
# between the commit of a form's work and that of its answer are some milliseconds; the rest is for a busy machine
_TRIES, _PAUSE = 50, 0.03


@dataclass(frozen=True)
class _Claim:
    person_id: int
    key: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals["form_key"] = lambda: secrets.token_urlsafe(16)
    app.after_request(_keep_answer)


def answer_of_the_first() -> BaseResponse | None:
    """Where this form led when it was sent before; None where it is sent for the first time, or with other content.

    Called once in a request that may write, after who sends it and the token against forged requests were checked.
    """
    key, person_id = request.form.get(FIELD, ""), current_actor().person_id
    if not person_id or not _KEY.fullmatch(key):
        return None
    content_hash = _content_hash()
    for _ in range(_TRIES):
        if sent_forms.claim(db.session(), person_id=person_id, key=key, content_hash=content_hash, at=clock.now()):
            g.claim = _Claim(person_id, key)
            return None
        db.session.rollback()
        with own_transactions().read() as reader:
            found = sent.find(reader, person_id, key)
        if found is not None and found.content_hash != content_hash:
            g.is_sent_otherwise = True
            return None
        if found is not None and found.answer is not None:
            return _again(found.answer)
        time.sleep(_PAUSE)
    # it did its work, and whoever did it died before saying where it leads
    flash("This was done already.")
    return redirect(url_for("items.show"))


def is_sent_otherwise() -> bool:
    """Whether this form did its work already, with something else in its fields."""
    return bool(g.get("is_sent_otherwise", False))


def _content_hash() -> str:
    content = [pair for pair in request.form.items(multi=True) if pair[0] not in _NO_CONTENT]
    return sha256(json.dumps([request.method, request.full_path, content]).encode()).hexdigest()


def _again(answer: dict[str, Any]) -> BaseResponse:
    for category, message in answer["messages"]:
        flash(message, category)
    return redirect(answer["location"])


def _keep_answer(response: Response) -> Response:
    """Only what leads somewhere is an answer to keep: a page that was drawn again has forms with keys of their own."""
    claim: _Claim | None = g.pop("claim", None)
    if claim is None:
        return response
    answer = {"location": response.location, "messages": session.get("_flashes", [])}
    try:
        db.session.rollback()  # the work is committed, or was refused
        if response.status_code in (302, 303):
            sent_forms.keep_answer(
                db.session(), person_id=claim.person_id, key=claim.key, answer=answer, at=clock.now()
            )
        else:
            sent_forms.release(db.session(), person_id=claim.person_id, key=claim.key)
        db.session.commit()
    except SQLAlchemyError:  # what the form did is done, and its sender is told so all the same
        log.exception("request %s: its answer was not kept", g.get("request_id"))
        db.session.rollback()
    return response
