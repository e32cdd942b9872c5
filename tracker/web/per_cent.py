"""Shares in words: hundredths of a per cent as people read them, to one decimal, half up."""

from __future__ import annotations

from tracker.domain.outcome import Interval


def per_cent(hundredths: int) -> str:
    """6250 → 62.5%; 6200 → 62%."""
    whole, rest = divmod((hundredths + 5) // 10, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"


def between(interval: Interval) -> str:
    """38.7% to 78.1%"""
    return f"{per_cent(interval.low)} to {per_cent(interval.high)}"
