"""Any plain table, read through a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spinney.base.kernel.tabular.dates import Order, OrderEvidence
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine import postcodes
from spinney.register.engine.readers.base import Cells, convert_rows
from spinney.register.engine.readers.mapping import BY_KEY, Mapping
from spinney.register.engine.rows import (
    Area,
    Identifier,
    Item,
    Kind,
    NameKind,
    OrganisationRow,
    OtherName,
    RowRefused,
    Status,
)
from spinney.register.engine.tabular import values
from spinney.register.engine.tabular.text import Table

_NUMBERS = (
    ("charity_number", "GB-CHC", "charity number"),
    ("scottish_number", "GB-SC", "Scottish charity number"),
    ("northern_irish_number", "GB-NIC", "charity number of Northern Ireland"),
    ("company_number", "GB-COH", "company number"),
)
_KINDS = {
    "voluntary": Kind.VOLUNTARY, "charity": Kind.VOLUNTARY, "vcs": Kind.VOLUNTARY,
    "community": Kind.VOLUNTARY, "third sector": Kind.VOLUNTARY, "statutory": Kind.STATUTORY,
    "public": Kind.STATUTORY, "council": Kind.STATUTORY, "nhs": Kind.STATUTORY,
    "commercial": Kind.COMMERCIAL, "private": Kind.COMMERCIAL, "business": Kind.COMMERCIAL,
    "academic": Kind.ACADEMIC, "university": Kind.ACADEMIC, "school": Kind.ACADEMIC,
    "second-tier": Kind.SECOND_TIER, "second tier": Kind.SECOND_TIER,
    "infrastructure": Kind.SECOND_TIER,
}  # fmt: skip
_STATUSES = {
    "active": Status.ACTIVE, "registered": Status.ACTIVE, "true": Status.ACTIVE,
    "yes": Status.ACTIVE, "open": Status.ACTIVE, "live": Status.ACTIVE,
    "closed": Status.CLOSED, "removed": Status.CLOSED, "false": Status.CLOSED,
    "no": Status.CLOSED, "dissolved": Status.CLOSED, "inactive": Status.CLOSED,
}  # fmt: skip


def dates_of(table: Table, mapping: Mapping) -> dict[str, Order]:
    """The order of each mapped column of dates, told from the whole column in one pass.

    Where a column does not tell, the mapping's `date_order` decides. Raises FileRefused, asking
    which way round, when nothing does.
    """
    columns = table.columns
    evidence = {
        heading: OrderEvidence()
        for heading, key in mapping.columns.items()
        if BY_KEY[key].is_date and heading.casefold() in columns
    }
    if not evidence:
        return {}
    at = [(columns[heading.casefold()], seen) for heading, seen in evidence.items()]
    for line, row in table.records():
        for position, seen in at:
            if position < len(row):
                seen.add(line, row[position])
    orders: dict[str, Order] = {}
    for heading, seen in evidence.items():
        order = seen.order
        if order is None:
            both = seen.day_first and seen.month_first
            if both or mapping.date_order is None:
                raise FileRefused(seen.problem(heading) or "")
            order = mapping.date_order
        orders[heading] = order
    return orders


def read_mapped(table: Table, mapping: Mapping) -> Iterator[Item]:
    """The rows of a table as organisations, by the mapping.

    Raises FileRefused for columns that the file does not have and for dates that can be read two
    ways, before any row is read.
    """
    mapping.check()
    columns = table.columns
    missing = [h for h in mapping.columns if h.casefold() not in columns]
    if missing:
        raise FileRefused(
            f"{table.file} has no column {', '.join(f'“{h}”' for h in missing)}, which the mapping "
            f"names. Its columns are: {', '.join(h for h in table.headers if h)}."
        )
    return _Mapped(table, mapping, dates_of(table, mapping)).items()


class _Mapped:
    """One table being read through one mapping."""

    def __init__(self, table: Table, mapping: Mapping, orders: dict[str, Order]) -> None:
        self.table, self.mapping, self.orders = table, mapping, orders
        columns = table.columns
        by_field = {key: [columns[h.casefold()] for h in mapping.heads_of(key)] for key in BY_KEY}
        self.many = {key: at for key, at in by_field.items() if BY_KEY[key].many}
        single = {key: at[0] for key, at in by_field.items() if at}
        self.cells = Cells(table.file, single)
        self.empty = frozenset(value.casefold() for value in mapping.empty)
        self.date_orders = {mapping.columns[heading]: order for heading, order in orders.items()}

    def items(self) -> Iterator[Item]:
        cleaned = replace(self.table, records=self._records)
        return convert_rows(cleaned, self.cells, self._organisation, exact=False)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        empty = self.empty
        for line, row in self.table.records():
            yield line, ["" if v.strip().casefold() in empty else v for v in row]

    def _several(self, key: str) -> list[str]:
        found = (values.one_line(self.cells.values[at]) for at in self.many[key])
        return [text for text in found if text]

    def _organisation(self, cells: Cells) -> OrganisationRow:
        parts = ",".join(self._several("address")).split(",")
        lines = [line for part in parts if (line := part.strip())]
        postcode = cells.postcode("postcode")
        if not postcode and lines:
            postcode = postcodes.find(lines[-1])
        return OrganisationRow(
            line=cells.line,
            name=cells.name("name"),
            identifiers=self._identifiers(),
            other_names=(
                *(OtherName(n[:300], NameKind.OTHER) for n in self._several("other_name")),
                *(OtherName(n[:300], NameKind.PREVIOUS) for n in self._several("previous_name")),
            ),
            legal_form=cells.text("legal_form", 120),
            kind=self._one_of("kind", _KINDS, "kind", Kind.UNKNOWN),
            status=self._one_of("status", _STATUSES, "status", Status.UNKNOWN),
            registered_on=self._date("registered_on"),
            closed_on=self._date("closed_on"),
            address="\n".join(lines),
            town=cells.text("town", 120) or values.town_of(lines),
            postcode=postcode,
            phone=cells.text("phone", 60),
            email=cells.email("email"),
            website=cells.website("website"),
            income=cells.pence("income", "income"),
            spending=cells.pence("spending", "spending"),
            year_end=self._date("year_end"),
            employees=cells.people("employees", "number of employees"),
            volunteers=cells.people("volunteers", "number of volunteers"),
            trustees=cells.people("trustees", "number of trustees"),
            activities=cells.text("activities"),
            areas=tuple(Area("", name[:200]) for name in self._several("area")),
            parent=self._parent(),
        )

    def _date(self, key: str) -> date | None:
        self.cells.order = self.date_orders.get(key, Order.DAY_FIRST)
        return self.cells.day(key, BY_KEY[key].label.lower())

    def _identifiers(self) -> tuple[Identifier, ...]:
        found = [self._org_id()]
        found += [self._number(key, scheme, what) for key, scheme, what in _NUMBERS]
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _number(self, key: str, scheme: str, what: str) -> Identifier | None:
        """A number; one given as English that is Scottish by its letters is taken as Scottish."""
        text = self.cells.raw(key)
        if key == "charity_number" and text:
            if scottish := values.identifier("GB-SC", text):
                return scottish
            if text.strip().upper().startswith("NI") and (
                northern := values.identifier("GB-NIC", text)
            ):
                return northern
        return self.cells.number(key, scheme, what)

    def _org_id(self) -> Identifier | None:
        text = self.cells.raw("org_id")
        found = values.org_id(text)
        if text and found is None:
            raise RowRefused(
                f"“{text.strip()[:40]}” is not an identifier with its list.",
                "a list and a number, such as GB-CHC-1012345",
            )
        return found

    def _parent(self) -> Identifier | None:
        text = self.cells.raw("parent")
        return (
            values.org_id(text) or values.identifier("GB-SC", text)
            or values.identifier("GB-CHC", text)
        ) if text else None  # fmt: skip

    def _one_of[T](self, key: str, known: dict[str, T], what: str, unknown: T) -> T:
        text = self.cells.text(key, 60)
        if not text:
            return unknown
        found = known.get(text.casefold())
        if found is None:
            self.cells.problems.append(
                self.cells.reject(
                    f"The {what} “{text}” was left out: it is not one that is known.",
                    "one of " + ", ".join(known),
                    kept=True,
                )
            )
            return unknown
        return found
