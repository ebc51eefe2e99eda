"""From lines to opportunities: by hand, on both engines, and from the shell."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date

import pyarrow as pa
import pytest
from click.testing import CliRunner

from spinney.cli.spend import spend
from spinney.purchasing.engine.comparing.columns import MEASURES
from spinney.purchasing.engine.engines import connect, put
from spinney.purchasing.engine.line import Line, arrow_schema
from spinney.purchasing.engine.whole import Given, from_lines
from tests.purchasing.engine.comparing.tables import arrow, measure

TODAY = date(2026, 4, 10)
DAYS = [date(2025 + (3 + n) // 12, (3 + n) % 12 + 1, 5) for n in range(12)]
BOUGHT = {
    "willow": [("Rook Energy Ltd", "Electricity", 10_000), ("Jay Payroll Ltd", "Payroll", 2_500)],
    "ash": [("ROOK ENERGY LIMITED", "Electricity", 15_000), ("Jay Payroll", "Payroll", 4_000)],
    "elm": [("Wren Gas Ltd", "Electricity", 20_000)],
}


def lines():
    found = [
        Line(member, "", row, day, name, gross_pence=pence, category=words)
        for member, bought in BOUGHT.items()
        for name, words, pence in bought
        for row, day in enumerate(DAYS, start=2)
    ]
    found.append(
        Line("elm", "", 99, DAYS[0], "Mrs Jane Okafor", gross_pence=9, category="Expenses")
    )
    return pa.Table.from_pylist([one.to_row() for one in found], schema=arrow_schema())


def compared(spec):
    engine = connect(spec)
    metres = arrow([measure(name, "square_metres", 100) for name in BOUGHT], MEASURES)
    given = Given(measures=put(engine, metres))
    return from_lines(put(engine, lines()), today=TODAY, given=given)


def rows(compared):
    return {name: table.to_pyarrow().to_pylist() for name, table in compared.tables.items()}


def test_from_lines_to_opportunities():
    found = compared("duckdb")
    tables = rows(found)
    assert [(r["member"], r["spent_pence"]) for r in tables["members"]] == [
        ("ash", 228_000),
        ("elm", 240_000),
        ("willow", 150_000),
    ]
    assert [(r["members"], r["spent_pence"]) for r in tables["shared_suppliers"]] == [
        (2, 300_000),  # Rook Energy, written in two ways
        (2, 78_000),
    ]
    assert tables["people"] == [{"member": "elm", "kind": "staff", "names": 1, "lines": 1}]
    switch = next(one for one in found.opportunities if one.kind == "switch")
    # Elm pays £2,400 for 100 square metres; Rook gets £1,200 of one and £1,800 of another.
    assert (switch.category, switch.low_pence, switch.high_pence) == ("energy", 60_000, 120_000)
    assert [one.member for one in switch.members] == ["elm"]
    assert found.total.high_pence <= sum(r["spent_pence"] for r in tables["members"])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # PySpark tells of versions that it was not made with
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not here")
def test_spark_finds_the_same(monkeypatch):
    pytest.importorskip("pyspark", reason="Spark is not installed here")
    # To plan and compile each step anew as it goes pays for millions of lines; of sixty, it would
    # be most of the time.
    few = ("adaptive.enabled=false", "codegen.wholeStage=false", "codegen.factoryMode=NO_CODEGEN")
    settings = " ".join(f"--conf spark.sql.{one}" for one in few)
    # Nor does it pay that Java makes the best of its code, and collects rubbish on every core.
    java = "--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'"
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"{settings} {java} pyspark-shell")
    here, there = compared("duckdb"), compared("local[2]")
    assert rows(there) == rows(here)
    assert there.opportunities == here.opportunities


@pytest.fixture
def files(tmp_path):
    for member, bought in BOUGHT.items():
        with (tmp_path / f"{member}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Date", "Supplier", "Amount", "Category"])
            for name, words, pence in bought:
                for day in DAYS:
                    writer.writerow([f"{day:%d/%m/%Y}", name, f"{pence / 100:.2f}", words])
    (tmp_path / "measures.csv").write_text(
        "member,measure,value\n" + "".join(f"{name},square_metres,100\n" for name in BOUGHT)
    )
    return tmp_path


def run(*asked):
    return CliRunner().invoke(spend, ["compare", *map(str, asked), "--today", "2026-04-10"])


def test_from_the_shell_in_words_and_as_json(files):
    members = [files / f"{name}.csv" for name in BOUGHT]
    told = run(*members, "--measures", files / "measures.csv", "--out", files / "out")
    assert told.exit_code == 0, told.output
    assert "Energy: switch to Rook Energy Ltd: £600 to £1,200 a year" in told.output
    assert "elm pays £24 for each square metre a year" in told.output
    with (files / "out" / "members.csv").open(encoding="utf-8-sig") as file:
        assert {row["member"] for row in csv.DictReader(file)} == set(BOUGHT)
    asked = run("--member", f"willow={members[0]}", "--member", f"ash={members[1]}", "--json")
    data = json.loads(asked.stdout)
    assert [row["member"] for row in data["members"]] == ["ash", "willow"]
    assert data["total"]["high_pence"] >= data["total"]["low_pence"]


def test_what_cannot_be_compared_is_said(files):
    (files / "zip.csv").write_bytes(b"PK\x03\x04 no table")
    refused = run(files / "zip.csv", files / "elm.csv")
    assert (refused.exit_code, "zip.csv" in refused.output) == (2, True)
    assert "elm: £2,400" in refused.output
    (files / "wrong.csv").write_text("member,size\nelm,3\n")
    for asked in (
        [files / "elm.csv", "--measures", files / "wrong.csv"],
        [files / "elm.csv", "--engine", "abacus"],
        ["--member", "elm"],
        [],
    ):
        assert run(*asked).exit_code == 2
