"""All acts by the recommendation they are about: the file of its report, and its place there from 1."""

from __future__ import annotations

from tracker.commands.demo.reports import Report
from tracker.commands.demo.river import (
    ashcombe,
    elsewhere_meanwhile,
    harrowmere_meanwhile,
    harrowmere_partners,
    harrowmere_practice,
    harrowmere_staff,
    marlow_vale,
    northern_fells,
    saltmarsh,
    saltmarsh_again,
    succeeding,
)
from tracker.commands.demo.river.stage import Act

_MEANWHILE = {
    **{(Report.HARROWMERE, place): acts for place, acts in harrowmere_meanwhile.PLANS.items()},
    **elsewhere_meanwhile.PLANS,
}
RIVER: dict[tuple[Report, int], tuple[Act, ...]] = {
    (report, place): succeeding.PLANS.get((report, place), ()) + acts + _MEANWHILE.get((report, place), ())
    for report, table in (
        (Report.SALTMARSH, saltmarsh.PLANS | saltmarsh_again.EARLIER),
        (Report.SALTMARSH_AGAIN, saltmarsh_again.LATER),
        (Report.ASHCOMBE, ashcombe.PLANS),
        (Report.HARROWMERE, harrowmere_staff.PLANS | harrowmere_practice.PLANS | harrowmere_partners.PLANS),
        (Report.NORTHERN_FELLS, northern_fells.PLANS),
        (Report.MARLOW_VALE, marlow_vale.PLANS),
    )
    for place, acts in table.items()
}
