"""The Scottish Charity Regulator (OSCR): the register of charities and that of former charities.

Downloaded from https://www.oscr.org.uk/about-charities/search-the-register/download-the-scottish-charity-register/
as a zip with one CSV. Lists stand in one cell as 'quoted','values'. "-" stands for no value, and
1 January 1970 for no date.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from spinney.register.engine import postcodes
from spinney.register.engine.readers.base import Cells, Reader, convert_rows
from spinney.register.engine.readers.ccni import code_of
from spinney.register.engine.rows import (
    Activity,
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

SOURCE = "Scottish Charity Regulator (OSCR)"
_NO_DATE = date(1970, 1, 1)
_NO_POSTCODE = "XX0 0XX"
_INSOLVENT = re.compile(r"\W*\(?subject to insolvency proceedings\)?\W*$", re.IGNORECASE)
_FORMS = (
    ("scio", "Scottish charitable incorporated organisation"),
    ("cio", "Charitable incorporated organisation"),
    ("company", "Charitable company"),
    ("trust", "Trust"),
    ("unincorporated", "Unincorporated association"),
)
_LISTS = ("purposes", "beneficiaries", "activities")


def listed(text: str) -> list[str]:
    """The values of a cell that holds several, in quotation marks or not.

    >>> listed("'the advancement of education','the relief of those in need, by age'")
    ['the advancement of education', 'the relief of those in need, by age']
    """
    rows = csv.reader([text], quotechar="'", skipinitialspace=True)
    return [v for value in next(rows, []) if (v := values.one_line(value)) and v != "-"]


def _day(cells: Cells, column: str, what: str) -> date | None:
    day = cells.day(column, what)
    return None if day == _NO_DATE else day


def _parent(cells: Cells) -> Identifier | None:
    number = cells.raw("parent charity number")
    return values.identifier("GB-SC", number) or (
        values.identifier("GB-CHC", number) if number else None
    )


def _form(text: str) -> str:
    name = text.casefold()
    return next((form for start, form in _FORMS if name.startswith(start)), text[:120])


def _codes(cells: Cells) -> tuple[Activity, ...]:
    return tuple(
        Activity(f"oscr-{column}", code_of(label), label[:200])
        for column in _LISTS
        for label in listed(cells.raw(column))
    )


def _charity(cells: Cells) -> OrganisationRow:
    text = cells.raw("charity number")
    number = values.identifier("GB-SC", text)
    if number is None:
        raise RowRefused(
            f"“{text.strip()[:40]}” is not a Scottish charity number.",
            "SC and six digits, such as SC004252",
        )
    address = cells.raw("principal office/trustees address")
    lines = [p for part in address.split(",") if (p := values.one_line(part)) and p != "-"]
    if lines and postcodes.spell(lines[-1]):
        lines = lines[:-1]
    known_as = cells.text("known as", 300)
    place = cells.text("main operating location", 200)
    closed = _day(cells, "ceased date", "date of ceasing")
    removed = cells.raw("charity status").casefold().startswith(("removed", "former", "ceased"))
    parent = _parent(cells)
    return OrganisationRow(
        line=cells.line,
        name=_INSOLVENT.sub("", cells.name("charity name")),
        identifiers=(number,),
        other_names=(OtherName(known_as, NameKind.WORKING),)
        if known_as and not values.is_empty(known_as) else (),
        legal_form=_form(cells.text("constitutional form")),
        kind=Kind.VOLUNTARY,
        status=Status.CLOSED if closed or removed else Status.ACTIVE,
        registered_on=_day(cells, "registered date", "date registered"),
        closed_on=closed,
        address="\n".join(lines),
        town=values.town_of(lines),
        postcode="" if cells.raw("postcode") == _NO_POSTCODE else cells.postcode("postcode"),
        website=cells.website("website"),
        income=cells.pence("most recent year income", "income"),
        spending=cells.pence("most recent year expenditure", "spending"),
        year_end=_day(cells, "year end", "end of the financial year"),
        activities=cells.text("objectives"),
        activity_codes=_codes(cells),
        areas=(Area("main operating location", place),) if place and place != "-" else (),
        parent=None if parent == number else parent,
    )  # fmt: skip


def _read(table: Table) -> Iterator[Item]:
    return convert_rows(table, Cells(table.file, table.columns), _charity)


CHARITIES = Reader(
    key="oscr",
    title="the Scottish Charity Regulator (OSCR) register",
    source=SOURCE,
    marks=frozenset({"charity number", "constitutional form"}),
    needs=frozenset({"charity number", "charity name", "constitutional form"}),
    read=_read,
    scheme="GB-SC",
)
