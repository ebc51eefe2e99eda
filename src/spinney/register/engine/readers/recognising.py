"""Which reader a table is for, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine import postcodes
from spinney.register.engine.readers import (
    ccew,
    ccew_tables,
    ccni,
    companies_house,
    mapped,
    oscr,
    ukcat,
)
from spinney.register.engine.readers.base import Reader
from spinney.register.engine.readers.mapping import Mapping, suggest
from spinney.register.engine.rows import Item
from spinney.register.engine.tabular.text import Table

READERS: tuple[Reader, ...] = (
    *ccew_tables.TABLES,
    ccew.CHARITIES,
    ccni.CHARITIES,
    companies_house.COMPANIES,
    oscr.CHARITIES,
    ukcat.SAMPLE,
)


class MappingNeeded(FileRefused):
    """The table is no publisher's that is known: somebody must say what its columns hold.

    `headers` are its columns, `suggested` what they seem to hold.
    """

    def __init__(self, file: str, headers: tuple[str, ...], suggested: dict[str, str]) -> None:
        super().__init__(
            f"{file} is not a file of a register that is known here. Say what its columns hold "
            f"with a mapping. Its columns are: {', '.join(h for h in headers if h)}."
        )
        self.headers, self.suggested = headers, suggested


@dataclass(frozen=True)
class Plan:
    """How one table will be read: by a publisher's reader, or by a mapping."""

    table: Table
    key: str
    title: str
    source: str
    adds: bool
    reader: Reader | None = None
    mapping: Mapping | None = None

    def items(self) -> Iterator[Item]:
        """Everything in the table, from its first row, the same each time."""
        if self.reader is not None:
            return self.reader.read(self.table)
        if self.mapping is None:
            raise FileRefused(f"Nothing says how to read {self.table.file}.")
        return mapped.read_mapped(self.table, self.mapping)


def reader_for(table: Table) -> Reader | None:
    """The reader whose marks the table bears, or None."""
    return next((reader for reader in READERS if reader.recognises(table)), None)


def is_passed_over(table: Table) -> bool:
    """Whether the table belongs to a known register but holds nothing that is kept here."""
    return any(marks <= table.columns.keys() for marks in ccew_tables.IGNORED.values())


def plan_for(table: Table, mapping: Mapping | None = None) -> Plan:
    """How to read a table. A mapping, when given, goes before what the table seems to be.

    Raises MappingNeeded when nobody's table is recognised, FileRefused when columns are missing.
    """
    if mapping is not None:
        source = mapping.source or table.file.rpartition("/")[2][:60]
        return Plan(table, "mapped", "a table with a mapping", source, adds=False, mapping=mapping)
    reader = reader_for(table)
    if reader is None:
        suggested = suggest(table.headers)
        if "name" not in suggested.values() and postcodes.is_recognised(table.headers):
            raise FileRefused(
                f"{table.file} is a list of postcodes, not of organisations. "
                "Load it with `spinney register load-postcodes`."
            )
        raise MappingNeeded(table.file, table.headers, suggested)
    reader.check(table)
    return Plan(table, reader.key, reader.title, reader.source, reader.adds, reader=reader)
