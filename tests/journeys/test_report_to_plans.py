"""The main job in a browser: a report goes in, a person confirms it, and its head of PDU opens the plans they own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.factories.people import PASSWORD, make_administrator, with_password
from tests.factories.readings import REAL_REPORT, SAMPLES
from tests.support.client import transactions_of

# A report, how many of its recommendations are addressed to the unit inspected, and the day it was published.
REPORTS = [
    pytest.param(SAMPLES / "marlow_vale_pdu_2024.txt", 3, (12, 3, 2024), id="an invented report"),
    pytest.param(
        REAL_REPORT,
        4,
        (26, 7, 2024),
        id="the real report",
        marks=pytest.mark.skipif(not REAL_REPORT.exists(), reason="the real report is not beside this checkout"),
    ),
]


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("Password", exact=True).press("Enter")


@pytest.mark.parametrize(("report", "plans", "published"), REPORTS)
def test_a_report_becomes_plans_that_its_head_of_pdu_owns(
    app: Flask, page: Page, report: Path, plans: int, published: tuple[int, int, int]
) -> None:
    with transactions_of(app).write() as session:
        administrator = with_password(session, make_administrator(session)).email

    sign_in(page, administrator, PASSWORD)
    page.get_by_role("link", name="Imports").click()
    page.get_by_role("button", name="Import a report").click()
    page.locator("input[type=file]").set_input_files(report)
    page.get_by_role("button", name="Read the report").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Check")
    page.get_by_role("button", name="Continue to confirm").first.click()
    for part, value in zip(("Day", "Month", "Year"), published, strict=True):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Email address").fill("new.head@example.com")
    page.get_by_label("Full name").fill("Noor Head")
    page.get_by_role("button", name="Confirm and store").click()

    link = page.get_by_text("/password/").inner_text().strip()
    page.get_by_role("button", name="Sign out").click()
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Save password").click()

    sign_in(page, "new.head@example.com", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your items")
    rows = page.get_by_role("table").get_by_role("row")
    assert rows.count() - 1 == plans
    rows.nth(1).get_by_role("link").first.click()

    page.get_by_role("button", name="Respond to this recommendation").click()
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_label("Explain your response").fill("We agree, and will start in March.")
    page.get_by_role("button", name="Save response").click()
    expect(page.get_by_text("Your response was saved.")).to_be_visible()
    page.get_by_role("link", name="History of this recommendation").click()
    expect(page.get_by_text("Noor Head responded to the recommendation")).to_be_visible()
