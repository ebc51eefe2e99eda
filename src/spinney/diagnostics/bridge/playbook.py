"""The playbook that comes with Spinney, from its files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.engine.playbook.contents import Moment, Playbook, Step
from spinney.diagnostics.engine.playbook.reading import read

FOLDER = Path(__file__).parent.parent / "playbook"


@cache
def playbook() -> Playbook:
    """Every step and hard moment. Read once in a process: files change only with a new release.

    Raises Unsound for files that are damaged.
    """
    files = sorted(FOLDER.glob("*.toml"))
    return read({path.name: path.read_text("utf-8") for path in files})


def step_named(key: str) -> Step:
    """One step. Raises NotFound."""
    step = playbook().step_of.get(key)
    if step is None:
        raise NotFound("There is no such step in the playbook.")
    return step


def moment_named(key: str) -> Moment:
    """One hard moment. Raises NotFound."""
    moment = playbook().moment_of.get(key)
    if moment is None:
        raise NotFound("The playbook has no such moment.")
    return moment
