"""What the styles of a Word document say about its paragraphs: heading level, list, weight, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracker.adapters.report_text.docx_parts import W

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph or run looks like; None where nothing is said and the style below decides.

    `outline` counts from 0; 9 is body text. `list_id` is Word's numId, "0" for none; `list_level` counts from 0.
    """

    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        return Look(
            below.outline if self.outline is None else self.outline,
            below.list_id if self.list_id is None else self.list_id,
            below.list_level if self.list_level is None else self.list_level,
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
        )

    @property
    def heading(self) -> int | None:
        """The level of a heading, 1 to 6, or None."""
        return None if self.outline is None or self.outline >= _BODY_LEVEL else min(self.outline + 1, 6)


class Styles:
    """The looks of a document's styles by their id, each with those it is based on."""

    def __init__(self, part: Element | None) -> None:
        found = [] if part is None else part.findall(f"{W}style")
        self._elements = {style.get(f"{W}styleId"): style for style in found}
        defaults = [style for style in found if style.get(f"{W}type") == "paragraph" and is_on(style, "default")]
        self._default = defaults[0].get(f"{W}styleId") if defaults else None
        self._looks: dict[str | None, Look] = {}

    def paragraph(self, properties: Element | None) -> Look:
        """The look of a paragraph with these properties (w:pPr)."""
        name = value(properties, "pStyle") or self._default
        return look_of(properties).over(self._style(name))

    def run(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run with these properties (w:rPr) inside a paragraph."""
        own = look_of(properties)
        named = value(properties, "rStyle")
        return own.over(self._style(named) if named else Look()).over(paragraph)

    def _style(self, name: str | None, depth: int = 0) -> Look:
        if name not in self._looks:
            element = self._elements.get(name)
            if element is None or depth > _DEEPEST:
                return Look()
            own = look_of(element.find(f"{W}pPr")).over(look_of(element.find(f"{W}rPr"))).over(_named(element))
            based = value(element, "basedOn")
            self._looks[name] = own.over(self._style(based, depth + 1)) if based else own
        return self._looks[name]


def look_of(properties: Element | None) -> Look:
    """What a w:pPr or w:rPr says by itself."""
    if properties is None:
        return Look()
    numbering = properties.find(f"{W}numPr")
    return Look(
        whole(value(properties, "outlineLvl")),
        value(numbering, "numId"),
        whole(value(numbering, "ilvl")),
        flag(properties, "b"),
        flag(properties, "vanish"),
    )


def value(element: Element | None, name: str) -> str | None:
    """The w:val of a child."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def whole(text: str | None) -> int | None:
    """A small whole number, or None for anything else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else None


def flag(element: Element, name: str) -> bool | None:
    """A switch such as w:b: on where it stands without a value, off where it says so, None where it is absent."""
    child = element.find(f"{W}{name}")
    return None if child is None else (child.get(f"{W}val") or "1").lower() not in _OFF


def is_on(element: Element, attribute: str) -> bool:
    return (element.get(f"{W}{attribute}") or "0").lower() not in _OFF


def _named(style: Element) -> Look:
    """Word's own styles are known by name: "heading 2" and "Title" are headings whatever else they say."""
    name = value(style, "name") or ""
    found = _HEADING.fullmatch(name.strip())
    if found:
        return Look(outline=int(found[1]) - 1)
    return Look(outline=0) if name.strip().lower() == "title" else Look()
