"""What the administrator does: imports the report and says who owns what."""

from __future__ import annotations

from datetime import date

from tests.journeys.cast import HEAD, Member
from tests.journeys.reports import Report
from tests.journeys.roles.ways import goes_home
from tests.journeys.visitor import Visitor


def reads_in_the_report(visitor: Visitor, report: Report) -> None:
    visitor.follows("Imports")
    visitor.presses("Import a report")
    visitor.attaches(report.file)
    visitor.presses("Read the report")
    visitor.is_at("Check")
    visitor.presses("Continue to confirm")


def confirms_it_and_names_the_head(visitor: Visitor, report: Report) -> str:
    """Returns the link with which the head of PDU chooses a password."""
    visitor.fills_day("When was the report published?", report.published_on)
    visitor.fills("Email address", HEAD.email)
    visitor.fills("Full name", HEAD.name)
    visitor.presses("Confirm and store")
    visitor.is_at("The inspection was stored")
    return visitor.window.get_by_text("/password/").inner_text().strip()


def goes_to_the_inspection(visitor: Visitor) -> int:
    """Returns its number, which the operator needs to name the inspector."""
    visitor.presses("Go to the inspection")
    return int(visitor.window.url.rsplit("/", 1)[1])


def names_the_owner_of_what_is_addressed_to_others(visitor: Visitor, owner: Member) -> None:
    """Of one such recommendation, where the report has any."""
    goes_home(visitor)
    nobodys = visitor.window.get_by_role("heading", name="Recommendations that nobody owns")
    if not nobodys.count():
        return
    visitor.follows("4.", within=visitor.window.get_by_role("main"))
    visitor.presses("Name its owner")
    visitor.selects(owner.name, from_="Who owns this recommendation?")
    visitor.presses("Save and open their plan")
    visitor.reads(f"{owner.name} owns the plan")


def invites(visitor: Visitor, member: Member, role: str, *, unit: str, from_: date) -> str:
    """Adds a person with a role in the unit; returns the link with which they choose a password."""
    visitor.follows("People")
    visitor.presses("Add a person")
    visitor.fills("Full name", member.name)
    visitor.fills("Email address", member.email)
    visitor.presses("Add person")
    visitor.chooses(role, to="Role")
    visitor.selects(unit, from_="Unit")
    visitor.fills_day("First day", from_)
    visitor.presses("Give role")
    visitor.reads("The role was given.")
    visitor.presses("Make a password link")
    return visitor.window.get_by_text("/password/").inner_text().strip()


def ends_the_role_of(visitor: Visitor, member: Member, *, last_day: date) -> None:
    """Once nothing would be left without an owner."""
    visitor.follows("People")
    visitor.follows(member.name)
    visitor.follows("End the role of")
    visitor.reads("Nothing would be left without an owner.")
    visitor.fills_day("Last day", last_day)
    visitor.presses("End role")
    visitor.reads("The role was ended.")
