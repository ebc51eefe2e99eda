"""A load's files and mapping, opened and described for the actions and pages of loads."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from spinney.base.kernel.tabular.archives import MEGABYTE, Limits
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.bridge.loads.batches import Counts
from spinney.register.bridge.loads.files import Reading, describe, fingerprint, open_all, stored
from spinney.register.engine.readers.mapped import dates_of
from spinney.register.engine.readers.mapping import FIELDS, Mapping
from spinney.register.engine.readers.recognising import MappingNeeded
from spinney.register.engine.rows import OrganisationRow, Reject
from spinney.register.engine.tabular.opening import tables_in
from spinney.register.models import Load

__all__ = ["describe", "fingerprint"]

WEB_LIMITS = Limits(unpacked=4096 * MEGABYTE, sheet=250 * MEGABYTE)
TRIAL_REJECTS = 200
"""Rejects of a dry run that are kept to be shown."""


def upload_folder(uid: str) -> Path:
    """Where the files of an upload are kept until they are loaded."""
    return Path(settings.MEDIA_ROOT) / "loads" / uid


def mapping_of(load: Load) -> Mapping | None:
    return Mapping.from_json(load.mapping) if load.mapping else None


def open_load(load: Load) -> Reading:
    """The tables of a load. Raises FileRefused when a file is gone or was changed meanwhile."""
    for file in load.files:
        path = Path(file["path"])
        if not path.is_file() or describe(path)["sha256"] != file["sha256"]:
            raise FileRefused(
                f"{file['name']} is gone or was changed since this load was begun. "
                "Begin a new load with it."
            )
    return _open(load, mapping_of(load))


def _open(load: Load, mapping: Mapping | None) -> Reading:
    files = [stored(Path(file["path"]), file["name"]) for file in load.files]
    return open_all(files, mapping, WEB_LIMITS if is_upload(load) else None)


def is_upload(load: Load) -> bool:
    root = Path(settings.MEDIA_ROOT) / "loads"
    return all(Path(file["path"]).is_relative_to(root) for file in load.files)


def names_of(load: Load) -> str:
    """The load's files in a few words."""
    names = [file["name"] for file in load.files]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def source_and_remarks(load: Load) -> tuple[str, list[str]]:
    """Whose files these are, and what to know about them; "" while a mapping is wanted."""
    try:
        reading = _open(load, mapping_of(load))
    except MappingNeeded:
        return "", []
    return "; ".join(reading.sources)[:300], reading.remarks


def wanted_mapping(load: Load) -> MappingNeeded | None:
    """What a person must be asked about the load's columns; None when its table is known."""
    try:
        _open(load, None)
    except MappingNeeded as needed:
        return needed
    return None


def check_mapping(load: Load) -> None:
    """Raise FileRefused when the mapping does not fit the file, or leaves a date open."""
    mapping = mapping_of(load)
    for plan in _open(load, mapping).plans:
        next(iter(plan.items()), None)
        if mapping is not None:
            dates_of(plan.table, mapping)


def fields() -> list[tuple[str, str]]:
    """What a column can hold: key and label, for a person to choose from."""
    return [(field.key, field.label) for field in FIELDS]


def samples(load: Load, rows: int = 3) -> dict[str, list[str]]:
    """The first values of each column of the load's first table."""
    file = load.files[0]
    table = next(tables_in(stored(Path(file["path"]), file["name"])))
    first = [row for _, row in islice(table.records(), rows)]
    return {
        header: [row[at] for row in first if at < len(row) and row[at].strip()]
        for at, header in enumerate(table.headers)
        if header
    }


def preview(load: Load, rows: int = 8) -> tuple[list[OrganisationRow], list[Reject]]:
    """The first organisations as they would be loaded, and the rejects before them."""
    found: list[OrganisationRow] = []
    rejects: list[Reject] = []
    for plan in _open(load, mapping_of(load)).plans:
        for item in islice(plan.items(), 50):
            if isinstance(item, OrganisationRow):
                found.append(item)
            elif isinstance(item, Reject):
                rejects.append(item)
            if len(found) >= rows:
                return found, rejects
    return found, rejects


def trial_of(counts: Counts, rejects: Sequence[Reject]) -> dict[str, Any]:
    """The result of a dry run as kept with the load."""
    shown = [
        {
            "file": one.file, "line": one.line, "reason": one.reason, "expected": one.expected,
            "row": one.row, "kept": one.kept,
        }
        for one in rejects[:TRIAL_REJECTS]
    ]  # fmt: skip
    return {**vars(counts), "rejects": shown}


def forget_files(load: Load) -> None:
    """Remove uploaded files that are no longer needed; files given by the command stay."""
    if load.files and is_upload(load):
        shutil.rmtree(Path(load.files[0]["path"]).parent, ignore_errors=True)
