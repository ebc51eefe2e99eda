"""Lists: columns declared once, then sorted, searched, filtered, shown in pages and exported,
all of it by the address, so that a view of a list can be sent to somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from spinney.base.web import export
from spinney.base.web.components.parts import Link
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import (
    Band,
    BandFilter,
    ChoiceFilter,
    Filter,
    ShownFilter,
    ShownOption,
)
from spinney.base.web.listing.markup import filters_html, rows_html
from spinney.base.web.listing.paging import Paging

__all__ = [
    "Act",
    "Band",
    "BandFilter",
    "ChoiceFilter",
    "Column",
    "Empty",
    "Listing",
    "Table",
]

COLUMNS_ABREAST = 6

Rows = Any  # a QuerySet or a list of objects
Search = Callable[[Rows, str], Rows]


@dataclass(frozen=True)
class Empty:
    """What an empty list says: that it is empty, and how the first row comes."""

    title: str
    text: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Act:
    """A deed on the chosen rows: the form with their ids ("chosen") is posted to `url`."""

    text: str
    url: str
    kind: str = "secondary"


@dataclass(frozen=True)
class Table:
    """A list as declared by a room. See README.md for an example.

    `search` is database fields (attributes, for objects) that hold every word, or a function
    (rows, words) -> rows. `row_id` reads the id that a chosen row sends.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    default_order: str = ""
    filters: Sequence[Filter] = ()
    search: Sequence[str] | Search = ()
    search_label: str = "Search"
    search_hint: str = ""
    noun: str = "row"
    nouns: str = ""
    empty: Empty = field(default_factory=lambda: Empty("Nothing here yet"))
    per_page: int = 50
    row_id: Callable[[Any], Any] = lambda row: row.pk

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"Table {self.name}: two columns have one key.")
        if self.default_order and self.default_order.lstrip("-") not in keys:
            raise ValueError(f"Table {self.name}: no column {self.default_order!r} to sort by.")

    def listing(
        self,
        request: HttpRequest,
        rows: Rows,
        *,
        acts: Sequence[Act] = (),
        file_name: str = "",
        prefix: str = "",
    ) -> Listing:
        """The list as this address asks for it."""
        return Listing(self, request, rows, tuple(acts), file_name or self.name, prefix)


@dataclass(frozen=True)
class Heading:
    """One column's heading on the page."""

    column: Column
    url: str
    direction: str  # "ascending", "descending" or "" when the list is sorted by another


@dataclass(frozen=True)
class Cell:
    """One cell on the page."""

    column: Column
    html: SafeString
    leads: bool


@dataclass(eq=False)
class Listing:
    """A Table over rows, in the state that an address holds."""

    table: Table
    request: HttpRequest
    rows: Rows
    acts: tuple[Act, ...]
    file_name: str
    prefix: str

    # State -------------------------------------------------------------------

    def _get(self, key: str) -> str:
        # A NUL is nothing that anybody types, and PostgreSQL takes none.
        return self.request.GET.get(f"{self.prefix}{key}", "").replace("\x00", "").strip()

    def _chosen(self, one: Filter) -> list[str]:
        chosen = self.request.GET.getlist(f"{self.prefix}{one.key}")
        return [value.replace("\x00", "") for value in chosen]

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.table.name}"

    @property
    def words(self) -> str:
        return self._get("q")

    @property
    def order(self) -> str:
        asked = self._get("order")
        column = self._column(asked)
        return asked if column and column.sorts else self.table.default_order

    def _column(self, order: str) -> Column | None:
        return next((c for c in self.table.columns if c.key == order.lstrip("-")), None)

    def address(self, **changes: Any) -> str:
        """This address with some of its state changed (None takes a part away). Any change but of
        the page itself begins again on page one.
        """
        # Not copy(): that one copies deeply, and texts need no copies.
        query = QueryDict(mutable=True, encoding=self.request.GET.encoding)
        for name, values in self.request.GET.lists():
            query.setlist(name, values)
        for key in ("as", *(() if "page" in changes else ("page",))):
            query.pop(f"{self.prefix}{key}", None)
        for key, value in changes.items():
            name = f"{self.prefix}{key}"
            if value is None or value == []:
                query.pop(name, None)
            elif isinstance(value, list):
                query.setlist(name, value)
            else:
                query[name] = str(value)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    # Rows --------------------------------------------------------------------

    @cached_property
    def _searched(self) -> Rows:
        words, search = self.words, self.table.search
        if not words or not search:
            return self.rows
        if callable(search):
            return search(self.rows, words)
        return _having_words(self.rows, words.split(), list(search))

    def _narrowed(self, but: Filter | None = None) -> Rows:
        rows = self._searched
        for one in self.table.filters:
            if one is not but and (chosen := self._chosen(one)):
                rows = one.narrow(rows, chosen)
        return rows

    @cached_property
    def found(self) -> Rows:
        """The rows that are searched for and pass the filters, in order."""
        rows = self._narrowed()
        column = self._column(self.order)
        return _in_order(rows, column, self.order.startswith("-")) if column else rows

    @cached_property
    def count(self) -> int:
        return self.found.count() if isinstance(self.found, QuerySet) else len(self.found)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words) or any(self._chosen(one) for one in self.table.filters)

    @cached_property
    def paging(self) -> Paging:
        asked = self._get("page")
        page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
        return Paging(self.count, self.table.per_page, page, lambda n: self.address(page=n))

    @property
    def has_search(self) -> bool:
        return bool(self.table.search)

    @property
    def is_wide(self) -> bool:
        """Whether there are more columns than stand well beside filters: it then scrolls by
        itself, and its filters stand above it.
        """
        return len(self.columns) > COLUMNS_ABREAST

    def on_page(self, first: int, last: int) -> Iterable[Any]:
        """The rows found from the first up to but not including the last."""
        rows: Iterable[Any] = self.found[first:last]
        return rows

    # For the page --------------------------------------------------------------

    @property
    def columns(self) -> list[Column]:
        return [c for c in self.table.columns if c.only != "file"]

    @property
    def headings(self) -> Iterator[Heading]:
        for column in self.columns:
            direction = ""
            if self.order.lstrip("-") == column.key:
                direction = "descending" if self.order.startswith("-") else "ascending"
            turned = f"-{column.key}" if direction == "ascending" else column.key
            url = self.address(order=turned) if column.sorts else ""
            yield Heading(column, url, direction)

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """(value, words, chosen) of each order, for the menu that narrow screens have."""
        sortable = [c for c in self.columns if c.sorts]
        both = [(c.key, c.label) for c in sortable]
        both += [(f"-{c.key}", f"{c.label}, last first") for c in sortable]
        return [(key, label, key == self.order) for key, label in both]

    @property
    def lines(self) -> Iterator[tuple[Any, list[Cell]]]:
        """(id, cells) of each row on this page."""
        for row in self.on_page(self.paging.first, self.paging.last):
            cells = [Cell(c, c.shown(row), i == 0) for i, c in enumerate(self.columns)]
            yield (self.table.row_id(row) if self.acts else None), cells

    @property
    def body(self) -> SafeString:
        """The lines as they stand in the table."""
        return rows_html(self)

    @property
    def filter_sets(self) -> SafeString:
        """The filters as sets of tick boxes."""
        return filters_html(self)

    @cached_property
    def filters(self) -> list[ShownFilter]:
        shown = []
        for one in self.table.filters:
            chosen = set(self._chosen(one))
            counts = one.counts(self._narrowed(but=one))
            options = [ShownOption(v, label, n, v in chosen) for v, label, n in counts]
            shown.append(ShownFilter(f"{self.prefix}{one.key}", one.label, options))
        return shown

    @property
    def chosen_filters(self) -> Iterator[Link]:
        """Each chosen option, with the address that takes it away."""
        for one, shown in zip(self.table.filters, self.filters, strict=True):
            for option in shown.chosen:
                rest = [value for value in self._chosen(one) if value != option.value]
                yield Link(f"{shown.label}: {option.label}", self.address(**{one.key: rest}))

    @property
    def clear_url(self) -> str:
        return self.address(q=None, **{one.key: None for one in self.table.filters})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """State that is not in the search form, to be sent along with it."""
        own = {f"{self.prefix}{key}" for key in ("q", "page", "as")}
        own |= {f"{self.prefix}{one.key}" for one in self.table.filters}
        return [(k, v) for k, values in self.request.GET.lists() if k not in own for v in values]

    @property
    def csv_url(self) -> str:
        return self.address(**{"as": "csv"})

    @property
    def xlsx_url(self) -> str:
        return self.address(**{"as": "xlsx"})

    # Files -------------------------------------------------------------------------

    def export(self) -> HttpResponseBase | None:
        """The file that the address asks for (every row found, not one page), or None."""
        kind = self._get("as")
        if kind not in ("csv", "xlsx"):
            return None
        columns = [c for c in self.table.columns if c.only != "page"]
        header = [c.heading_in_file for c in columns]
        rows = ([c.exported(row) for c in columns] for row in _each(self.found))
        name = export.file_name(self.file_name, localdate(), kind)
        if kind == "csv":
            return export.csv_response(name, header, rows)
        return export.xlsx_response(name, header, rows, self.table.caption)


def _each(rows: Rows) -> Iterator[Any]:
    return rows.iterator(chunk_size=2_000) if isinstance(rows, QuerySet) else iter(rows)


def _having_words(rows: Rows, words: list[str], fields: list[str]) -> Rows:
    """Rows in which each word occurs in some of the fields."""
    if isinstance(rows, QuerySet):
        for word in words:
            anywhere = (Q(**{f"{name}__icontains": word}) for name in fields)
            rows = rows.filter(reduce(lambda a, b: a | b, anywhere))
        return rows.distinct()
    readers = [Column(name, name) for name in fields]
    wanted = [word.casefold() for word in words]
    return [
        row
        for row in rows
        if all(any(w in str(r.read(row) or "").casefold() for r in readers) for w in wanted)
    ]


def _in_order(rows: Rows, column: Column, backwards: bool) -> Rows:
    """Sorted by a column, empty values last either way; ties by id, so that pages are stable."""
    if isinstance(rows, QuerySet):
        fields = [
            F(name).desc(nulls_last=True) if backwards else F(name).asc(nulls_last=True)
            for name in column.order_fields
        ]
        return rows.order_by(*fields, "pk")
    known = [row for row in rows if column.read(row) is not None]
    blank = [row for row in rows if column.read(row) is None]
    return sorted(known, key=column.sort_key, reverse=backwards) + blank
