"""Headers of every response: a content security policy with a nonce, no framing, no sniffing, no storing."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g, request

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
_TWO_YEARS = "max-age=63072000; includeSubDomains"
_ASSET_ENDPOINTS = frozenset({"assets.own", "assets.asset"})


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)
    app.context_processor(lambda: {"cspNonce": _nonce()})


def _nonce() -> str:
    """One for each request, made when first asked for: also a request that was refused at the door shows a page."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def _add_headers(response: Response) -> Response:
    # a file that somebody uploaded brings a stricter one of its own
    response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=_nonce()))
    response.headers.update(_ALWAYS)
    if request.endpoint in _ASSET_ENDPOINTS and response.status_code < 400:
        response.headers["Cache-Control"] = "public, max-age=86400"
    else:
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SETTINGS"].secure_cookies:
        response.headers["Strict-Transport-Security"] = _TWO_YEARS
    return response
