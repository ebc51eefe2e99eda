"""What was understood of a file of payments, in words and plain values: for pages and programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from spinney.base.kernel.errors import BadInput
from spinney.base.web.components.words import day
from spinney.purchasing.bridge.reading import why
from spinney.purchasing.engine.reading.layout import DateOrder, Layout, MoneyIn, Role, Signs
from spinney.purchasing.engine.reading.look import Doubt, Look, SampleRow
from spinney.purchasing.engine.reading.saying import asks, said
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.states import UploadState


def doubts_of(upload: SpendUpload) -> tuple[list[str], list[str]]:
    """What a person should look at before the payments are used, and what is only told; in words,
    each once.
    """
    found = [Doubt.from_json(one) for one in upload.summary.get("missing", ())]
    found += Look.from_json(upload.look).doubts if upload.look else ()
    asked = list(dict.fromkeys(said(one) for one in found if asks(one)))
    told = dict.fromkeys(said(one) for one in found if not asks(one))
    return asked, [words for words in told if words not in asked]


def days_to_come(upload: SpendUpload, today: date) -> list[str]:
    """What must be looked at where a file tells of days that have not come yet."""
    if upload.last_day is None or upload.last_day <= today:
        return []
    return [
        f"Some of its days have not come yet: the last is {day(upload.last_day)}. Check that its"
        " dates are read the right way, and that these are payments, not plans."
    ]


@dataclass(frozen=True)
class ReadRow:
    """A row as the file has it and as it is read; `why_not` says why it is no payment."""

    row: int
    cells: tuple[str, ...]
    day: date | None = None
    supplier: str = ""
    amount_pence: int | None = None
    vat_pence: int | None = None
    why_not: str = ""


@dataclass(frozen=True)
class ReadFile:
    """How a file is read: what each column (by its place) is called and means, how dates and
    amounts are written, the first rows; what to look at (`asked`) and to know (`told`).
    """

    columns: tuple[tuple[int, str, str], ...] = ()
    date_order: str = ""
    signs: str = ""
    money_in: str = ""
    pounds: int = 1
    sample: tuple[ReadRow, ...] = ()
    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def read_of(upload: SpendUpload, today: date) -> ReadFile:
    """How a file is read; empty while it is being read, and once it is thrown away."""
    if not upload.look:
        return ReadFile()
    layout = Layout.from_json(upload.layout)
    asked, told = doubts_of(upload)
    if upload.state == UploadState.TO_CHECK:
        asked += days_to_come(upload, today)
    return ReadFile(
        tuple((one.index, one.heading, str(one.role)) for one in layout.columns),
        str(layout.date_order), str(layout.signs), str(layout.money_in), layout.pounds,
        tuple(_row(one) for one in Look.from_json(upload.look).sample), tuple(asked), tuple(told),
    )  # fmt: skip


def _row(one: SampleRow) -> ReadRow:
    if one.line is None:
        return ReadRow(one.row, one.cells, why_not=why(one.code))
    line = one.line
    return ReadRow(
        one.row, one.cells, line.day, line.supplier, line.amount_pence, line.vat_pence
    )  # fmt: skip


def layout_said(
    upload: SpendUpload, roles: Mapping[int, str], *, date_order: str = "", signs: str = "",
    money_in: str = "", pounds: int | None = None,
) -> Layout:  # fmt: skip
    """How a file is to be read, by what somebody says of it; what she leaves out stays. Raises
    BadInput for words that mean nothing.
    """
    layout = Layout.from_json(upload.layout)
    unknown = set(roles) - {one.index for one in layout.columns}
    if unknown:
        told = f"The file has no column {min(unknown)}: columns are counted from 0."
        raise BadInput(told, {"columns": [told]})
    try:
        return replace(
            layout.using({index: Role(role) for index, role in roles.items()}),
            date_order=DateOrder(date_order or layout.date_order),
            signs=Signs(signs or layout.signs),
            money_in=MoneyIn(money_in or layout.money_in),
            pounds=pounds or layout.pounds,
        )
    except ValueError as error:
        raise BadInput(str(error)) from error
