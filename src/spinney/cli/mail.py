"""`spinney mail fetch`: read the mail that has come; the site does it each minute by itself."""

from __future__ import annotations

import click

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.cli.site import on_site


@click.group()
def mail() -> None:
    """Read the mail that has come."""


@mail.command("fetch")
@on_site
def fetch_mail() -> None:
    """Read all new mail once: votes by answer, and messages that came back."""
    from django.conf import settings
    from django.utils import timezone

    from spinney.base.post.incoming.boxes import SHAPES, BoxFault
    from spinney.base.post.incoming.fetching import fetch

    if not settings.MAIL_IN:
        raise BadInput(f"This site does not know where mail comes in. {SHAPES}.")
    try:
        found = fetch(now=timezone.now())
    except BoxFault as fault:
        raise WrongState(str(fault)) from fault
    click.echo(f"Mails read: {found.read}. Of these {found.known} were answers to us or came back.")
    if found.aside:
        click.echo(f"Could not be dealt with, and flagged: {found.aside}.", err=True)
        raise SystemExit(1)
