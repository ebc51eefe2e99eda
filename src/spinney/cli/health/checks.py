"""The checks, in the order in which somebody would look."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from spinney.cli.health import database, house, incoming, ledgers, registers
from spinney.cli.health.finding import Finding, ill

logger = logging.getLogger(__name__)

Check = Callable[[Path], Finding]
ON_ANY: list[Check] = [house.versions, house.disk, house.key, house.seal, database.reachable]
ON_DATABASE: list[Check] = [
    database.settings_hold,
    database.whole,
    database.migrated,
    database.record_unbroken,
    registers.registers_unbroken,
    ledgers.ledgers_whole,
    house.files_present,
    house.looks,
    house.mail,
    incoming.mail_in,
    house.address,
    house.worker,
    house.duties,
    house.jobs,
]


def examine(folder: Path) -> list[Finding]:
    """Run every check; those that need the database only when it can be reached."""
    found = [_run(check, folder) for check in ON_ANY]
    if found[-1].state != "ill":
        found += [_run(check, folder) for check in ON_DATABASE]
    return found


def _run(check: Callable[[Path], Finding], folder: Path) -> Finding:
    """A check that itself fails is a finding, not the end of the examination."""
    try:
        return check(folder)
    except Exception as problem:
        logger.debug("check failed", exc_info=True)
        name = check.__name__.replace("_", " ")
        return ill(name, f"could not be checked ({type(problem).__name__}: {problem}).")
