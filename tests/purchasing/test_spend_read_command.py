"""`spinney spend read`: files from the shell, without a site or a database."""

from __future__ import annotations

import json

from click.testing import CliRunner

from spinney.cli.spend import spend
from tests.purchasing.engine.reading.files import csv_file, xlsx_file, zip_file

HEAD = ["Date", "Supplier", "Amount"]
GOOD = csv_file([HEAD, ["13/04/2025", "Rook Ltd", "5"], ["14/04/2025", "Tit Ltd", "soon"]])
HASHES = csv_file([HEAD, ["######", "Rook Ltd", "5"]])


def _run(folder, files, *options):
    paths = []
    for name, data in files.items():
        (folder / name).write_bytes(data)
        paths.append(str(folder / name))
    return CliRunner().invoke(spend, ["read", *paths, *options])


def test_what_was_understood_is_told_in_words(tmp_path):
    done = _run(tmp_path, {"april.csv": GOOD})
    assert done.exit_code == 0
    assert "supplier: “Supplier”" in done.output
    assert "1 payment to 1 supplier: £5.00 in all, 13 April 2025 to 13 April 2025." in done.output
    assert "Row 3, column C: “soon” is no amount." in done.output


def test_a_file_that_is_refused_ends_with_2_and_the_others_are_read_all_the_same(tmp_path):
    packed = zip_file(april_csv=GOOD, may_csv=HASHES)
    done = _run(tmp_path, {"year.zip": packed, "june.xlsx": xlsx_file(("S", [HEAD]))}, "--json")
    assert done.exit_code == 2
    april, may, june = json.loads(done.output)
    assert (april["file"], april["summary"]["sum_pence"]) == ("april.csv", 500)
    assert [one["code"] for one in april["refused_rows"]] == ["bad_amount"]
    assert (may["refused"]["code"], june["refused"]["code"]) == ("hashes", "no_table")
    assert may["refused"]["words"].startswith("1 of 1 rows show ######")


def test_a_layout_that_was_written_out_and_corrected_is_read_by(tmp_path):
    first = csv_file([["When", "A", "B", "£"], ["13/04/2025", "Rook Ltd", "Owl Ltd", "5.00"]])
    told = json.loads(_run(tmp_path, {"a.csv": first}, "--json").output)
    roles = {"A": "description", "B": "supplier"}
    for column in told[0]["layout"]["columns"]:
        column["role"] = roles.get(column["heading"], column["role"])
    layout = tmp_path / "layout.json"
    layout.write_text(json.dumps(told), encoding="utf-8")
    done = _run(tmp_path, {"a.csv": first}, "--json", "--layout", str(layout))
    (again,) = json.loads(done.output)
    assert again["remembered"]
    assert again["sample"][0]["line"]["supplier"] == "Owl Ltd"
    layout.write_text('"nothing"', encoding="utf-8")
    assert _run(tmp_path, {"a.csv": first}, "--layout", str(layout)).exit_code == 2
