"""Small commands for whoever runs an installation."""

from __future__ import annotations

import click

from spinney.cli.site import on_site


@click.command()
@on_site
def migrate() -> None:
    """Bring the database's tables up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=1, interactive=False)


@click.command()
@on_site
def shell() -> None:
    """Open a Python shell on this site's data."""
    from django.core.management import call_command

    call_command("shell")


@click.group()
def host() -> None:
    """Say who runs this installation."""


@host.command("add")
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@on_site
def add_host(email: str, name: str) -> None:
    """Make the person with that e-mail address a host. She signs in with a code sent there."""
    from django.utils import timezone

    from spinney.base.access.hosts import add_host as add
    from spinney.base.kernel.actors import Actor

    person, is_new = add(email, name=name, by=Actor.system("spinney host add"), now=timezone.now())
    what = "is now a host" if is_new else "was a host already"
    click.echo(f"{person.email} {what}. Sign in with this address: a code will be sent to it.")
