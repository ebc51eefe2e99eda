"""`spinney grants`: files of grants in the form of 360Giving, checked and written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LARGEST = 200_000_000
NOT_VALID = 1
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@click.group()
def grants() -> None:
    """Check and write files of grants."""


@grants.command("check")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
def check_file(file: Path, as_json: bool) -> None:
    """Say what a published FILE holds (JSON, CSV or XLSX), and what is not as 360Giving asks.

    Needs no site and no database. Ends with 1 when something is not as the standard asks.
    """
    from spinney.money.engine.threesixty.reading import read_file

    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file.name} is too large to be read at once.")
    found = read_file(file.name, file.read_bytes())
    if as_json:
        click.echo(json.dumps(_as_json(found), indent=1, ensure_ascii=False))
    else:
        _tell(found)
    raise SystemExit(NOT_VALID if found.noted or found.left_out else 0)


def _as_json(found: Any) -> dict[str, object]:
    return {
        "grants": len(found.awards),
        "pence": sum(one.pence for one in found.awards),
        "left_out": [vars(one) for one in found.left_out],
        "faults": [vars(one) for one in found.noted],
        "unknown": list(found.unknown),
    }


def _tell(found: Any) -> None:
    from spinney.base.kernel.money import Money

    total = Money(sum(one.pence for one in found.awards))
    count = len(found.awards)
    click.echo(f"{count:,} {'grant' if count == 1 else 'grants'}, {total} together.")
    for title, faults in (
        ("Left out", found.left_out),
        ("Not as the standard asks", found.noted),
    ):
        if faults:
            click.echo(f"{title}: {len(faults):,}")
        for one in faults:
            click.echo(f"  {one.where}: {one.code}{f' ({one.found})' if one.found else ''}")
    if found.unknown:
        click.echo(f"Not in the standard: {', '.join(found.unknown)}")


@grants.command("export")
@click.argument("programme", type=int)
@click.option("--data", metavar="DIR", help="The site's data folder (else SPINNEY_DATA_DIR).")
@click.option("--prefix", default="", help="The publisher's prefix, as 360Giving gave it.")
@click.option(
    "--licence", default="https://creativecommons.org/licenses/by/4.0/", show_default=True
)
def export_grants(programme: int, data: str | None, prefix: str, licence: str) -> None:
    """Write the grants of a PROGRAMME (its number) as JSON in the form of 360Giving."""
    from spinney.cli.site import choose_data_folder, wake_django

    choose_data_folder(data)
    wake_django()
    from django.utils import timezone

    from spinney.base.kernel.actors import Actor
    from spinney.money.api import published_grants

    whole = published_grants(
        programme, by=Actor.system("spinney grants export"), prefix=prefix, licence=licence,
        now=timezone.now(),
    )  # fmt: skip
    click.echo(json.dumps(whole, indent=1, ensure_ascii=False))
