"""`spinney register …` as a person types it, and a load whose process is killed."""

from __future__ import annotations

import contextlib
import csv
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.harness.processes import SPINNEY, environment, wait_until
from tests.harness.sites import own_site
from tests.register.loading import FILES

CCEW = FILES / "ccew"
pytestmark = pytest.mark.slow


class Site:
    """A site of its own, on the database that the tests run on."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder, self.address = folder, address
        self.env = environment(folder, **({"DATABASE_URL": address} if address else {}))

    def run(self, *words: str | Path) -> str:
        done = subprocess.run(
            [*SPINNEY, *map(str, words)], env=self.env, capture_output=True, text=True,
            timeout=120, cwd=self.folder,
        )  # fmt: skip
        return done.stdout + done.stderr

    def load(self, *words: str | Path) -> str:
        return self.run("register", "load", *words)

    def start_loading(self, path: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*SPINNEY, "register", "load", str(path)], env=self.env, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Rows straight from the database."""
        if self.address:
            with psycopg.connect(self.address) as asked:
                return asked.execute(question).fetchall()
        with contextlib.closing(sqlite3.connect(self.folder / "spinney.sqlite3")) as asked:
            return asked.execute(question).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with own_site(tmp_path / "site", connection.vendor) as own:
        yield Site(own.folder, own.environment.get("DATABASE_URL", ""))


def test_a_folder_is_loaded_tried_again_and_undone(site):
    dry = site.load(CCEW, "--dry-run")
    assert "Nothing was changed" in dry
    assert "5 added" in dry
    assert site.ask("SELECT count(*) FROM register_organisation") == [(0,)]
    told = site.load(CCEW)
    assert "5 added, 13 changed or added to, 0 as they were." in told
    assert "Left out: 4 rows and 2 single values." in told
    (left_out,) = site.folder.glob("load-*-left-out.csv")
    with left_out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["What is wrong"] == "“12” is not a charity number."
    assert rows[0]["Line"] == "7"
    again = site.load(CCEW)
    assert "Nothing is new: all 18 rows are as they were." in again
    listed = site.run("register", "loads")
    number = listed.split()[0]
    assert "Charity Commission for England and Wales" in listed
    assert f"Load {number} is undone. 0 organisations were removed." in site.run(
        "register", "undo-load", number
    )


def test_a_plain_table_asks_for_a_mapping_and_takes_it(site):
    asked = site.load(FILES / "groups.csv")
    assert "Say what its columns hold" in asked
    assert '"Group": "name"' in asked
    assert site.ask("SELECT count(*) FROM register_load") == [(0,)]
    site.load(FILES / "groups.csv", "--write-mapping", "groups.json")
    told = site.load(FILES / "groups.csv", "--mapping", "groups.json", "--source", "Marlbrook list")
    assert "4 added" in told
    rows = site.ask("SELECT DISTINCT source FROM register_organisation")
    assert rows == [("Marlbrook list",)]


def test_bad_input_is_one_sentence_and_an_exit_code(site, tmp_path):
    letter = tmp_path / "letter.csv"
    letter.write_bytes(b"%PDF-1.7")
    done = subprocess.run(
        [*SPINNEY, "register", "load", str(letter)], env=site.env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == (
        "letter.csv is a PDF, not a table. Choose a CSV, tab-separated, XLSX, ODS or JSON file, "
        "or a zip of these.\n"
    )


def test_postcodes_are_loaded(site):
    site.load(CCEW)
    told = site.run("register", "load-postcodes", FILES / "onspd.csv")
    assert "2 postcodes are known from this file. 2 organisations and places" in told


def many(path: Path, number: int) -> Path:
    """A list of so many companies."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["CompanyName", " CompanyNumber", "CompanyCategory", "CompanyStatus",
             "PreviousName_1.CompanyName", "SICCode.SicText_1"]
        )  # fmt: skip
        writer.writerows(
            (f"Company {n:05} Limited", f"{n:08}", "Private Limited Company", "Active",
             f"Earlier {n}" if n % 3 == 0 else "", f"{10000 + n % 50} - Trade {n % 50}")
            for n in range(1, number + 1)
        )  # fmt: skip
    return path


def test_a_load_whose_process_is_killed_goes_on_and_takes_every_row_once(site, tmp_path):
    rows = 16_000
    path = many(tmp_path / "companies.csv", rows)
    kills = 0
    while kills < 3:
        process = site.start_loading(path)
        before = _rows(site)

        def has_moved(before=before, process=process):
            return _rows(site) > before or process.poll() is not None

        wait_until(has_moved, 60, "the load to move")
        if process.poll() is None:
            time.sleep(0.05 * kills)
            process.send_signal(signal.SIGKILL)
        process.wait()
        if site.ask("SELECT state FROM register_load")[-1][0] == "done":
            break
        kills += 1
        if kills == 1:
            assert "is not finished" in site.load(FILES / "ccni.csv")
    assert kills > 0, "the load was over before it could be killed: give it more rows"
    told = site.load(path)
    assert "It goes on from there" in told or "Nothing is new" in told
    assert site.ask("SELECT state, added, rows FROM register_load ORDER BY id LIMIT 1") == [
        ("done", rows, rows)
    ]
    for table, expected in {
        "organisation": rows,
        "identifier": rows,
        "loadedrow": rows,
        "othername": rows // 3,
        "activity_organisations": rows,
    }.items():
        assert site.ask(f"SELECT count(*) FROM register_{table}") == [(expected,)], table
    assert site.ask("SELECT count(DISTINCT value) FROM register_identifier") == [(rows,)]
    assert site.ask(
        "SELECT count(DISTINCT organisation_id) FROM register_searchname WHERE is_main"
    ) == [(rows,)]


def _rows(site: Site) -> int:
    return sum(row[0] for row in site.ask("SELECT rows FROM register_load"))
