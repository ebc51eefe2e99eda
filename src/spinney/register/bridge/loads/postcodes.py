"""Where postcodes are: the ONS Postcode Directory, or a table of its kind, into the register."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from spinney.base.kernel.tabular.archives import Limits, is_zip, members_of
from spinney.base.kernel.tabular.stored import FileRefused, Stored
from spinney.register.bridge.loads import bulk
from spinney.register.bridge.loads.batches import batches_of
from spinney.register.bridge.loads.files import stored
from spinney.register.bridge.loads.known import positions
from spinney.register.engine.postcodes import PostcodePlace, is_recognised, read_postcodes
from spinney.register.engine.rows import Reject
from spinney.register.engine.tabular.opening import tables_in
from spinney.register.engine.tabular.text import Table, open_text
from spinney.register.models import Organisation, Place, Postcode

BATCH = 5_000
_IN_PARTS = ("multi_csv/",)
"""Folders of the ONS zips that hold the same postcodes once more, by area."""
_NAMES = re.compile(r"la_?ua names|lad.*names and codes|local authority.*names", re.IGNORECASE)
_CODE, _NAME = re.compile(r"lad\d\dcd"), re.compile(r"lad\d\dnm")


@dataclass
class PostcodeCounts:
    """What was read and refused; `placed` organisations and places were given a position."""

    postcodes: int = 0
    rejected: int = 0
    placed: int = 0


def postcode_tables(path: Path) -> tuple[list[Table], dict[str, str]]:
    """Tables of postcodes in a file, and the names of areas by code when the zip has them."""
    file = stored(path)
    with file.open() as stream:
        packed = is_zip(stream.read(8))
    if not packed or path.suffix.lower() != ".zip":
        return list(tables_in(file)), {}
    tables: list[Table] = []
    names: dict[str, str] = {}
    for member in members_of(file, Limits(members=2_000)):
        if not member.name.lower().endswith((".csv", ".txt")):
            continue
        if _NAMES.search(member.name):
            names |= _area_names(member)
        elif not any(part in member.name.lower() for part in _IN_PARTS):
            tables += _if_of_postcodes(member)
    if not tables:
        raise FileRefused(
            f"{path.name} has no table of postcodes in it. Use the ONS Postcode Directory."
        )
    return tables, names


def _if_of_postcodes(member: Stored) -> list[Table]:
    table = open_text(member)
    return [table] if is_recognised(table.headers) else []


def _area_names(member: Stored) -> dict[str, str]:
    table = open_text(member)
    heads = [h.casefold() for h in table.headers]
    code = next((i for i, h in enumerate(heads) if _CODE.fullmatch(h)), None)
    name = next((i for i, h in enumerate(heads) if _NAME.fullmatch(h)), None)
    if code is None or name is None:
        return {}
    rows = (row for _, row in table.records() if len(row) == len(heads))
    return {row[code]: row[name] for row in rows}


def keep_postcodes(
    path: Path, tell: Callable[[float], None], reject: Callable[[Reject], None]
) -> PostcodeCounts:
    """Write every postcode of a file, then give positions to those organisations and places whose
    postcode is now known. Doing it again changes nothing, so after a kill it is just done again.
    """
    counts = PostcodeCounts()
    tables, names = postcode_tables(path)
    for table in tables:
        for batch in batches_of(read_postcodes(table), BATCH):
            rejects = [one for one in batch if isinstance(one, Reject)]
            places = [one for one in batch if isinstance(one, PostcodePlace)]
            with transaction.atomic():
                bulk.upsert(
                    bulk.table_of(Postcode), "code",
                    ("latitude", "longitude", "area_code", "area_name"),
                    [(p.postcode.replace(" ", ""), p.latitude, p.longitude, p.area_code,
                      p.area_name or names.get(p.area_code, "")) for p in places],
                )  # fmt: skip
            for one in rejects:
                reject(one)
            counts.rejected += len(rejects)
            counts.postcodes += len(places)
            tell(table.meter.done / table.meter.total if table.meter.total else 1.0)
    for model in (Organisation, Place):
        counts.placed += _give_positions(model)
    return counts


def _give_positions(model: type[models.Model]) -> int:
    """Positions for rows that have a postcode and none yet."""
    given, after = 0, 0
    waiting = model._base_manager.filter(latitude=None).exclude(postcode="").order_by("pk")
    while rows := list(waiting.filter(pk__gt=after).values_list("pk", "postcode")[:BATCH]):
        after = rows[-1][0]
        where = positions(postcode for _, postcode in rows)
        found = [(*where[postcode], pk) for pk, postcode in rows if postcode in where]
        with transaction.atomic():
            bulk.update(bulk.table_of(model), "id", ("latitude", "longitude"), found)
        given += len(found)
    return given
