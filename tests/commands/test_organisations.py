"""`tracker organisations import`: lists of units, taken in once however often."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from tests.support.client import transactions_of
from tracker.commands import cli
from tracker.models import Region, Unit, UnitAlias
from tracker.queries.history import length
from tracker.queries.organisations import find_unit

LISTS = Path(__file__).parents[2].parent / "shared" / "data"
HEADER = "region,pdu\n"
CODED = "region,region_code,delius_pdu_code,name_one,name_two\n"
Take = Callable[[str | bytes | Path], Result]


@pytest.fixture
def take(app: Flask, tmp_path: Path) -> Take:
    """Takes in a list: a file, or what stands in one."""

    def run(content: str | bytes | Path) -> Result:
        file = content if isinstance(content, Path) else tmp_path / "list.csv"
        if not isinstance(content, Path):
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return CliRunner().invoke(cli, ["organisations", "import", str(file)], obj=ScriptInfo(create_app=lambda: app))

    return run


def counts(app: Flask) -> tuple[int, int, int]:
    with transactions_of(app).read() as session:
        regions, units, names = (
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in (Region, Unit, UnitAlias)
        )
        return regions, units, names


def test_regions_and_units_are_added(app: Flask, take: Take) -> None:
    result = take(
        HEADER + 'East Downs,Ashcombe and Thornley\nEast Downs,"Wexmoor, Nether and Upper"\nNorthfell,Dunmere\n'
    )
    assert result.stdout == "Read 3 units. New: 2 regions, 3 units, 0 other names, 0 codes.\n"
    assert counts(app) == (2, 3, 3)


def test_the_same_list_again_changes_nothing(app: Flask, take: Take) -> None:
    listed = CODED + "East Downs,N01,N01ASH,Ashcombe and Thornley,Thornley with Ashcombe\n"
    take(listed)
    with transactions_of(app).read() as session:
        entries = length(session)
    result = take(listed)
    assert result.stdout == "Read 1 units. New: 0 regions, 0 units, 0 other names, 0 codes.\n"
    with transactions_of(app).read() as session:
        assert length(session) == entries


def test_a_second_list_gives_known_units_their_codes_and_other_spellings(app: Flask, take: Take) -> None:
    take(HEADER + "East Downs,Ashcombe and Thornley\n")
    result = take(CODED + "East Downs,N01,N01ASH,Thornley & Ashcombe,Vale of Ash (Ashcombe and Thornley)\n")
    assert result.stdout == "Read 1 units. New: 0 regions, 0 units, 1 other names, 2 codes.\n"
    with transactions_of(app).read() as session:
        unit = find_unit(session, "Vale of Ash PDU")
        assert unit is not None
        assert (unit.name, unit.delius_code, unit.region.code) == ("Ashcombe and Thornley", "N01ASH", "N01")


def test_a_file_from_a_spreadsheet_is_read_whatever_its_line_ends(app: Flask, take: Take) -> None:
    assert take(b"\xef\xbb\xbfregion,pdu\r\nEast Downs,Ashcombe\r\n\r\n").exit_code == 0
    assert counts(app) == (1, 1, 1)


@pytest.mark.skipif(not LISTS.exists(), reason=f"the lists of PDUs are not at {LISTS}")
def test_the_two_lists_of_all_pdus_name_the_same_108(app: Flask, take: Take) -> None:
    assert "12 regions, 108 units" in take(LISTS / "pdus.csv").stdout
    assert "0 regions, 0 units" in take(LISTS / "pdus-names-and-codes.csv").stdout
    assert "0 other names, 0 codes" in take(LISTS / "pdus-names-and-codes.csv").stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "none called region"),
        ("area,pdu\nEast Downs,Ashcombe\n", "none called region"),
        ("region,place\nEast Downs,Ashcombe\n", "none called pdu"),
        (HEADER, "lists no units"),
        (HEADER + "East Downs,Ashcombe\n,Thornley\n", "Line 3 names no region"),
        (HEADER + "East Downs,\n", "Line 2 names no unit"),
        (HEADER + "East Downs\n", "Line 2 has 1 columns, not 2"),
        (HEADER + 'East Downs,"Ashcombe\n', "is not CSV"),
        (HEADER + "East Downs,Ashcombe\nNorthfell,Ashcombe PDU\n", "Line 3: Ashcombe is in the region East Downs"),
        (HEADER + f"East Downs,{'x' * 201}\n", "Line 2 holds a name of more than 200 characters"),
        (CODED + "East Downs,N01,N01ASH,Ashcombe,\nEast Downs,N01,N01ASH,Thornley,\n", "Line 3: There is already"),
        (CODED + "East Downs,N01,N01ASH,Ashcombe,\nEast Downs,N02,N01THO,Thornley,\n", "has the code N01 already"),
        (b"region,pdu\nEast Downs,Caf\xe9\n", "not text in UTF-8"),
        (b"region,pdu\nEast Downs,Ash\0combe\n", "not a CSV file"),
    ],
)
def test_a_bad_list_is_refused_whole_in_one_sentence_that_names_the_line(
    app: Flask, take: Take, content: str | bytes, said: str
) -> None:
    result = take(content)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert counts(app) == (0, 0, 0)
