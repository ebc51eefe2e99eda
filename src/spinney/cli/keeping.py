"""`spinney backup`, `restore`, `export` and `import`: copies of a site, and of one cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinney.base.kernel.errors import WrongState

if TYPE_CHECKING:
    from spinney.base.keeping.imports import Plan
from spinney.cli.site import choose_data_folder, on_site, wake_django


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@on_site
def backup(file: Path) -> None:
    """Keep a copy of everything (database and uploaded files) in FILE, a zip.

    The site may be in use meanwhile. The copy is read back and checked before it gets its name.
    """
    from django.utils import timezone

    from spinney.base.keeping.backups import back_up

    kept = back_up(file, now=timezone.now())
    click.echo(
        f"{file} holds {kept.rows:,} rows and {kept.files:,} uploaded files "
        f"({kept.bytes / 1e6:,.1f} MB), and was read back and checked."
    )


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--data", metavar="DIR", help="The site's data folder; made when there is none.")
@click.option("--force", is_flag=True, help="Put the backup in the place of the site that is here.")
def restore(file: Path, data: str | None, force: bool) -> None:
    """Put back what the backup FILE holds.

    FILE is checked before anything is touched. What was here is kept in a folder beside. Stop the
    site first.
    """
    from spinney.cli.serving.places import ServingLock

    folder = choose_data_folder(data, make=True)
    if holder := ServingLock(folder).holder():
        raise WrongState(
            f"This site is being served at {holder.get('address')} (process "
            f"{holder.get('process')}). Stop it, then restore."
        )
    wake_django()
    from django.utils import timezone

    from spinney.base.keeping import restores

    kept, aside = restores.restore(file, folder, now=timezone.now(), force=force)
    click.echo(f"Restored {kept.rows:,} rows and {kept.files:,} uploaded files from {file}.")
    if aside:
        click.echo(f"What was here before is kept in {aside}")


@click.command()
@click.argument("cluster")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@on_site
def export(cluster: str, file: Path) -> None:
    """Write one CLUSTER (its name, number or uid) with all that belongs to it into FILE, a zip.

    `spinney import` reads it on any site. Facilitators' private notes stay behind.
    """
    from django.utils import timezone

    from spinney.base.keeping.exports import export_cluster, find_cluster

    found = find_cluster(cluster)
    done = export_cluster(found, file, now=timezone.now())
    click.echo(
        f"{file} holds {found}: {sum(done.rows.values()):,} rows of {len(done.rows)} tables, "
        f"{done.entries:,} entries of its record and {done.files:,} uploaded files."
    )


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
@click.option("--undo", metavar="NAME", help="Take back the last import of the cluster NAME.")
@on_site
def import_(file: Path | None, dry_run: bool, undo: str | None) -> None:
    """Bring in the cluster that FILE holds: all of it, or nothing.

    People, organisations and programmes that are here already are recognised and left as they are.
    """
    from django.utils import timezone

    from spinney.base.keeping import imports
    from spinney.base.kernel.actors import Actor

    by, now = Actor.system("spinney import"), timezone.now()
    if undo:
        removed = imports.undo_import(imports.last_arrival(undo), by=by, now=now)
        click.echo(f"Took back {sum(removed.values()):,} rows. {undo} is no longer here.")
        return
    if file is None:
        raise click.UsageError("Give the file to import, or --undo NAME.")
    if dry_run:
        plan = imports.preview(file, by=by, now=now)
        _tell(plan, "would be made", "are here already")
        click.echo("Nothing was changed.")
        return
    arrival, plan = imports.import_cluster(file, by=by, now=now)
    _tell(plan, "made", "were here already")
    click.echo(f"{arrival.name} is here. To take it back: spinney import --undo {arrival.name!r}")


def _tell(plan: Plan, made: str, known: str) -> None:
    click.echo(f"{plan.cluster}: {plan.entries:,} entries of its record, {plan.files:,} files")
    for label in plan.made:
        click.echo(f"  {label}: {plan.made[label]:,} {made}, {plan.known[label]:,} {known}")
    for label, name, field, here, there in plan.differs:
        click.echo(f"  {label} “{name}”, {field}: here “{here}” (stays), in the file “{there}”")
