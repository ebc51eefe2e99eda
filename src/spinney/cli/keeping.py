"""`spinney backup` and `spinney restore`."""

from __future__ import annotations

from pathlib import Path

import click

from spinney.base.kernel.errors import WrongState
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
