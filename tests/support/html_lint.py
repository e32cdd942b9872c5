"""Faults of a page that a machine can see in its HTML alone. The test client asks this of every page it is given.

axe-core, in the browser tests, sees more but takes half a second a page; this takes a millisecond or two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

Rule = Callable[[LexborHTMLParser], Iterator[str]]
TYPED_BY_NOBODY = frozenset({"hidden", "submit", "button", "image", "reset"})
TAKES_FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]"


def lint(html: str) -> list[str]:
    """Every fault of the page in words, with the element it is about; empty for a page without any."""
    tree = LexborHTMLParser(html)
    return [fault for rule in RULES for fault in rule(tree)]


def _frame(tree: LexborHTMLParser) -> Iterator[str]:
    root, title = tree.css_first("html"), tree.css_first("title")
    if root is None or not root.attributes.get("lang"):
        yield "the page does not name its language"
    if title is None or not title.text().split("–")[0].strip():
        yield "the page has no title of its own"
    for selector, name in (("h1", "h1"), ("main", "main landmark")):
        found = len(tree.css(selector))
        if found != 1:
            yield f"the page has {found} elements of {name}, not one"


def _headings(tree: LexborHTMLParser) -> Iterator[str]:
    previous = 1
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        level = int((node.tag or "h0")[1])
        if level > previous + 1:
            yield f"a heading skips a level: {_shown(node)}"
        if not _name_of(node):
            yield f"a heading without text: {_shown(node)}"
        previous = level


def _ids(tree: LexborHTMLParser) -> Iterator[str]:
    for name, times in Counter(_ids_of(tree)).items():
        if times > 1:
            yield f"the id {name!r} is used {times} times"
        if not name or any(sign.isspace() for sign in name):
            yield f"the id {name!r} cannot be pointed at"


def _references(tree: LexborHTMLParser) -> Iterator[str]:
    text_of = {node.attributes.get("id") or "": node.text().strip() for node in tree.css("[id]")}
    for attribute in ("aria-describedby", "aria-labelledby", "for"):
        for node in tree.css(f"[{attribute}]"):
            for name in (node.attributes.get(attribute) or "").split():
                if name not in text_of:
                    yield f"{attribute} points to {name!r}, which is not there: {_shown(node)}"
                elif attribute != "for" and not text_of[name]:
                    yield f"{attribute} points to {name!r}, which is empty: {_shown(node)}"


def _controls(tree: LexborHTMLParser) -> Iterator[str]:
    labels = {node.attributes.get("for"): _name_of(node) for node in tree.css("label")}
    for node in tree.css("input, select, textarea"):
        if node.attributes.get("type") in TYPED_BY_NOBODY or "hidden" in node.attributes:
            continue
        by_attribute = node.attributes.get("aria-label") or node.attributes.get("aria-labelledby")
        if not (by_attribute or labels.get(node.attributes.get("id") or "") or _is_within_label(node)):
            yield f"a field without a label: {_shown(node)}"
    for node in tree.css("fieldset"):
        legend = node.css_first("legend")
        if legend is None or not _name_of(legend):
            yield f"a fieldset without a legend: {_shown(node)}"


def _forms(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("form[method=post]"):
        if node.css_first("input[name=csrf_token]") is None:
            yield f"a form without the token against forged requests: {_shown(node)}"
        if node.css_first("input[name=form_key]") is None:
            yield f"a form that could work twice: {_shown(node)}"


def _error_summary(tree: LexborHTMLParser) -> Iterator[str]:
    focusable = {node.attributes.get("id") for node in tree.css(TAKES_FOCUS)}
    for link in tree.css(".govuk-error-summary a"):
        target = (link.attributes.get("href") or "").removeprefix("#")
        if target not in focusable:
            yield f"an error leads to {target!r}, where nothing takes the focus"
    errors = tree.css(".govuk-error-message")
    if errors and tree.css_first(".govuk-error-summary") is None:
        yield "the page has errors beside its fields and no summary of them at the top"


def _policy(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("*"):
        for name in node.attributes:
            if name == "style" or name.startswith("on"):
                yield f"the attribute {name} is refused by the content security policy: {_shown(node)}"
    for node in tree.css("style"):
        yield f"a style element is refused by the content security policy: {_shown(node)}"
    for node in tree.css("script"):
        if not node.attributes.get("src") and not node.attributes.get("nonce"):
            yield f"a script without a nonce is refused by the content security policy: {_shown(node)}"


def _names(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("a"):
        if (node.attributes.get("href") or "") in ("", "#"):
            yield f"a link to nowhere: {_shown(node)}"
    for node in tree.css("a, button, summary"):
        if not _name_of(node):
            yield f"a {node.tag} without text: {_shown(node)}"
    for node in tree.css("a.govuk-back-link"):
        if (node.parent.tag if node.parent else "") != "nav":
            yield f"a link back that is in no landmark (components/navigation.html has one): {_shown(node)}"
    for node in tree.css("img"):
        if "alt" not in node.attributes:
            yield f"a picture without a text alternative: {_shown(node)}"


def _tables(tree: LexborHTMLParser) -> Iterator[str]:
    for table in tree.css("table"):
        caption = table.css_first("caption")
        named = table.attributes.get("aria-label") or table.attributes.get("aria-labelledby")
        if not named and (caption is None or not _name_of(caption)):
            yield f"a table without a caption: {_shown(table)}"
        if table.css_first("th") is None:
            yield f"a table without headers: {_shown(table)}"
    for node in tree.css("th"):
        if node.attributes.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield f"a header cell without a scope: {_shown(node)}"


RULES: tuple[Rule, ...] = (
    _frame,
    _headings,
    _ids,
    _references,
    _controls,
    _forms,
    _error_summary,
    _policy,
    _names,
    _tables,
)


def _ids_of(tree: LexborHTMLParser) -> list[str]:
    return [node.attributes.get("id") or "" for node in tree.css("[id]")]


def _name_of(node: LexborNode) -> str:
    """What a screen reader would call it: its label, its text, or the text alternatives of its pictures."""
    pictures = " ".join(picture.attributes.get("alt") or "" for picture in node.css("img"))
    return (node.attributes.get("aria-label") or node.text() or pictures).strip() or pictures.strip()


def _is_within_label(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "label":
        parent = parent.parent
    return parent is not None and bool(_name_of(parent))


def _shown(node: LexborNode) -> str:
    return " ".join((node.html or "").split())[:120]
