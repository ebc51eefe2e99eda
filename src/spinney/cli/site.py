"""Which site a command works on: its data folder, and Django made ready for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from spinney.base.kernel.errors import BadInput


def choose_data_folder(folder: str | None, *, make: bool = False) -> Path:
    """The site's data folder: as asked, else SPINNEY_DATA_DIR, else ./var. Told to the settings.

    Raises BadInput when it is not there (unless `make`), or is not a folder, or cannot be made.
    """
    chosen = Path(folder or os.environ.get("SPINNEY_DATA_DIR") or "var").expanduser().resolve()
    if chosen.exists() and not chosen.is_dir():
        raise BadInput(f"{chosen} is a file. Give a folder in which Spinney may keep its data.")
    if make:
        try:
            chosen.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise BadInput(f"The folder {chosen} cannot be made: {problem.strerror}.") from problem
    elif not chosen.exists():
        raise BadInput(
            f"There is no folder {chosen}. Give the site's data folder with --data, "
            "or begin one with `spinney serve`."
        )
    os.environ["SPINNEY_DATA_DIR"] = str(chosen)
    return chosen


def wake_django() -> None:
    """Load the settings and the rooms. Takes about a second, so commands do it last."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinney.config.settings")
    import django

    django.setup()


def on_site[F: Callable[..., Any]](command: F) -> F:
    """Gives a command the option --data and wakes Django before it runs."""

    def woken(*args: Any, data: str | None, **kwargs: Any) -> Any:
        choose_data_folder(data)
        wake_django()
        return command(*args, **kwargs)

    woken.__name__, woken.__doc__ = command.__name__, command.__doc__
    if hasattr(command, "__click_params__"):
        woken.__click_params__ = command.__click_params__  # type: ignore[attr-defined]
    option = click.option(
        "--data", metavar="DIR", help="The site's data folder (else SPINNEY_DATA_DIR, else ./var)."
    )
    return option(woken)  # type: ignore[return-value]
