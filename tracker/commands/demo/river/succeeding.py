"""What success is, in words, said on the day that a plan is written: by report and place, as in tables.py."""

from __future__ import annotations

from tracker.commands.demo.people import (
    DILIP_RAMAN,
    ESTHER_QUILL,
    JUDITH_MARSH,
    LEON_CASTELL,
    OWEN_THACKRAY,
    TOMASZ_WILK,
)
from tracker.commands.demo.reports import Report
from tracker.commands.demo.river.planning import say_success
from tracker.commands.demo.river.stage import Act

PLANS: dict[tuple[Report, int], tuple[Act, ...]] = {
    (Report.SALTMARSH, 1): (
        say_success(440, TOMASZ_WILK, "Nine in ten cases are held by somebody who was trained for them."),
    ),
    (Report.SALTMARSH, 2): (
        say_success(440, TOMASZ_WILK, "Every case that was transferred has a review of the risk of harm."),
    ),
    (Report.SALTMARSH, 3): (
        say_success(440, TOMASZ_WILK, "In 18 of 20 cases checked, people are seen in person as the plan says."),
    ),
    (Report.SALTMARSH, 4): (say_success(440, TOMASZ_WILK, "Four in five staff hear what became of their concern."),),
    (Report.SALTMARSH, 5): (say_success(743, OWEN_THACKRAY, "No practitioner holds more than the agreed number."),),
    (Report.SALTMARSH_AGAIN, 1): (
        say_success(24, TOMASZ_WILK, "In 18 of 20 cases read each month, people were seen in person as planned."),
    ),
    (Report.SALTMARSH_AGAIN, 2): (
        say_success(23, TOMASZ_WILK, "In 12 of 15 reviews read, what was found changed the plan."),
    ),
    (Report.ASHCOMBE, 3): (say_success(150, LEON_CASTELL, "13 of 15 plans read put the safety of others first."),),
    (Report.ASHCOMBE, 4): (say_success(150, LEON_CASTELL, "18 of 20 children asked are seen where they feel safe."),),
    (Report.ASHCOMBE, 5): (
        say_success(30, LEON_CASTELL, "12 of 15 plans read say what speech and language needs ask of us."),
    ),
    (Report.HARROWMERE, 4): (
        say_success(138, DILIP_RAMAN, "In 8 of 10 cases that call for a home visit, one was made and written down."),
    ),
    (Report.HARROWMERE, 5): (
        say_success(138, DILIP_RAMAN, "All practitioners have finished the training, and 16 of 20 cases show it."),
    ),
    (Report.HARROWMERE, 7): (say_success(12, JUDITH_MARSH, "No manager has more than eight practitioners."),),
    (Report.MARLOW_VALE, 2): (say_success(6, ESTHER_QUILL, "16 of 20 assessments analyse what drives offending."),),
    (Report.MARLOW_VALE, 3): (say_success(5, ESTHER_QUILL, "Managers look at ten cases of each officer in a year."),),
    (Report.MARLOW_VALE, 5): (
        say_success(10, ESTHER_QUILL, "Nine in ten cases are allocated within ten working days."),
    ),
    (Report.NORTHERN_FELLS, 1): (
        say_success(55, JUDITH_MARSH, "Nine in ten enquiries to the police are answered within ten working days."),
    ),
    (Report.NORTHERN_FELLS, 4): (
        say_success(10, JUDITH_MARSH, "18 of 20 people released have a plan before they leave."),
    ),
    (Report.NORTHERN_FELLS, 2): (
        say_success(30, JUDITH_MARSH, "Eight in ten cases read from each unit were looked at by a manager."),
    ),
}
