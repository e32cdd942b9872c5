"""What makes a response to a recommendation complete. Source: product rules, section 6 (response)."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import Response, ResponseReason

NEEDS_A_REASON = frozenset({Response.PARTLY_AGREED, Response.NOT_AGREED})


@dataclass(frozen=True, slots=True)
class GivenResponse:
    """A complete response. `agreed_part` and `reason` are empty where the response does not call for them."""

    response: Response
    agreed_part: str
    reason: ResponseReason | None
    text: str


def complete_response(
    response: Response, *, agreed_part: str, reason: ResponseReason | None, text: str
) -> GivenResponse:
    """The response with only the parts it calls for.

    Partly agreed says which part is agreed, and why not the rest; not agreed says why. Raises RuleBroken naming the
    part that is missing: `response`, `agreed_part`, `reason` or `text`.
    """
    if response is Response.NONE:
        raise RuleBroken("response", "Select whether you agree")
    if response not in NEEDS_A_REASON:
        return GivenResponse(response, "", None, text)
    partly = response is Response.PARTLY_AGREED
    if partly and not agreed_part:
        raise RuleBroken("agreed_part", "Enter which part you agree with")
    if reason is None:
        raise RuleBroken("reason", "Select why you do not agree" + (" the rest" if partly else ""))
    if not text:
        raise RuleBroken("text", "Explain why you do not agree" + (" the rest" if partly else ""))
    return GivenResponse(response, agreed_part if partly else "", reason, text)
