"""`spinney suppliers match …`: which names of any list are one supplier. Needs no site."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, NoReturn

import click

from spinney.cli.name_lists import ENGINE_HELP, OURS, matched_rows, write_rows

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
REFUSED = 2


@click.group()
def suppliers() -> None:
    """Find out which names are one supplier."""


@suppliers.command("match")
@click.argument("names", type=FILE)
@click.option("--name-column", required=True, help="The column that has the names.")
@click.option("--number-column", help="The column that has company or charity numbers.")
@click.option("--out", type=OUT, required=True, help="The CSV to write.")
@click.option("--engine", default="duckdb", show_default=True, help=ENGINE_HELP)
def match_list(
    names: Path, name_column: str, number_column: str | None, out: Path, engine: str
) -> None:
    """Say of each name in NAMES (a CSV with headings) which supplier it is.

    Writes every row of NAMES with its columns in their order, and behind them supplier_id,
    canonical_name, confidence (0 to 1) and reason. Rows without a name have none. Ends with 2 when
    a column is missing.
    """
    headings, rows = _read(names)
    at = _column(headings, name_column, names)
    number_at = None if number_column is None else _column(headings, number_column, names)
    pairs = [(row[at], "" if number_at is None else row[number_at]) for row in rows]
    found = _found(pairs, engine)
    write_rows(
        out,
        [*headings, *OURS],
        (
            [*row, *found.get(pair, ("",) * len(OURS))]
            for row, pair in zip(rows, pairs, strict=True)
        ),
    )


def _found(pairs: list[tuple[str, str]], engine: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """What is said of each name with its number. The number takes the place of a source, so that
    one name under two numbers is told apart.
    """
    import pyarrow as pa

    named = [pair for pair in pairs if pair[0].strip()]
    if not named:
        return {}
    names, numbers = (pa.array(side, pa.string()) for side in zip(*named, strict=True))
    given = pa.table({"name": names, "number": numbers}).group_by(["name", "number"])
    counted = given.aggregate([([], "count_all")]).rename_columns(["name", "number", "times"])
    told = matched_rows(counted.append_column("source", counted["number"]), engine)
    return {(row[1], row[0]): row[2:] for row in told}


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows, each as long as the headings."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    if not rows:
        _refuse(f"{path.name} is empty.")
    width = len(rows[0])
    return rows[0], [(row + [""] * width)[:width] for row in rows[1:]]


def _column(headings: list[str], wanted: str, path: Path) -> int:
    for at, heading in enumerate(headings):
        if heading.strip().casefold() == wanted.strip().casefold():
            return at
    there = "”, “".join(headings)
    return _refuse(f"{path.name} has no column “{wanted}”. Its columns are “{there}”.")


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(REFUSED)
