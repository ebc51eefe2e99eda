"""One column of a list: what it shows, how it sorts, and what goes into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from spinney.base.kernel.money import Money
from spinney.base.web.components import marks, words
from spinney.base.web.components.parts import Status

Value = Callable[[Any], Any]


def _pence(value: Any) -> int | None:
    return value.pence if isinstance(value, Money) else value


def _pounds(value: Any) -> Decimal | None:
    pence = _pence(value)
    return None if pence is None else Decimal(pence) / 100


@dataclass(frozen=True)
class Kind:
    """How values of one sort are shown, exported and set."""

    show: Callable[[Any], Any]
    export: Callable[[Any], Any] = lambda value: value
    is_number: bool = False
    is_long: bool = False  # sentences: on a narrow screen they stand under their heading
    unit: str = ""  # added to the heading in files, where the value stands bare


def _text(value: Any) -> Any:
    return "" if value is None else value


KINDS: dict[str, Kind] = {
    "text": Kind(_text, lambda v: None if v is None else str(v)),
    "prose": Kind(_text, lambda v: None if v is None else str(v), is_long=True),
    "number": Kind(lambda v: words.number(v), is_number=True),
    "money": Kind(words.money, _pounds, is_number=True, unit="£"),
    "date": Kind(words.day),
    "moment": Kind(words.day_and_time),
    "yes_no": Kind(
        lambda v: words.EMPTY if v is None else "Yes" if v else "No",
        lambda v: None if v is None else "Yes" if v else "No",
    ),
    "status": Kind(marks.status, lambda v: v.text if isinstance(v, Status) else v),
    "distance": Kind(
        words.distance,
        lambda v: None if v is None else round(v * words.MILES_IN_KM, 2),
        is_number=True,
        unit="miles",
    ),
    "minutes": Kind(words.minutes, is_number=True, unit="minutes"),
    "list": Kind(words.listed, lambda v: "; ".join(str(x) for x in v or ())),
}


@dataclass(frozen=True)
class Column:
    """One column, declared once for the page and the files.

    key        its name in the address and in files; also, with "__" for a step, the attribute read
    label      its heading
    kind       one of KINDS: text, prose (sentences), number, money (pence), date, moment, yes_no,
               status, distance (km), minutes, list
    value      how to read it from a row, where it is not the attribute named by `key`
    order_by   what it sorts by: a database field (or several), for a list of objects any text;
               "" means that it does not sort
    link       the address that a row's cell leads to
    note       a small second line in the cell
    only       "page" or "file" when it stands in one of them only
    """

    key: str
    label: str
    kind: str = "text"
    value: Value | None = None
    order_by: str | Sequence[str] = ""
    link: Value | None = None
    note: Value | None = None
    only: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Column {self.key}: no kind {self.kind!r} ({', '.join(KINDS)}).")

    @property
    def sorts(self) -> bool:
        return bool(self.order_by)

    @property
    def order_fields(self) -> tuple[str, ...]:
        return (self.order_by,) if isinstance(self.order_by, str) else tuple(self.order_by)

    @property
    def is_number(self) -> bool:
        return KINDS[self.kind].is_number

    @property
    def css(self) -> str:
        """The class of its cells, if they have one."""
        if self.is_number:
            return "spinney-table__number"
        return "spinney-table__prose" if KINDS[self.kind].is_long else ""

    @property
    def heading_in_file(self) -> str:
        unit = KINDS[self.kind].unit
        return f"{self.label} ({unit})" if unit and unit not in self.label else self.label

    def read(self, row: Any) -> Any:
        """The raw value of a row's cell."""
        if self.value is not None:
            return self.value(row)
        for step in self.key.split("__"):
            row = row.get(step) if isinstance(row, dict) else getattr(row, step, None)
        return row() if callable(row) else row

    def shown(self, row: Any) -> SafeString:
        """The cell on the page, escaped, with its link and note."""
        text = conditional_escape(KINDS[self.kind].show(self.read(row)))
        url = self.link(row) if self.link else ""
        if url:
            text = format_html('<a class="govuk-link" href="{}">{}</a>', url, text)
        note = self.note(row) if self.note else ""
        if note:
            text = format_html('{}<br><span class="spinney-files__meta">{}</span>', text, note)
        return mark_safe(text)  # noqa: S308 (escaped above)

    def exported(self, row: Any) -> Any:
        """The cell in a file: a number, date or text."""
        return KINDS[self.kind].export(self.read(row))

    def sort_key(self, row: Any) -> tuple[bool, Any]:
        """For lists of objects: empty values last, names without regard to capitals."""
        value = self.read(row)
        if isinstance(value, Status):
            value = value.text
        if isinstance(value, str):
            value = value.casefold()
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 (compared only)
        return (value is None, 0 if value is None else value)
