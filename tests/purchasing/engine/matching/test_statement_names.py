"""Suppliers as bank and card statements and ledgers spell them: one, asked about, or apart."""

import csv

import pytest
from click.testing import CliRunner

from spinney.cli.suppliers import suppliers
from spinney.purchasing.engine.engines import connect, put
from spinney.purchasing.engine.matching.known_names import known_lines
from spinney.purchasing.engine.matching.match import match_names
from spinney.purchasing.engine.matching.reading import read
from spinney.purchasing.engine.matching.saying import said
from spinney.purchasing.engine.matching.seen import Judged, Seen
from spinney.purchasing.engine.matching.statements import unladen
from spinney.purchasing.engine.matching.tables import match_tables
from tests.purchasing.engine.matching.statement_names import (
    APART,
    ASKED_OR_APART,
    ONE,
    ONE_OR_ASKED,
)

AROUND = (
    "Oldroyd Heating Ltd", "Brackenfield Foods", "Tanner & Lowe Solicitors", "Merrow Software",
    "Merrow Cleaning Services Ltd", "Pennygate Roofing", "Larkhill Nursery", "Larkhill Taxis",
    "Pennygate Electrical", "Westerby Coaches Ltd", "Quillmark Stationery", "Dunlow Heating",
    "Wexcombe Joinery Services", "Harrop Heating Services", "Dunlow Church",
    "Harrop Primary School", "Quillmark Hospital",
)  # fmt: skip
"""What stands around, so that words of trades and kinds are common ones."""


def _become(one, other, around, judged=()):
    """Whether two names are one supplier among others, and whether a person is asked about them."""
    found = match_names([Seen("a", name) for name in (one, other, *around)], judged)
    whole = found.whole_of()
    of = {member.name: whole[supplier.key] for supplier in found.suppliers
          for member in supplier.names}  # fmt: skip
    asked = any({pair.one, pair.other} == {one, other} for pair in found.doubtful)
    return of[one] == of[other], asked


@pytest.fixture(params=[AROUND, ()], ids=["among others", "alone"])
def around(request):
    return request.param


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_supplier_of_which_nobody_is_asked(one, other, around):
    assert _become(one, other, around) == (True, False)


@pytest.mark.parametrize(("one", "other"), ONE_OR_ASKED)
def test_one_for_now_or_asked(one, other, around):
    joined, asked = _become(one, other, around)
    assert joined or asked


@pytest.mark.parametrize(("one", "other"), ASKED_OR_APART)
def test_never_silently_one(one, other, around):
    joined, asked = _become(one, other, around)
    assert asked or not joined


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_suppliers(one, other, around):
    joined, _asked = _become(one, other, around)
    assert not joined


def test_what_may_be_another_is_asked():
    for one, other in (("Three", "Hutchison 3G UK Ltd"), ("Leeds CC", "Leeds City Council")):
        assert _become(one, other, AROUND) == (True, True)


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NatWest", "National Westminster Bank plc"),
        ("Tesco Stores 6001", "Tesco Stores 2234"),
        ("Three", "Hutchison 3G UK Ltd"),
        ("St Mary's School Leeds", "St Mary's School Hull"),
        ("Smith & Jones (Leeds) Ltd", "Smith & Jones (Hull) Ltd"),
    ],
)
def test_what_people_said_stands_whatever_is_known(one, other, same):
    assert _become(one, other, AROUND, [Judged(one, other, same)]) == (same, False)


def test_every_match_says_why():
    found = match_names([Seen("a", "NatWest"), Seen("b", "National Westminster Bank plc")])
    (supplier,) = found.suppliers
    reasons = {said(member.reason) for member in supplier.names}
    assert reasons == {
        "The same name.",
        "Well-known names of one supplier: national westminster bank and natwest.",
    }


def test_shops_are_branches_under_the_chain():
    names = ["Tesco Stores Ltd", "TESCO STORES 6001", "TESCO STORES 2234 LEEDS"]
    found = match_names([Seen("a", name) for name in names])
    parents = [one for one in found.suppliers if one.parent is None]
    assert [one.name for one in parents] == ["Tesco Stores Ltd"]
    assert {one.parent for one in found.suppliers if one.parent} == {parents[0].key}
    assert len(found.suppliers) == 3


def test_well_known_names_are_told_apart():
    """No name stands for two, and none swallows the first name of another line."""
    lines = [[name.strip() for name in line.split("=")] for line in known_lines()]
    firsts = {name: read(name.removeprefix("~")).words for line in lines for name in line[:1]}
    assert len(set(firsts.values())) == len(firsts)
    for line in lines:
        assert {read(name.removeprefix("~")).words for name in line} == {firsts[line[0]]}, line


@pytest.mark.parametrize("name", ["***", "*", "SQ *", ")))", "REF 12", "12/03/24", "", "£", "(("])
def test_names_of_nothing_but_trappings_keep_something(name):
    assert unladen(name) == name or unladen(name)
    assert read(name).words


@pytest.fixture
def rows(tmp_path):
    """The rows of what `spinney suppliers match` makes of all names of ONE and APART."""
    pairs = [*ONE, *APART]
    names, out = tmp_path / "names.csv", tmp_path / "out.csv"
    with names.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([name] for pair in pairs for name in pair)])
    asked = ["match", str(names), "--name-column", "name", "--out", str(out)]
    done = CliRunner().invoke(suppliers, asked)
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8", newline="") as file:
        return {row["name"].removeprefix("'"): row for row in csv.DictReader(file)}


def test_the_command_says_the_same_of_all_at_once(rows):
    of = {name: row["supplier_id"] for name, row in rows.items()}
    assert [pair for pair in ONE if of[pair[0]] != of[pair[1]]] == []
    assert [pair for pair in APART if of[pair[0]] == of[pair[1]]] == []
    assert all(row["reason"] and 0 < float(row["confidence"]) <= 1 for row in rows.values())


def test_tables_say_what_memory_says():
    import pyarrow as pa

    every = sorted({name for pair in (*ONE, *ONE_OR_ASKED, *ASKED_OR_APART, *APART)
                    for name in pair})  # fmt: skip
    memory = match_names([Seen("a", name) for name in every])
    whole = memory.whole_of()
    given = pa.table({"source": ["a"] * len(every), "name": every})
    tables = match_tables(put(connect("duckdb"), given))
    found = {row["name"]: row for row in tables.names.to_pyarrow().to_pylist()}
    for supplier in memory.suppliers:
        for member in supplier.names:
            row = found[member.name]
            assert row["supplier_id"] == whole[supplier.key]
            assert (row["code"], row["detail"]) == (member.reason.code, member.reason.detail)
    asked = tables.doubtful.order_by("place").to_pyarrow().to_pylist()
    assert [(row["one"], row["other"], row["joined"]) for row in asked] == [
        (pair.one, pair.other, pair.joined) for pair in memory.doubtful
    ]
