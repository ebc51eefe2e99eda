"""`spinney register …`: load registers and postcodes, and take a load out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spinney.cli.site import on_site

if TYPE_CHECKING:
    from spinney.base.kernel.actors import Actor
    from spinney.register.bridge.loads.batches import Counts
    from spinney.register.models import Load

FILE = click.Path(exists=True, path_type=Path)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)
REJECTS = click.option("--rejects", type=NEW_FILE, help="Where to write what was left out.")
STEPS = 1000
"""Into how many steps the progress bar is parted."""


@click.group()
def register() -> None:
    """Load the regulators' registers, and where postcodes are."""


@register.command("load")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--mapping", type=FILE, help="A JSON file that says what each column holds.")
@click.option("--source", default="", help="What a table with a mapping is to be called.")
@click.option(
    "--checked-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day for which the files vouch (else the day they were last changed).",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@REJECTS
@click.option(
    "--write-mapping",
    type=NEW_FILE,
    help="Write the mapping that the columns suggest to a file, and load nothing.",
)
@on_site
def load(files: tuple[Path, ...], **options: Any) -> None:
    """Load FILES, or all files in a folder, into the register.

    Understands the public extract of the Charity Commission for England and Wales (zip, text or
    JSON, one table or a folder of them), the lists of the Charity Commission for Northern Ireland,
    OSCR and Companies House, and any CSV, XLSX or ODS with --mapping. Loading the same file twice
    changes nothing. A load that was cut off continues when the command is given again.
    """
    from spinney.register.bridge.loads.files import find_files

    paths = find_files(files)
    if options["write_mapping"]:
        _write_mapping(paths, options["write_mapping"])
        return
    begun = _begin(paths, options)
    if options["dry_run"]:
        _try(begun, options["rejects"])
    else:
        _run(begun, options["rejects"])


@register.command("resume-load")
@click.argument("number", type=int)
@REJECTS
@on_site
def resume_load(number: int, rejects: Path | None) -> None:
    """Take up load NUMBER again, where it was cut off."""
    _run(_find(number), rejects)


@register.command("undo-load")
@click.argument("number", type=int)
@on_site
def undo_load(number: int) -> None:
    """Take load NUMBER out again. What people have changed since is kept."""
    from spinney.register.actions import loads

    undone = loads.undo_load(load=_find(number), by=_by(), now=_now())
    click.echo(f"Load {number} is undone. {undone.in_words()}")


@register.command("loads")
@on_site
def list_loads() -> None:
    """List the loads there were, the newest first."""
    from spinney.register.queries.loads import visible_to

    found = list(visible_to(_by())[:50])
    if not found:
        click.echo("Nothing has been loaded yet. Begin with `spinney register load FILE`.")
    for one in found:
        click.echo(
            f"{one.pk:>4}  {one.made_at:%d %b %Y}  {one.get_state_display():<24}"
            f"  {one.added:>9,} added {one.changed:>9,} changed  {one.source}"
        )


@register.command("load-postcodes")
@click.argument("file", type=FILE)
@REJECTS
@on_site
def load_postcodes(file: Path, rejects: Path | None) -> None:
    """Learn where postcodes are from FILE: the ONS Postcode Directory (ONSPD or NSPL, zip or CSV),
    or any table with the columns postcode, latitude and longitude.
    """
    from spinney.register.actions import loads

    left_out: list[tuple[Any, ...]] = []

    def keep(one: Any) -> None:
        if len(left_out) < 10_000:
            left_out.append((one.file, one.line, one.reason, one.expected, "the row", one.row))

    with _bar(f"Reading {file.name}") as move:
        counts = loads.load_postcodes(path=file, by=_by(), now=_now(), tell=move, reject=keep)
    click.echo(
        f"{counts.postcodes:,} postcodes are known from this file. {counts.placed:,} organisations "
        "and places were given a position."
    )
    _write_rejects(left_out, counts.rejected, rejects or Path(f"{file.stem}-left-out.csv"))


def _by() -> Actor:
    from spinney.base.kernel.actors import Actor

    return Actor.system("spinney register")


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _find(number: int) -> Load:
    from spinney.register.queries.loads import load_for

    return load_for(_by(), number)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[float], None]]:
    """A progress bar; what it gives is told how much is done, from 0 to 1."""
    with click.progressbar(length=STEPS, label=label) as bar:

        def move(share: float) -> None:
            bar.update(max(0, int(share * STEPS) - bar.pos))

        yield move
        bar.update(STEPS - bar.pos)


def _begin(paths: list[Path], options: dict[str, Any]) -> Load:
    import json

    from spinney.base.kernel.tabular.stored import FileRefused
    from spinney.register.actions import loads
    from spinney.register.engine.readers.mapping import Mapping
    from spinney.register.queries.loads import mapping_wanted

    mapping: dict[str, Any] | None = None
    if options["mapping"]:
        mapping = Mapping.parse(options["mapping"].read_text("utf-8")).as_json()
        mapping["source"] = options["source"] or mapping["source"]
    day = options["checked_on"]
    checked_on = day.date() if day else _last_changed(paths)
    begun = loads.begin_load(
        files=[(path.resolve(), path.name) for path in paths],
        mapping=mapping, checked_on=checked_on, by=_by(), now=_now(),
    )  # fmt: skip
    if mapping is None and (wanted := mapping_wanted(begun)) is not None:
        loads.discard_load(load=begun, by=_by(), now=_now())
        suggested = json.dumps(Mapping(wanted.suggested).as_json(), indent=2, ensure_ascii=False)
        raise FileRefused(
            f"{wanted}\n\nThis is what they seem to hold. Write it to a file (or give "
            f"--write-mapping FILE), correct it, and load with --mapping FILE:\n\n{suggested}"
        )
    return begun


def _last_changed(paths: list[Path]) -> date:
    from django.utils import timezone

    latest = max(path.stat().st_mtime for path in paths)
    return datetime.fromtimestamp(latest, timezone.get_current_timezone()).date()


def _write_mapping(paths: list[Path], to: Path) -> None:
    import json

    from spinney.register.bridge.loads.files import stored
    from spinney.register.engine.readers.mapping import Mapping, suggest
    from spinney.register.engine.tabular.opening import tables_in

    table = next(tables_in(stored(paths[0])))
    mapping = Mapping(suggest(table.headers), source=paths[0].stem[:60]).as_json()
    to.write_text(json.dumps(mapping, indent=2, ensure_ascii=False) + "\n", "utf-8")
    unused = [h for h in table.headers if h and h not in mapping["columns"]]
    click.echo(f"{to} says what the columns of {paths[0].name} seem to hold.")
    if unused:
        click.echo(f"These columns are not used: {', '.join(unused)}.")


def _try(begun: Load, rejects: Path | None) -> None:
    from spinney.register.actions import loads
    from spinney.register.queries.loads import reject_rows

    with _bar(f"Trying {begun.source}"[:60]) as move:
        counts = loads.try_load(load=begun, by=_by(), now=_now(), tell=lambda share, _: move(share))
    click.echo("Nothing was changed. Loading this would do the following.")
    _summary(counts)
    if rejects:
        _write_rejects(reject_rows(begun), counts.rejected + counts.kept, rejects)
    loads.discard_load(load=begun, by=_by(), now=_now())


def _run(begun: Load, rejects: Path | None) -> None:
    from spinney.register.actions import loads
    from spinney.register.queries.loads import reject_rows

    if begun.checkpoint:
        click.echo(f"Load {begun.pk} was cut off after {begun.rows:,} rows. It goes on from there.")
    for remark in begun.remarks:
        click.echo(remark)
    with _bar(f"Loading {begun.source}"[:60]) as move:
        counts = loads.run_load(load=begun, by=_by(), now=_now(), tell=lambda share, _: move(share))
    _summary(counts)
    begun.refresh_from_db()
    to = rejects or Path(f"load-{begun.pk}-left-out.csv")
    _write_rejects(reject_rows(begun), counts.rejected + counts.kept, to)
    click.echo(
        f"This was load {begun.pk}. `spinney register undo-load {begun.pk}` takes it out again."
    )


def _summary(counts: Counts) -> None:
    if not (counts.added or counts.changed) and counts.unchanged:
        click.echo(f"Nothing is new: all {counts.unchanged:,} rows are as they were.")
    else:
        click.echo(
            f"{counts.added:,} added, {counts.changed:,} changed or added to, "
            f"{counts.unchanged:,} as they were."
        )
    if counts.rejected or counts.kept:
        click.echo(f"Left out: {counts.rejected:,} rows and {counts.kept:,} single values.")


def _write_rejects(rows: Any, number: int, to: Path) -> None:
    """Write what was left out to a file, when there is anything, and say so."""
    from spinney.base.web.export import csv_lines
    from spinney.register.queries.loads import REJECT_COLUMNS

    if not number:
        return
    with to.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(REJECT_COLUMNS, rows))
    click.echo(f"{to} says what was left out, and why.")
