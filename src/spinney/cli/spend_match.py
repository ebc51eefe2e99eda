"""`spinney spend match …`: which names in files of payments are one supplier. Needs no site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spinney.cli.name_lists import ENGINE_HELP, OURS, matched_rows, write_rows
from spinney.cli.spend_compare import lines_of, members_of

if TYPE_CHECKING:
    import pyarrow as pa

PLACE = click.Path(exists=True, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
WRONG = 2


@click.command("match")
@click.argument("files", type=PLACE, nargs=-1, required=True)
@click.option("--out", type=OUT, required=True, help="The CSV to write.")
@click.option("--engine", default="duckdb", show_default=True, help=ENGINE_HELP)
def match_files(files: tuple[Path, ...], out: Path, engine: str) -> None:
    """Say which supplier each name in FILES of payments is (files, zips or folders).

    Writes a row for each distinct source and name: source (the file or folder), name, supplier_id,
    canonical_name, confidence (0 to 1) and reason. Ends with 2 when a file cannot be read safely,
    and says why; the others are matched all the same.
    """
    lines, refused = lines_of(members_of(files, ()))
    for name, why in refused:
        click.echo(f"Refused: {name}: {why}", err=True)
    if lines is None:
        click.echo("There is nothing to match.", err=True)
        raise SystemExit(WRONG)
    told = matched_rows(_names(lines), engine)
    write_rows(out, ("source", "name", *OURS), _without_repeats(told))
    if refused:
        raise SystemExit(WRONG)


def _names(lines: pa.Table) -> pa.Table:
    """Each source's names with how often they stand in its payments."""
    import pyarrow.compute as pc

    named = lines.filter(pc.not_equal(pc.fill_null(lines["supplier"], ""), ""))
    keys = ["source", "supplier", "supplier_number"]
    counted = named.group_by(keys).aggregate([([], "count_all")])
    return counted.rename_columns(["source", "name", "number", "times"])


def _without_repeats(told: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """One row for a source and name, the surest where a name stands with several numbers."""
    best: dict[tuple[str, str], tuple[Any, ...]] = {}
    surest = 2 + OURS.index("confidence")
    for row in sorted(told, key=lambda row: (-row[surest], row)):
        best.setdefault((row[0], row[1]), row)
    return [best[key] for key in sorted(best)]
