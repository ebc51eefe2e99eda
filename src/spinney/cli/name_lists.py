"""Lists of suppliers' names with the supplier each is of: as files, for `spend match` and
`suppliers match`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pyarrow as pa

OURS = ("supplier_id", "canonical_name", "confidence", "reason")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ENGINE_HELP = "duckdb, spark://…, local-cluster[n,c,m] or local[n]."


def matched_rows(rows: pa.Table, engine_name: str) -> list[tuple[Any, ...]]:
    """What matching says of each distinct source and name: (source, name, *OURS)."""
    from spinney.purchasing.engine.engines import UnknownEngine, connect, put, rest
    from spinney.purchasing.engine.matching.tables import match

    try:
        engine = connect(engine_name)
    except UnknownEngine as problem:
        raise click.BadParameter(str(problem), param_hint="--engine") from problem
    click.echo(f"Matching {rows.num_rows:,} names…", err=True)
    matched = match(put(engine, rows)).select("source", "name", *OURS)
    rest()
    found = matched.to_pyarrow()
    told = list(zip(*(_values(column) for column in found.columns), strict=True))
    suppliers = len(found["supplier_id"].unique())
    click.echo(f"{len(told):,} distinct names are {suppliers:,} suppliers.", err=True)
    return told


def _values(column: pa.ChunkedArray) -> Iterable[Any]:
    """The values of a column; of texts each is there once, however many rows say it."""
    import pyarrow.types as kinds

    if not kinds.is_string(column.type):
        values: list[Any] = column.to_pylist()
        return values
    encoded = column.combine_chunks().dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    return map(texts.__getitem__, encoded.indices.to_pylist())


def write_rows(out: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A CSV that a spreadsheet opens without running anything: what would be a formula there has
    an apostrophe in front.
    """
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([plain_cell(heading) for heading in headings])
        for row in rows:
            writer.writerow([plain_cell(value) for value in row])


def plain_cell(value: Any) -> Any:
    """A value as it may stand in a spreadsheet.

    >>> plain_cell("=SUM(A1)"), plain_cell("-12.50"), plain_cell("Ash Lane")
    ("'=SUM(A1)", '-12.50', 'Ash Lane')
    """
    if not isinstance(value, str) or not value.startswith(FORMULA_STARTS):
        return value
    return value if _is_number(value) else "'" + value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
