"""The files of evidence in the sample data are ones that the browser would take."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tracker.adapters.upload_facts import facts_of
from tracker.commands.demo.files import file_of
from tracker.commands.demo.reports import Report
from tracker.commands.demo.river.showing import Renew, Show
from tracker.commands.demo.river.tables import RIVER
from tracker.domain.uploads import refused_because


def uploads() -> Iterator[tuple[str, tuple[str, ...]]]:
    for acts in RIVER.values():
        yield from ((act.file, act.lines) for act in acts if isinstance(act, Show | Renew))


def test_one_sample_file_of_each_type_would_be_taken_in_the_browser_too() -> None:
    one_of_each = {name.rpartition(".")[2]: (name, lines) for name, lines in uploads()}

    assert set(one_of_each) == {"csv", "docx", "pdf", "png", "txt", "xlsx"}
    for name, lines in one_of_each.values():
        assert refused_because(facts_of(name, io.BytesIO(file_of(name, lines)))) is None, name


def test_no_two_files_of_a_plan_have_one_name() -> None:
    for acts in RIVER.values():
        names = [act.file for act in acts if isinstance(act, Show | Renew)]
        assert len(names) == len(set(names))
    assert {report for report, _ in RIVER} <= set(Report)
