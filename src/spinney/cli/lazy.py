"""Commands that are imported only when they are run, so that `spinney --version` is quick."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True)
class Later:
    """Where a command lives ("package.module:name") and what it is for, in one line."""

    where: str
    purpose: str

    def load(self) -> click.Command:
        module, _, name = self.where.partition(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.where} is not a command.")
        return command


class LazyGroup(click.Group):
    """A group of commands whose list can be shown without importing any of them."""

    def __init__(self, *args: Any, later: Mapping[str, Later] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = dict(later or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.later:
            return self.later[cmd_name].load()
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, later.purpose) for name, later in sorted(self.later.items())]
        rows += [(n, c.get_short_help_str(80)) for n, c in sorted(self.commands.items())]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(sorted(rows))
