"""A rated report, set in its layout. The sums are worked out here, so that a sample can never contradict itself."""

from __future__ import annotations

from datetime import date

from tracker.commands.demo.days import Dates, in_full, in_months, month_of
from tracker.commands.demo.layouts import REGION, Content, Judged
from tracker.commands.demo.paper import Paper, isbn
from tracker.domain.frameworks import Standard, overall_rating, points


def rated_report(content: Content, dates: Dates) -> str:
    """The text of the report as published on a day, with pages."""
    paper = Paper(f"{content.layout.running}: {content.name}")
    _cover(paper, content, dates.published)
    paper.page("Foreword")
    paper.prose(*content.foreword)
    _ratings(paper, content, dates.fieldwork)
    _recommendations(paper, content, dates.published)
    paper.heading("Background")
    paper.prose(content.background.format(fieldwork=in_full(dates.fieldwork)))
    for prefix, heading in content.layout.domains:
        paper.page(heading)
        for standard in _of(content, prefix):
            _standard(paper, standard, content.by_code[standard.code])
        for title, judged in content.sections.get(prefix, ()):
            paper.heading(title)
            add_findings(paper, judged)
    paper.page("Annexe one – Web links")
    paper.prose("The data behind this inspection and the standards we inspect against are on our website.")
    return paper.text()


def _of(content: Content, prefix: str) -> list[Standard]:
    return [standard for standard in content.layout.framework.standards if standard.code.startswith(f"{prefix}.")]


def _cover(paper: Paper, content: Content, published: date) -> None:
    is_region = content.layout is REGION
    paper.lines("HM Inspectorate of Probation", "", content.layout.title)
    paper.lines(f"The Probation Service – {content.name}" if is_region else content.name)
    if content.region and not is_region:
        paper.lines(f"The Probation Service – {content.region} region")
    paper.lines("", f"HM Inspectorate of Probation, {month_of(published)}")
    paper.contents()
    paper.lines("Acknowledgements")
    paper.prose(
        "This inspection was led by an HM Inspector, supported by a team of inspectors and colleagues from across the "
        "Inspectorate. We thank everybody who took part. Names in practice examples have been changed.",
        f"ISBN {isbn(content.serial)}",
    )


def _ratings(paper: Paper, content: Content, fieldwork: date) -> None:
    judged = [(one, content.by_code[one.code].rating) for one in content.layout.framework.standards]
    score = sum(points(rating) for standard, rating in judged if standard.counted)
    most = content.layout.framework.max_points
    paper.page("Ratings")
    paper.lines(f"{content.name} Score {score}/{most}", f"Fieldwork started {month_of(fieldwork)}", "")
    paper.lines(f"Overall rating {overall_rating(score, most)}")
    for prefix, heading in content.layout.domains:
        paper.heading(heading)
        for standard, rating in judged:
            if standard.code.startswith(f"{prefix}."):
                paper.lines(f"{standard.code} {standard.name}{'' if standard.counted else '1'} {rating}")
    if content.layout.note:
        paper.lines("", content.layout.note)


def _recommendations(paper: Paper, content: Content, published: date) -> None:
    paper.page("Recommendations")
    paper.prose(
        "As a result of our inspection findings we have made recommendations that we believe, if implemented, will "
        f"have a positive impact on the quality of {content.layout.quality}."
    )
    first = 1
    for addressee, items in content.recommendations:
        paper.lines(f"{addressee} should:")
        paper.numbered((item.format(in_nine_months=month_of(in_months(published, 9))) for item in items), first)
        paper.lines("")
        first += len(items) if content.layout.runs_on else 0


def _standard(paper: Paper, standard: Standard, judged: Judged) -> None:
    paper.heading(f"{standard.code}. {standard.name}")
    paper.lines(str(judged.rating))
    if judged.shares:
        paper.lines("", "Key question Percentage ‘Yes’")
        for question, share in zip(judged.questions or standard.key_questions, judged.shares, strict=True):
            paper.row(question, share)
        paper.lines("")
    add_findings(paper, judged)


def add_findings(paper: Paper, judged: Judged) -> None:
    """Observations as bare bullets, then strengths and areas for improvement under their labels."""
    paper.bullets(judged.observations)
    for label, items in (("Strengths:", judged.strengths), ("Areas for improvement:", judged.improvements)):
        if items:
            paper.lines(label)
            paper.bullets(items)
