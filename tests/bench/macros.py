"""What GOV.UK's components cost as macros of govuk_frontend_jinja, beside the same HTML written out in a template.

This is why the service's templates are written out (docs/decisions/0004-markup-written-out.md).
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, Template

ROWS = [(str(number), "Practitioners should draw on partners' information", "Agreed") for number in range(25)]
VALUES: dict[str, Any] = {
    "value": "Alex",
    "pairs": ROWS[:6],
    "table": ROWS,
    "pair_params": [{"key": {"text": key}, "value": {"text": value}} for key, value, _ in ROWS[:6]],
    "row_params": [[{"text": cell} for cell in row] for row in ROWS],
}
MACRO = '{{% from "govuk_frontend_jinja/components/{}/macro.html" import {name} %}}{{{{ {name}({params}) }}}}'
COMPONENTS = {
    "A text input with label and hint": (
        (
            "input",
            "govukInput",
            '{"id": "a", "name": "a", "value": value, "label": {"text": "A"}, "hint": {"text": "B"}}',
        ),
        '<div class="govuk-form-group"><label class="govuk-label" for="a">A</label>'
        '<div id="a-hint" class="govuk-hint">B</div><input class="govuk-input" id="a" name="a" type="text" '
        'value="{{ value }}" aria-describedby="a-hint"></div>',
    ),
    "A summary list of 6 rows": (
        ("summary-list", "govukSummaryList", '{"rows": pair_params}'),
        '<dl class="govuk-summary-list">{% for key, value, _ in pairs %}<div class="govuk-summary-list__row">'
        '<dt class="govuk-summary-list__key">{{ key }}</dt><dd class="govuk-summary-list__value">{{ value }}</dd></div>'
        "{% endfor %}</dl>",
    ),
    "A table of 25 rows of 3 cells": (
        ("table", "govukTable", '{"rows": row_params}'),
        '<table class="govuk-table"><tbody class="govuk-table__body">{% for row in table %}'
        '<tr class="govuk-table__row">{% for cell in row %}<td class="govuk-table__cell">{{ cell }}</td>{% endfor %}'
        "</tr>{% endfor %}</tbody></table>",
    ),
    "A tag": (
        ("tag", "govukTag", '{"text": value, "classes": "govuk-tag--green"}'),
        '<strong class="govuk-tag govuk-tag--green">{{ value }}</strong>',
    ),
}
SHORTEST_ROUND = 0.02


@dataclass(frozen=True, slots=True)
class Compared:
    """A component: microseconds as a macro and written out, and their ratio in each round."""

    what: str
    macro: float
    plain: float
    ratios: list[float]

    @property
    def ratio(self) -> float:
        return median(self.ratios)


def compare(*, rounds: int) -> list[Compared]:
    """Renders each component in both ways, in turn. AssertionError where they are not the same HTML."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    # the macros ask for attributes of parameters that were not given
    environment = Environment(loader=loader, undefined=ChainableUndefined, autoescape=True)
    compared = []
    for what, ((component, name, params), plain) in COMPONENTS.items():
        macro = environment.from_string(MACRO.format(component, name=name, params=params))
        written = environment.from_string(plain)
        assert _bare(macro) == _bare(written), f"{what} is not the same in both ways"
        times = [(_microseconds(macro), _microseconds(written)) for _ in range(rounds)]
        as_macro, as_plain = (median(column) for column in zip(*times, strict=True))
        compared.append(Compared(what, as_macro, as_plain, [slow / fast for slow, fast in times]))
    return compared


def _bare(template: Template) -> str:
    return re.sub(r"\s+", "", template.render(VALUES))


def _microseconds(template: Template) -> float:
    """Of CPU for one rendering, over as many as fill a fiftieth of a second."""
    times, began = 0, time.process_time()
    while (spent := time.process_time() - began) < SHORTEST_ROUND:
        template.render(VALUES)
        times += 1
    return 1_000_000 * spent / times
