"""Reports without ratings: a thematic inspection as text, a dynamic inspection as the web page it is published as."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from tracker.commands.demo.days import Dates, in_full, in_months, month_of
from tracker.commands.demo.layouts import Judged
from tracker.commands.demo.paper import Paper, isbn
from tracker.commands.demo.rated_report import add_findings

BACK_TO_TOP = '<a href="#top">(Back to top)</a>'
LICENCE = (
    "All content is available under the Open Government Licence v3.0, except where otherwise stated.",
    "This publication is available at: https://hmiprobation.justiceinspectorates.gov.uk",
)


@dataclass(frozen=True, slots=True)
class Thematic:
    """The words of a thematic report; "{in_nine_months}" in a recommendation becomes a month and a year."""

    title: str
    running: str
    serial: int
    foreword: tuple[str, ...]
    methodology: str
    recommendations: tuple[tuple[str, tuple[str, ...]], ...]
    chapters: tuple[tuple[str, Judged], ...]


@dataclass(frozen=True, slots=True)
class Dynamic:
    """The words of a dynamic inspection. Each group of recommendations says at which number it begins."""

    subject: str
    judgement: tuple[str, ...]
    background: str
    recommendations: tuple[tuple[str, tuple[str, ...], int], ...]
    findings: tuple[tuple[str, Judged], ...]


def thematic_report(content: Thematic, dates: Dates) -> str:
    """The text of a thematic report as published on a day, with pages."""
    paper = Paper(content.running, marked=True)
    paper.lines("HM Inspectorate of Probation", "", "Thematic inspection", "", content.title, "")
    paper.lines(f"HM Inspectorate of Probation, {month_of(dates.published)}")
    paper.contents()
    paper.prose(f"ISBN {isbn(content.serial)}")
    paper.page("Foreword")
    paper.prose(*content.foreword)
    paper.page("Methodology")
    paper.prose(content.methodology.format(fieldwork=in_full(dates.fieldwork)))
    paper.page("Recommendations")
    first = 1
    for addressee, items in content.recommendations:
        paper.lines(f"{addressee} should:")
        paper.numbered((_dated(item, dates) for item in items), first)
        paper.lines("")
        first += len(items)
    for title, judged in content.chapters:
        paper.page(title)
        add_findings(paper, judged)
    return paper.text()


def dynamic_page(content: Dynamic, dates: Dates) -> str:
    """The web page of a dynamic inspection, which leaves its day of publication empty."""
    parts = [*(f"<p>{line}</p>" for line in LICENCE)]
    parts += [f"<h1>Dynamic Inspection of Public Protection in {escape(content.subject)}</h1>", "<p>Published:</p>"]
    parts += [_heading(2, "Chief Inspector’s judgement"), *_paragraphs(content.judgement)]
    background = content.background.format(fieldwork=in_full(dates.fieldwork))
    parts += [_heading(2, "Background"), *_paragraphs((background,)), _heading(2, "Recommendations")]
    for addressee, items, first in content.recommendations:
        listed = "".join(f"<li>{escape(_dated(item, dates))}</li>" for item in items)
        parts += [_heading(3, f"{addressee} should:"), f'<ol start="{first}">{listed}</ol>']
    parts.append(_heading(2, "Findings"))
    for title, judged in content.findings:
        parts += [_heading(3, title), *_found(judged)]
    body = "\n".join(parts)
    head = '<head><meta charset="utf-8"><title>Dynamic inspection</title></head>'
    return f'<!DOCTYPE html>\n<html lang="en">{head}\n<body>\n{body}\n</body></html>\n'


def _found(judged: Judged) -> list[str]:
    parts = []
    if judged.shares:
        asked = zip(judged.questions, judged.shares, strict=True)
        rows = "".join(f"<tr><td>{escape(question)}</td><td>{share}%</td></tr>" for question, share in asked)
        parts.append(f"<table><tr><th>Key question</th><th>Percentage ‘Yes’</th></tr>{rows}</table>")
    for label, items in (
        ("", judged.observations),
        ("Strengths:", judged.strengths),
        ("Areas for improvement:", judged.improvements),
    ):
        heading = [f"<h4>{label}</h4>"] if label and items else []
        parts += [*heading, *([f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"] if items else [])]
    return parts


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)} {BACK_TO_TOP}</h{level}>"


def _paragraphs(texts: tuple[str, ...]) -> list[str]:
    return [f"<p>{escape(text)}</p>" for text in texts]


def _dated(item: str, dates: Dates) -> str:
    return item.format(in_nine_months=month_of(in_months(dates.published, 9)))
