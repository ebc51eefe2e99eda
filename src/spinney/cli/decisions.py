"""`spinney decisions verify`: has nobody changed the registers of decisions?"""

from __future__ import annotations

import json
from typing import Any

import click

from spinney.cli.site import on_site


@click.group()
def decisions() -> None:
    """Check the registers of decisions."""


@decisions.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
@on_site
def verify(as_json: bool) -> None:
    """Say of every cluster whether its register of decisions is whole.

    Ends with 0 when every one is; with 1 when an entry was changed, taken out or put in from
    outside.
    """
    from spinney.cli.health.registers import registers

    found = registers()
    if as_json:
        told: list[dict[str, Any]] = [
            {
                "cluster": one.cluster,
                "uid": one.uid,
                "entries": one.entries,
                "mark": one.mark,
                "faults": [{"entry": n, "reason": reason} for n, reason in one.faults],
            }
            for one in found
        ]
        click.echo(json.dumps({"clusters": told}, indent=1, ensure_ascii=False))
    elif not found:
        click.echo("No decisions are entered yet.")
    else:
        for one in found:
            click.echo(f"{one.cluster}: {one.entries:,} entries, {one.in_words}")
            for number, reason in one.faults:
                click.echo(f"  entry {number}: {reason}")
    raise SystemExit(1 if any(one.faults for one in found) else 0)
