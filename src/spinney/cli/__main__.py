"""The `spinney` command. Each command's module is imported only when it is run."""

from __future__ import annotations

import click

from spinney import __version__
from spinney.base.kernel.errors import SpinneyError
from spinney.cli.lazy import Later, LazyGroup

COMMANDS = {
    "serve": Later("spinney.cli.serve:serve", "Serve the site and do its background work."),
    "doctor": Later("spinney.cli.doctor:doctor", "Check that everything this site needs works."),
    "migrate": Later("spinney.cli.house:migrate", "Bring the database's tables up to date."),
    "shell": Later("spinney.cli.house:shell", "Open a Python shell on this site's data."),
    "host": Later("spinney.cli.house:host", "Say who runs this installation."),
    "backup": Later("spinney.cli.keeping:backup", "Keep a copy of everything in one file."),
    "register": Later("spinney.cli.register:register", "Load registers, and where postcodes are."),
    "groups": Later("spinney.cli.groups:groups", "Propose who should work with whom."),
    "agreements": Later("spinney.cli.agreements:agreements", "Check signed and sealed PDFs."),
    "mail": Later("spinney.cli.mail:mail", "Read the mail that has come."),
    "ballot": Later("spinney.cli.ballot:ballot", "Count votes that are kept in a file."),
    "costs": Later("spinney.cli.costs:costs", "Share a cost among members."),
    "grants": Later("spinney.cli.grants:grants", "Check and write files of 360Giving."),
    "spend": Later("spinney.cli.spend:spend", "Read payments, and compare what people buy."),
    "suppliers": Later("spinney.cli.suppliers:suppliers", "Find out which names are one supplier."),
    "decisions": Later("spinney.cli.decisions:decisions", "Check the registers of decisions."),
    "export": Later("spinney.cli.keeping:export", "Write one cluster into one file."),
    "import": Later("spinney.cli.keeping:import_", "Bring in a cluster from a file."),
    "restore": Later("spinney.cli.keeping:restore", "Put back what a backup holds."),
}


class Spinney(LazyGroup):
    """The command itself: an expected failure is told in its own words, with its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SpinneyError as problem:
            click.echo(str(problem), err=True)
            for name, messages in getattr(problem, "fields", {}).items():
                for message in messages:
                    click.echo(f"  {name}: {message}", err=True)
            ctx.exit(problem.exit_code)


@click.group(
    name="spinney",
    cls=Spinney,
    later=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="spinney", message="%(prog)s %(version)s")
def main() -> None:
    """Small charities become clusters and consortia, and can show that it was worth it."""


if __name__ == "__main__":
    main(prog_name="spinney")
