"""`spinney serve`: everything a site needs, from one command."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from spinney.base.kernel.errors import WrongState


@click.command()
@click.option("--data", metavar="DIR", help="Where the site keeps its data (else ./var).")
@click.option("--host", metavar="H", default="127.0.0.1", show_default=True, help="Listen here.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Listen on this port; 0 finds a free one.",
)
@click.option("--demo", is_flag=True, help="Load the demonstration programme and show its doors.")
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 64),
    default=lambda: min(4, os.cpu_count() or 1),
    help="How many requests are answered at the same time. [default: one to a core, up to 4]",
)
def serve(data: str | None, host: str, port: int, demo: bool, workers: int) -> None:
    """Serve the site and do its background work, until stopped.

    Makes the database and everything else that is missing. Settings come from the environment;
    the host's guide lists them.
    """
    from spinney.cli.serving.places import ServingLock, keep_secret_key
    from spinney.cli.serving.ports import free_port
    from spinney.cli.serving.prepare import is_prepared
    from spinney.cli.serving.supervisor import Site, Supervisor
    from spinney.cli.site import choose_data_folder

    folder = choose_data_folder(data, make=True)
    lock = ServingLock(folder)
    site = Site(host, free_port(host, port), workers)
    lock.take(site.address)
    try:
        keep_secret_key(folder)
        _tell_settings(site.address, host, demo)
        if not is_prepared(folder, demo=demo):
            click.echo(f"Preparing {folder} …")
            arguments = ["--demo"] if demo else []
            step = [sys.executable, "-m", "spinney.cli.serving.prepare", *arguments]
            if subprocess.run(step, check=False).returncode:
                raise WrongState("The site could not be prepared. The lines above say why.")
        Supervisor(site, click.echo).run()
    finally:
        lock.release()


def _tell_settings(address: str, host: str, demo: bool) -> None:
    """What the settings cannot know by themselves; what the host has set stands."""
    if demo:
        os.environ["SPINNEY_DEMO"] = "1"
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104
    if everywhere and not {"ALLOWED_HOSTS", "SPINNEY_ADDRESS"} & os.environ.keys():
        click.echo("For other machines to reach it, set SPINNEY_ADDRESS to the address they use.")
    os.environ.setdefault("SPINNEY_ADDRESS", address)
