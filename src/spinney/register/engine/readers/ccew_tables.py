"""The Charity Commission for England and Wales, public extract: the tables beside the charities.

Other names, classification, area of operation, and parts A and B of the annual return. Of the
table of trustees only a count is taken: names of trustees are never kept, nor shown in rejects.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from spinney.register.engine.readers.base import Cells, Convert, Reader, convert_rows
from spinney.register.engine.readers.ccew import SCHEME, SOURCE, charity_in
from spinney.register.engine.rows import (
    Activity,
    Addition,
    Area,
    Item,
    NameKind,
    OtherName,
    RowRefused,
)
from spinney.register.engine.tabular.text import Table

_NAME_KINDS = {"working name": NameKind.WORKING, "previous name": NameKind.PREVIOUS}
_KEY = frozenset({"organisation_number", "registered_charity_number"})
_MOST_ORGANISATIONS = 50_000_000
"""The Commission numbers organisations from 1; they stand near six million."""


class SeenNumbers:
    """Which whole numbers were met before, at one bit each.

    >>> seen = SeenNumbers()
    >>> seen.add(5), seen.add(5)
    (True, False)
    """

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> bool:
        """Remember a number; True when it is new."""
        byte, bit = number >> 3, 1 << (number & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 4096 - len(self._bits)))
        if self._bits[byte] & bit:
            return False
        self._bits[byte] |= bit
        return True


def organisation_number(cells: Cells) -> int:
    """The Commission's own number of the organisation; raises RowRefused."""
    text = cells.raw("organisation_number").strip()
    if not (text.isascii() and text.isdecimal()) or int(text) > _MOST_ORGANISATIONS:
        raise RowRefused(
            f"“{text[:40]}” is not an organisation number.", "a whole number, such as 216865"
        )
    return int(text)


def _gathered(table: Table, key: str, convert: Convert) -> Iterator[Item]:
    """Rows in a run about one organisation as a single addition, for each kind of row by itself.

    The tables are sorted by kind and organisation. Should an organisation come back later in the
    same kind, its addition says that it continues.
    """
    cells = Cells(table.file, table.columns)
    seen: dict[str, SeenNumbers] = {}
    current: dict[str, Addition] = {}
    for item in convert_rows(table, cells, convert):
        if not isinstance(item, Addition):
            yield item
            continue
        if current and next(iter(current.values())).about != item.about:
            yield from current.values()
            current.clear()
        part = f"{key}:{item.table}"[:40]
        if part in current:
            current[part] = _together(current[part], item)
        else:
            fresh = seen.setdefault(part, SeenNumbers()).add(organisation_number(cells))
            current[part] = replace(item, table=part, continues=not fresh)
    yield from current.values()


def _together(one: Addition, more: Addition) -> Addition:
    return replace(
        one,
        other_names=one.other_names + more.other_names,
        activity_codes=one.activity_codes + more.activity_codes,
        areas=one.areas + more.areas,
    )


def _other_name(cells: Cells) -> Addition:
    organisation_number(cells)
    kind = _NAME_KINDS.get(cells.raw("charity_name_type").strip().casefold(), NameKind.OTHER)
    return Addition(
        line=cells.line,
        about=charity_in(cells),
        table=kind,
        other_names=(OtherName(cells.name("charity_name"), kind),),
        as_of=cells.day_of_file("date_of_extract"),
    )


def _classification(cells: Cells) -> Addition:
    organisation_number(cells)
    code = cells.text("classification_code", 20)
    if not code:
        raise RowRefused("This row has no classification code.", "a code such as 109")
    label = cells.text("classification_description", 200)
    return Addition(
        line=cells.line,
        about=charity_in(cells),
        table=cells.text("classification_type", 20),
        activity_codes=(Activity("ccew", code, label),),
        as_of=cells.day_of_file("date_of_extract"),
    )


def _area(cells: Cells) -> Addition:
    organisation_number(cells)
    name = cells.text("geographic_area_description", 200)
    if not name:
        raise RowRefused("This row names no area.", "an area such as Bolton")
    kind = cells.text("geographic_area_type", 20)
    return Addition(
        line=cells.line,
        about=charity_in(cells),
        table=kind,
        areas=(Area(kind, name),),
        as_of=cells.day_of_file("date_of_extract"),
    )


def _latest_only(
    key: str, column: str, field: Literal["volunteers", "employees"], what: str
) -> Callable[[Table], Iterator[Item]]:
    """Reads the number of people in each charity's latest annual return; passes over older ones."""

    def convert(cells: Cells) -> Addition:
        number = cells.people(column, what)
        return Addition(
            line=cells.line,
            about=charity_in(cells),
            table=key,
            volunteers=number if field == "volunteers" else None,
            employees=number if field == "employees" else None,
            year_end=cells.day("fin_period_end_date", "end of the financial year"),
            as_of=cells.day_of_file("date_of_extract"),
        )

    def read(table: Table) -> Iterator[Item]:
        latest = table.columns["latest_fin_period_submitted_ind"]
        count = table.columns[column]

        def records() -> Iterator[tuple[int, list[str]]]:
            width = len(table.headers)
            for line, row in table.records():
                if len(row) != width or (row[latest].lower() == "true" and row[count]):
                    yield line, row

        wanted = replace(table, records=records)
        return convert_rows(wanted, Cells(table.file, table.columns), convert)

    return read


def _trustees(table: Table) -> Iterator[Item]:
    """How many trustees each charity has, counted in a first pass and told in a second.

    Memory is two bytes for each organisation number there can be, however long the table is.
    """
    cells = Cells(table.file, table.columns, shown=False)
    counts = array("H")

    def count(cells: Cells) -> Addition:
        number = organisation_number(cells)
        addition = Addition(cells.line, charity_in(cells), "trustees")
        if number >= len(counts):
            counts.frombytes(bytes(2 * (number + 4096 - len(counts))))
        counts[number] = min(counts[number] + 1, 65535)
        return addition

    for _ in convert_rows(table, cells, count):
        pass

    def tell(cells: Cells) -> Addition:
        number = organisation_number(cells)
        found, counts[number] = counts[number], 0
        return Addition(
            cells.line,
            charity_in(cells),
            "trustees",
            trustees=found or None,
            as_of=cells.day_of_file("date_of_extract"),
        )

    for item in convert_rows(table, cells, tell):
        if not isinstance(item, Addition) or item.trustees is not None:
            yield item


def _side(key: str, title: str, marks: set[str], convert: Convert) -> Reader:
    """A reader of a side table whose rows are gathered by organisation."""
    return Reader(
        key=f"ccew-{key}",
        title=f"the Charity Commission for England and Wales table of {title}",
        source=SOURCE,
        marks=frozenset(marks | {"date_of_extract"}),
        needs=frozenset(marks) | _KEY | {"linked_charity_number"},
        read=lambda table: _gathered(table, key, convert),
        adds=True,
        scheme=SCHEME,
    )


def _return(
    key: str, title: str, column: str, field: Literal["volunteers", "employees"], what: str
) -> Reader:
    marks = frozenset({"date_of_extract", "ar_cycle_reference", column})
    return Reader(
        key=f"ccew-{key}",
        title=f"the Charity Commission for England and Wales table of {title}",
        source=SOURCE,
        marks=marks,
        needs=marks | _KEY | {"latest_fin_period_submitted_ind"},
        read=_latest_only(key, column, field, what),
        adds=True,
        scheme=SCHEME,
    )


OTHER_NAMES = _side(
    "other-names", "other names", {"charity_name_type", "charity_name"}, _other_name
)
CLASSIFICATION = _side(
    "classification",
    "classifications",
    {"classification_code", "classification_description"},
    _classification,
)
AREAS = _side(
    "areas", "areas of operation", {"geographic_area_type", "geographic_area_description"}, _area
)
VOLUNTEERS = _return(
    "volunteers", "annual returns, part A", "count_volunteers", "volunteers", "number of volunteers"
)
EMPLOYEES = _return(
    "employees", "annual returns, part B", "count_employees", "employees", "number of employees"
)
TRUSTEES = Reader(
    key="ccew-trustees",
    title="the Charity Commission for England and Wales table of trustees",
    source=SOURCE,
    marks=frozenset({"date_of_extract", "trustee_id"}),
    needs=_KEY | {"linked_charity_number"},
    read=_trustees,
    adds=True,
    scheme=SCHEME,
)
TABLES = (OTHER_NAMES, CLASSIFICATION, AREAS, VOLUNTEERS, EMPLOYEES, TRUSTEES)
IGNORED = {
    "ccew-history": frozenset({"date_of_extract", "reporting_due_date", "suppression_ind"}),
    "ccew-events": frozenset({"date_of_extract", "charity_event_order"}),
    "ccew-documents": frozenset({"date_of_extract", "governing_document_description"}),
    "ccew-regulators": frozenset({"date_of_extract", "regulator_name"}),
    "ccew-policies": frozenset({"date_of_extract", "policy_name"}),
    "ccew-reports": frozenset({"date_of_extract", "report_location"}),
}
"""Tables of the extract that hold nothing the register keeps, by their columns."""
