"""`spinney doctor`: is everything that this site needs in order?"""

from __future__ import annotations

import json as json_format

import click

from spinney.cli.site import choose_data_folder, wake_django

MARKS = {"well": "✓", "notice": "!", "ill": "✗"}


@click.command()
@click.option("--data", metavar="DIR", help="The site's data folder.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def doctor(data: str | None, as_json: bool) -> None:
    """Check that everything this site needs works.

    Leaves with exit code 1 when something is ill, 0 otherwise.
    """
    folder = choose_data_folder(data)
    wake_django()
    from spinney.cli.health.checks import examine

    findings = examine(folder)
    ill = [f for f in findings if f.state == "ill"]
    if as_json:
        told = {"well": not ill, "findings": [vars(f) for f in findings]}
        click.echo(json_format.dumps(told, indent=2))
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.state]} {finding.about}: {finding.says}")
            if finding.mend:
                click.echo(f"    {finding.mend}")
        click.echo(_verdict(len(ill), sum(f.state == "notice" for f in findings)))
    raise SystemExit(1 if ill else 0)


def _verdict(ill: int, notices: int) -> str:
    if ill:
        return f"{ill} {'thing needs' if ill == 1 else 'things need'} mending."
    if notices:
        return f"The site is well. {notices} {'thing' if notices == 1 else 'things'} to know."
    return "The site is well."
