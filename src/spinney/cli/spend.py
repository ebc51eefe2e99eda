"""`spinney spend …`: files of payments, read and compared. Needs no site and no database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spinney.cli.spend_compare import compare
from spinney.cli.spend_match import match_files

if TYPE_CHECKING:
    from spinney.purchasing.engine.reading.grid import Grid
    from spinney.purchasing.engine.reading.layout import Layout
    from spinney.purchasing.engine.reading.look import Look
    from spinney.purchasing.engine.reading.reading import Reading
    from spinney.purchasing.engine.reading.refusal import FileRefused

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REFUSED = 2
SHOWN_ROWS = 5


@click.group()
def spend() -> None:
    """Read files of payments, and compare what several organisations buy."""


spend.add_command(compare)
spend.add_command(match_files)


@spend.command("read")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
@click.option(
    "--layout", "layout_file", type=FILE, help="A layout to read by (JSON, as --json writes it)."
)
def read_files(files: tuple[Path, ...], as_json: bool, layout_file: Path | None) -> None:
    """Say what is in FILES of payments (CSV, XLSX, XLS, ODS, or zips of these) and read them.

    For each file: which column means what, what is doubtful, what it comes to, and every row that
    could not be read. Ends with 2 when a file cannot be read safely, and says why.
    """
    remembered = _layouts(layout_file)
    told = []
    refused = False
    for path in files:
        for one in _read_all(path, remembered):
            refused |= one.refused is not None
            told.append(one.to_json())
            if not as_json:
                _tell(one)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    if refused:
        raise SystemExit(REFUSED)


@dataclass(frozen=True)
class _Read:
    """One file: what was understood and read of it, or why it was refused."""

    name: str
    look: Look | None = None
    reading: Reading | None = None
    refused: FileRefused | None = None

    def to_json(self) -> dict[str, Any]:
        """The file as plain JSON."""
        if self.look is None or self.reading is None:
            code = self.refused.code if self.refused else ""
            return {"file": self.name, "refused": {"code": code, "words": str(self.refused)}}
        from spinney.purchasing.engine.reading.saying import asks, said

        codes = Counter(one.code for one in self.reading.skipped)
        return {
            "file": self.name,
            **self.look.to_json(),
            "doubts": [
                {**one.to_json(), "words": said(one), "asks": asks(one)} for one in self.look.doubts
            ],
            "summary": self.reading.summary.to_json(),
            "skipped": dict(codes),
            "refused_rows": [one.to_json() for one in self.reading.refused],
        }


def _layouts(layout_file: Path | None) -> list[Layout]:
    """The layouts in a file: one, or a list, by itself or as `--json` writes them."""
    from spinney.purchasing.engine.reading.layout import Layout

    if layout_file is None:
        return []
    try:
        given = json.loads(layout_file.read_text(encoding="utf-8"))
        several = given if isinstance(given, list) else [given]
        return [Layout.from_json(one.get("layout", one)) for one in several if "refused" not in one]
    except (ValueError, AttributeError) as error:
        raise click.BadParameter(f"{layout_file.name} is not a layout.") from error


def _read_all(path: Path, remembered: list[Layout]) -> Iterator[_Read]:
    """What is in a file, and in each file of a zip."""
    from spinney.purchasing.engine.reading.opening import files_in
    from spinney.purchasing.engine.reading.refusal import FileRefused

    try:
        for name, data in files_in(path.name, path):
            yield _read_one(name, data, remembered)
    except FileRefused as refused:
        yield _Read(path.name, refused=refused)


def _read_one(name: str, data: bytes, remembered: list[Layout]) -> _Read:
    from spinney.purchasing.engine.reading.looking import look_at
    from spinney.purchasing.engine.reading.opening import open_grid
    from spinney.purchasing.engine.reading.read import read_grid
    from spinney.purchasing.engine.reading.refusal import FileRefused

    try:
        grid: Grid = open_grid(name, data)
        look = look_at(grid, remembered)
        return _Read(name, look, read_grid(grid, look.layout, source=name))
    except FileRefused as refused:
        return _Read(name, refused=refused)


def _tell(one: _Read) -> None:
    """Say in words what is in a file."""
    click.secho(one.name, bold=True)
    if one.look is None or one.reading is None:
        click.echo(f"  Refused: {one.refused}\n")
        return
    from spinney.purchasing.engine.reading.layout import Role
    from spinney.purchasing.engine.reading.saying import asks, said

    for column in one.look.layout.columns:
        if column.role is not Role.IGNORE:
            heading = column.heading or f"column {column.index + 1}"
            click.echo(f"  {str(column.role).replace('_', ' ')}: “{heading}”")
    for doubt in one.look.doubts:
        click.echo(f"  {'Check' if asks(doubt) else 'Note'}: {said(doubt)}")
    _tell_rows(one.reading)


def _tell_rows(reading: Reading) -> None:
    from spinney.purchasing.engine.reading.saying import pounds, said_row, said_skipped

    summary = reading.summary
    days = ""
    if summary.first_day and summary.last_day:
        days = f", {_day(summary.first_day)} to {_day(summary.last_day)}"
    click.echo(
        f"  {_count(summary.rows, 'payment')} to {_count(summary.suppliers, 'supplier')}:"
        f" {pounds(summary.sum_pence)} in all{days}."
    )
    codes = Counter(one.code for one in reading.skipped)
    for code, count in codes.most_common():
        click.echo(f"  Left out: {count:,} × {said_skipped(code)}.")
    for row in reading.refused[:SHOWN_ROWS]:
        click.echo(f"  {said_row(row)}")
    if len(reading.refused) > SHOWN_ROWS:
        click.echo(f"  … and {len(reading.refused) - SHOWN_ROWS:,} more rows that cannot be read.")
    click.echo()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
