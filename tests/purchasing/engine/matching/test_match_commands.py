"""`spinney suppliers match` and `spinney spend match`, as they are run."""

import csv

import pytest
from click.testing import CliRunner

from spinney.cli.spend import spend
from spinney.cli.suppliers import suppliers


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(
        "ref,Supplier,reg\n1,Varnholt Joinery Ltd,\n2,VARNHOLT JOINERY LIMITED,\n"
        "3,=Copperbeck Foods,07654321\n4,,\n5,Varnholt Joinery Ltd,\n",
        encoding="utf-8",
    )
    return path


def test_a_list_keeps_its_rows_and_columns(names, tmp_path):
    out = tmp_path / "out.csv"
    asked = ["match", str(names), "--name-column", "supplier", "--number-column", "reg"]
    done = CliRunner().invoke(suppliers, [*asked, "--out", str(out)])
    assert done.exit_code == 0, done.output
    rows = _rows(out)
    assert list(rows[0]) == [
        "ref", "Supplier", "reg", "supplier_id", "canonical_name", "confidence", "reason",
    ]  # fmt: skip
    assert [row["ref"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0]["supplier_id"] == rows[1]["supplier_id"] == rows[4]["supplier_id"]
    assert rows[2]["Supplier"] == "'=Copperbeck Foods"
    assert rows[2]["canonical_name"] == "'=Copperbeck Foods"
    assert rows[3]["supplier_id"] == ""


def test_a_missing_column_is_named_and_ends_with_2(names, tmp_path):
    asked = ["match", str(names), "--name-column", "payee", "--out", str(tmp_path / "out.csv")]
    done = CliRunner().invoke(suppliers, asked)
    assert done.exit_code == 2
    assert "no column “payee”. Its columns are “ref”, “Supplier”, “reg”." in done.output


def test_files_of_payments_have_a_row_for_each_source_and_name(tmp_path):
    for body, name in (("ash", "Varnholt Joinery Ltd"), ("birch", "VARNHOLT JOINERY LIMITED")):
        lines = [f"{day:02}/03/2026,{name},Repairs,{day}.50" for day in range(1, 9)]
        lines.append("09/03/2026,Copperbeck Foods,Food,12.00")
        text = "Date,Supplier,Category,Amount\n" + "\n".join(lines) + "\n"
        (tmp_path / f"{body}.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "out.csv"
    files = [str(tmp_path / "ash.csv"), str(tmp_path / "birch.csv")]
    done = CliRunner().invoke(spend, ["match", *files, "--out", str(out)])
    assert done.exit_code == 0, done.output
    rows = _rows(out)
    assert list(rows[0]) == [
        "source", "name", "supplier_id", "canonical_name", "confidence", "reason",
    ]  # fmt: skip
    assert [(row["source"], row["name"]) for row in rows] == [
        ("ash", "Copperbeck Foods"), ("ash", "Varnholt Joinery Ltd"),
        ("birch", "Copperbeck Foods"), ("birch", "VARNHOLT JOINERY LIMITED"),
    ]  # fmt: skip
    assert len({row["supplier_id"] for row in rows}) == 2
