"""Reads a file of ballots of any kind that Spinney knows, by the end of its name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import PurePath

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.problem import Problem

Reader = Callable[[Iterable[str], str], Problem]

READERS = {
    ".pb": "pabulib",
    ".blt": "blt",
    ".soi": "preflib",
    ".soc": "preflib",
    ".toi": "preflib",
    ".toc": "preflib",
    ".csv": "rankings_csv",
    ".json": "plain_json",
}


def read_ballot(name: str, lines: Iterable[str]) -> Problem:
    """What was voted on. Raises FileFault, with the line and what to do, where the file is of no
    kind that is known or is not what its name says.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        raise FileFault(
            f"The name {name!r} does not say what kind of file it is.",
            expected=f"A name that ends in {', '.join(READERS)}.",
        )
    module = import_module(f"spinney.decisions.engine.files.{READERS[ending]}")
    read: Reader = module.read
    return read(_as_text(lines), name)


def _as_text(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with a fault in our words where the bytes are no text."""
    number, rest = 0, iter(lines)
    while True:
        number += 1
        try:
            line = next(rest)
        except StopIteration:
            return
        except UnicodeDecodeError as fault:
            raise FileFault(
                "The file is not text in UTF-8.", number, what_to_do="Save it again as UTF-8."
            ) from fault
        yield line
