"""The service at an address, and the browser windows of the people who use it at the same time."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask
from playwright.sync_api import Browser

from tests.factories.people import PASSWORD
from tests.journeys.cast import Member
from tests.journeys.visitor import Visitor


class Stage:
    """Everybody has a window of their own; what the console complains of fails the journey at its end."""

    def __init__(self, app: Flask, browser: Browser, url: str, *, has_javascript: bool, by_keyboard: bool) -> None:
        self.app = app
        self._browser, self._url = browser, url
        self._has_javascript, self._by_keyboard = has_javascript, by_keyboard
        self._open = ExitStack()
        self._complaints: list[str] = []
        self._windows: dict[Member, Visitor] = {}
        self._signed_in: set[Member] = set()

    def stranger(self) -> Visitor:
        """A new window in which nobody has signed in."""
        context = self._browser.new_context(base_url=self._url, java_script_enabled=self._has_javascript)
        self._open.callback(context.close)
        window = context.new_page()
        window.set_default_timeout(15_000)
        window.on("console", lambda said: self._complaints.append(said.text) if said.type == "error" else None)
        window.on("pageerror", lambda error: self._complaints.append(str(error)))
        return Visitor(window, by_keyboard=self._by_keyboard)

    def enters(self, member: Member) -> Visitor:
        """The window of a person, who signs in through the form where they are not signed in."""
        if member not in self._windows:
            self._windows[member] = self.stranger()
        if member not in self._signed_in:
            signs_in(self._windows[member], member)
            self._signed_in.add(member)
        return self._windows[member]

    def everybody_was_away(self) -> None:
        """So long that nobody is signed in any more."""
        self._signed_in.clear()

    def close(self) -> None:
        self._open.close()
        # a page that is refused on purpose is an error to the console too
        assert [said for said in self._complaints if "Failed to load resource" not in said] == []


def signs_in(visitor: Visitor, member: Member) -> None:
    visitor.opens("/sign-in")
    visitor.fills("Email address", member.email)
    visitor.fills("Password", PASSWORD)
    visitor.presses("Sign in")
    visitor.is_at("Your items")
