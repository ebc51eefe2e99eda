"""Files on disk as the tables to load, in the order in which they must be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spinney.base.kernel.canonical import sha256
from spinney.base.kernel.tabular.archives import Limits
from spinney.base.kernel.tabular.stored import FileRefused, Stored
from spinney.register.engine.readers.mapping import Mapping
from spinney.register.engine.readers.recognising import Plan, is_passed_over, plan_for
from spinney.register.engine.tabular.opening import tables_in

_PASSED_OVER = (".md", ".pdf", ".docx", ".html", ".png", ".jpg", ".log")


def stored(path: Path, name: str = "") -> Stored:
    """A file on disk, to be opened again and again."""
    return Stored(name or path.name, lambda: path.open("rb"), path.stat().st_size)


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Files as given, and those in folders. Raises FileRefused for one that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            found += [p for p in inside if not p.name.startswith(".")]
        elif path.is_file():
            found.append(path)
        else:
            raise FileRefused(f"There is no file {path}. Check its name and where it is.")
    if not found:
        raise FileRefused("There are no files there to load.")
    return found


def describe(path: Path, name: str = "") -> dict[str, Any]:
    """A file as a load remembers it."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "name": name or path.name,
        "path": str(path),
        "size": path.stat().st_size,
        "sha256": digest,
    }


def fingerprint(files: Sequence[dict[str, Any]], mapping: dict[str, Any]) -> str:
    """By which the same files with the same mapping are known again."""
    return sha256([sorted(file["sha256"] for file in files), mapping])


@dataclass
class Reading:
    """The tables of a load, in reading order, with what a person should know about them."""

    plans: list[Plan] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(plan.table.meter.total for plan in self.plans)

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(plan.source for plan in self.plans))


def open_all(
    files: Sequence[Stored], mapping: Mapping | None = None, limits: Limits | None = None
) -> Reading:
    """Plans for every table of some files: organisations before additions to them.

    In a set of several files, one that is no table is passed over with a remark; when nothing is
    left, or the only file cannot be read, its FileRefused is raised.
    """
    reading = Reading()
    refusals: list[FileRefused] = []
    for file in files:
        try:
            for plan in _plans(file, mapping, limits, reading):
                reading.plans.append(plan)
        except FileRefused as refused:
            if len(files) == 1 or not file.name.lower().endswith(_PASSED_OVER):
                raise
            refusals.append(refused)
            reading.remarks.append(f"{file.name} was passed over: it is not a table.")
    if not reading.plans:
        raise refusals[0] if refusals else FileRefused(
            "None of these files has anything that the register keeps."
        )  # fmt: skip
    reading.plans.sort(key=lambda plan: plan.adds)
    return reading


def _plans(
    file: Stored, mapping: Mapping | None, limits: Limits | None, reading: Reading
) -> Iterator[Plan]:
    for table in tables_in(file, limits):
        reading.remarks += [f"{table.file}: {remark}" for remark in table.remarks]
        if mapping is None and is_passed_over(table):
            reading.remarks.append(f"{table.file} has nothing that the register keeps.")
        else:
            yield plan_for(table, mapping)
