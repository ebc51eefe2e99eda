"""`spinney spend compare …`: what several organisations buy, and where they could save together.

Needs no site and no database. People are left out before anything is compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from spinney.purchasing.engine.whole import Compared

PLACE = click.Path(exists=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
WRONG = 2
MOST_SHOWN = 10


@click.command("compare")
@click.argument("files", type=PLACE, nargs=-1)
@click.option(
    "--member",
    "named",
    multiple=True,
    metavar="NAME=FILE",
    help="A file or folder of the member NAME; several times for several files.",
)
@click.option("--measures", type=FILE, help="CSV: member,measure,value (employees, sites…).")
@click.option("--contracts", type=FILE, help="CSV: member,supplier,category,title,end_day…")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to reckon from.")
@click.option(
    "--engine",
    default="duckdb",
    show_default=True,
    help="duckdb, spark://… or local-cluster[n,c,m].",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
@click.option(
    "--out", type=FOLDER, help="Write each table as CSV into this folder, and opportunities.json."
)
def compare(
    files: tuple[Path, ...], named: tuple[str, ...], **asked: Any
) -> None:  # fmt: skip
    """Compare what members buy. Each of FILES (a file, zip or folder of payments) is a member.

    Reads the payments, leaves people out, finds out which names are one supplier and what was
    bought, and says what members have in common and where they could save. Ends with 2 when a file
    cannot be read safely, and says why; the others are compared all the same.
    """
    wanted = _Wanted(**asked)
    members = members_of(files, named)
    if not members:
        raise click.UsageError("Name at least one file.")
    lines, refused = lines_of(members)
    for name, why in refused:
        click.echo(f"Refused: {name}: {why}", err=True)
    if lines is None:
        click.echo("There is nothing to compare.", err=True)
        raise SystemExit(WRONG)
    compared = _compared(lines, wanted)
    _write(compared, wanted)
    if refused:
        raise SystemExit(WRONG)


@dataclass(frozen=True)
class _Wanted:
    """What was asked for."""

    measures: Path | None
    contracts: Path | None
    today: datetime | None
    engine: str
    as_json: bool
    out: Path | None


def members_of(files: Sequence[Path], named: Sequence[str]) -> dict[str, list[Path]]:
    """The files of each member; a file without a name is called by its own."""
    members: dict[str, list[Path]] = {}
    for one in named:
        name, equals, path = one.partition("=")
        if not equals or not name or not Path(path).exists():
            raise click.UsageError(f"“{one}” is not NAME=FILE with a file that is there.")
        members.setdefault(name, []).append(Path(path))
    for file in files:
        members.setdefault(file.stem if file.is_file() else file.name, []).append(file)
    return members


def lines_of(
    members: Mapping[str, Sequence[Path]],
) -> tuple[pa.Table | None, list[tuple[str, str]]]:
    """All lines, with whose they are; and what was refused, with why."""
    import pyarrow as pa

    tables: list[pa.Table] = []
    refused: list[tuple[str, str]] = []
    for member, places in members.items():
        for name, read in _read_each(member, places):
            if isinstance(read, str):
                refused.append((name, read))
            elif read.num_rows:
                tables.append(read)
        click.echo(f"{member}: read.", err=True)
    return (pa.concat_tables(tables) if tables else None), refused


def _read_each(member: str, places: Sequence[Path]) -> Iterator[tuple[str, pa.Table | str]]:
    """The lines of each file, or why it is refused."""
    from spinney.purchasing.engine.reading.looking import look_at
    from spinney.purchasing.engine.reading.opening import files_in, open_grid
    from spinney.purchasing.engine.reading.read import read_grid
    from spinney.purchasing.engine.reading.refusal import FileRefused

    for path in (file for place in places for file in _files(place)):
        try:
            for name, data in files_in(path.name, path):
                try:
                    grid = open_grid(name, data)
                    reading = read_grid(grid, look_at(grid).layout, source=member)
                    yield name, reading.lines
                except FileRefused as problem:
                    yield name, str(problem)
        except FileRefused as problem:
            yield path.name, str(problem)


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(one for one in place.rglob("*") if one.is_file() and one.name[0] != ".")


def _compared(lines: pa.Table, wanted: _Wanted) -> Compared:
    from spinney.purchasing.engine.comparing.columns import CONTRACTS, MEASURES
    from spinney.purchasing.engine.engines import UnknownEngine, connect, put
    from spinney.purchasing.engine.whole import Given, from_lines

    try:
        engine = connect(wanted.engine)
    except UnknownEngine as problem:
        raise click.BadParameter(str(problem), param_hint="--engine") from problem
    given = Given(
        measures=_side(engine, wanted.measures, MEASURES, ("member", "measure", "value")),
        contracts=_side(engine, wanted.contracts, CONTRACTS, ("member", "supplier", "end_day")),
    )
    today = wanted.today.date() if wanted.today else date.today()  # noqa: DTZ011 (the reader's day)
    return from_lines(
        put(engine, lines),
        today=today,
        given=given,
        tell=lambda sentence: click.echo(sentence, err=True),
    )


def _side(engine: Any, path: Path | None, columns: Mapping[str, str], needed: Sequence[str]) -> Any:
    """A small CSV as a table of these columns; a column that it does not have is empty."""
    if path is None:
        return None
    import ibis
    import pyarrow as pa
    from pyarrow import csv

    from spinney.purchasing.engine.engines import put

    try:
        read = csv.read_csv(path, convert_options=csv.ConvertOptions(strings_can_be_null=True))
        missing = [name for name in needed if name not in read.column_names]
        if missing:
            raise click.UsageError(f"{path.name} has no column “{'”, “'.join(missing)}”.")
        schema = ibis.schema(dict(columns)).to_pyarrow()
        found = {
            field.name: read[field.name].cast(pa.string()).cast(field.type)
            if field.name in read.column_names
            else pa.nulls(read.num_rows, field.type)
            for field in schema
        }
        return put(engine, pa.table(found, schema))
    except pa.ArrowInvalid as problem:
        raise click.UsageError(f"{path.name} cannot be read: {problem}") from problem


def _write(compared: Compared, wanted: _Wanted) -> None:
    tables = {name: table.to_pyarrow().to_pylist() for name, table in compared.tables.items()}
    found = [one.to_json() for one in compared.opportunities]
    whole = {
        "low_pence": compared.total.low_pence,
        "high_pence": compared.total.high_pence,
        "keys": list(compared.total.keys),
    }
    if wanted.out:
        _write_files(wanted.out, tables, {"opportunities": found, "total": whole})
    if wanted.as_json:
        told = {**tables, "opportunities": found, "total": whole}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    else:
        _tell(compared, tables)


def _write_files(out: Path, tables: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    from spinney.base.web.export import csv_lines

    out.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        header = list(rows[0]) if rows else []
        text = "".join(csv_lines(header, ([row[key] for key in header] for row in rows)))
        (out / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    (out / "opportunities.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8"
    )
    click.echo(f"Written: {len(tables)} tables and opportunities.json in {out}.", err=True)


def _tell(compared: Compared, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Say in words what came of it."""
    from spinney.purchasing.engine.opportunities.saying import category_title

    _heading("Members")
    left_out = {row["member"]: 0 for row in tables["members"]}
    for row in tables["people"]:
        left_out[row["member"]] = left_out.get(row["member"], 0) + row["names"]
    for row in tables["members"]:
        click.echo(
            f"  {row['member']}: {_pounds(row['spent_pence'])} in {_many(row['lines'], 'payment')} "
            f"to {_many(row['suppliers'], 'supplier')}, {_month(row['first_month'])} to "
            f"{_month(row['last_month'])}. Left out as people: "
            f"{_many(left_out[row['member']], 'name')}."
        )
    _heading("What was bought")
    for row in tables["categories"][:MOST_SHOWN]:
        click.echo(
            f"  {category_title(row['category'])}: {_pounds(row['spent_pence'])}, "
            f"{_many(row['members'], 'member')}, {_many(row['suppliers'], 'supplier')}"
        )
    _heading("Suppliers of two members or more")
    for row in tables["shared_suppliers"][:MOST_SHOWN]:
        click.echo(
            f"  {row['supplier_name']}: {row['members']} members, {_pounds(row['spent_pence'])}"
        )
    _more(tables["shared_suppliers"])
    (index,) = tables["concentration_index"]
    click.echo(
        f"\n{index['first_for_80']:,} of {index['how_many']:,} suppliers get 80% of the money or "
        f"more; the index of concentration is {index['hhi']:,} of 10,000."
    )
    _tell_prices(tables["prices"])
    _tell_opportunities(compared)


def _tell_prices(rows: Sequence[Mapping[str, Any]]) -> None:
    from spinney.purchasing.engine.opportunities.saying import category_title, per_one

    compared = [row for row in rows if not row["left_out"]]
    if not compared:
        return
    _heading("Prices, like with like")
    for row in compared:
        price = per_one(row["price_thousandths"], row["measure"])
        click.echo(f"  {category_title(row['category'])}: {row['member']} pays {price} a year")


def _tell_opportunities(compared: Compared) -> None:
    from spinney.purchasing.engine.opportunities.saying import said, title

    names = {
        row["supplier"]: row["supplier_name"]
        for row in compared.tables["suppliers"].to_pyarrow().to_pylist()
    }

    def naming(key: str) -> str:
        return str(names.get(key, key))

    _heading("Where you could save")
    if not compared.opportunities:
        click.echo("  Nothing was found. It helps to name measures (--measures) and contracts.")
        return
    for one in compared.opportunities[:MOST_SHOWN]:
        click.echo(
            f"  {title(one, naming)}: {_pounds(one.low_pence)} to {_pounds(one.high_pence)} a year"
        )
        for why in (*one.why, *one.assumptions):
            click.echo(f"    {said(why, naming)}")
    _more(compared.opportunities)
    whole = compared.total
    click.echo(
        f"\nIn all, no money counted twice: {_pounds(whole.low_pence)} to "
        f"{_pounds(whole.high_pence)} a year. These are estimates; each says what it rests on."
    )


def _heading(words: str) -> None:
    click.secho(f"\n{words}", bold=True)


def _more(rows: Sequence[object]) -> None:
    if len(rows) > MOST_SHOWN:
        click.echo(f"  … and {len(rows) - MOST_SHOWN:,} more.")


def _pounds(pence: int) -> str:
    """Whole pounds: the pence of sums and estimates tell nobody anything."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}"


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _month(month: date | None) -> str:
    return f"{month:%B %Y}" if month else "no date"
