"""The Charity Commission for Northern Ireland: the CSV of charity details.

Downloaded from https://www.charitycommissionni.org.uk/charity-search/. The whole address stands in
one cell; 0 in the company number means none; lists stand in one cell, parted by commas, which the
values themselves may contain too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from spinney.register.engine import postcodes
from spinney.register.engine.readers.base import Cells, Reader, convert_rows
from spinney.register.engine.rows import (
    Activity,
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

SOURCE = "Charity Commission for Northern Ireland"
_ALIVE = ("registered", "received", "overdue", "recently registered", "recently")
_FORMS = {
    "memorandum and articles": "Charitable company",
    "trust deed or declaration of trust": "Trust",
    "ips rules": "Registered society",
    "royal charter": "Royal charter body",
    "constitution": "Unincorporated association",
    "will": "Trust",
}
_LISTS = (
    ("what", "what the charity does"),
    ("who", "who the charity helps"),
    ("how", "how the charity works"),
)
# A comma followed by a space, or by a small letter, is part of a value: "Youth, age, ill-health".
_BETWEEN_VALUES = re.compile(r",(?=[A-Z])")


def listed(text: str) -> list[str]:
    """The values of a cell that holds several.

    >>> listed("The relief of those in need by reason of youth, age,The advancement of health")
    ['The relief of those in need by reason of youth, age', 'The advancement of health']
    """
    return [v for part in _BETWEEN_VALUES.split(text) if (v := values.one_line(part))]


def _company(cells: Cells) -> Identifier | None:
    """Company numbers are those of Northern Ireland, written without their NI."""
    text = cells.raw("company number").strip()
    if text.isdecimal() and text.strip("0") and len(text) <= 6:
        return Identifier("GB-COH", f"NI{text:0>6}")
    return cells.number("company number", "GB-COH", "company number")


def _codes(cells: Cells) -> tuple[Activity, ...]:
    return tuple(
        Activity(f"ccni-{part}", code_of(label), label[:200])
        for part, column in _LISTS
        for label in listed(cells.raw(column))
    )


def code_of(label: str) -> str:
    """A short code made of a label, for classifications that publish none: its beginning, and a
    hash, because many labels begin alike.

    >>> code_of("Carers"), code_of("The advancement of education")
    ('carers', 'the-advancem-f637d6')
    """
    code = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")
    if len(code) <= 20:
        return code
    return f"{code[:12].strip('-')}-{blake2b(code.encode(), digest_size=3).hexdigest()}"


def _charity(cells: Cells) -> OrganisationRow:
    text = cells.raw("reg charity number")
    number = values.identifier("GB-NIC", text)
    if number is None:
        raise RowRefused(
            f"“{text.strip()[:40]}” is not a charity number of Northern Ireland.",
            "six digits, such as 100002",
        )
    company = _company(cells)
    lines = [p for part in cells.raw("public address").split(",") if (p := values.one_line(part))]
    postcode = postcodes.spell(lines[-1]) if lines else ""
    if postcode:
        lines = lines[:-1]
    status = cells.raw("status").strip().casefold()
    other = cells.text("other name", 300)
    form = cells.text("type of governing document", 120)
    return OrganisationRow(
        line=cells.line,
        name=cells.name("charity name"),
        identifiers=(number, company) if company else (number,),
        other_names=(OtherName(other, NameKind.OTHER),) if other else (),
        legal_form=_FORMS.get(form.casefold(), form),
        kind=Kind.VOLUNTARY,
        status=Status.CLOSED if status == "removed"
        else Status.ACTIVE if status.startswith(_ALIVE) else Status.UNKNOWN,
        registered_on=cells.day("date registered", "date registered"),
        address="\n".join(lines),
        town=values.town_of(lines),
        postcode=postcode,
        phone=cells.text("telephone", 60),
        email=cells.email("email"),
        website=cells.website("website"),
        income=cells.pence("total income", "income"),
        spending=cells.pence("total spending", "spending"),
        year_end=cells.day("date for financial year ending", "end of the financial year"),
        employees=_told(cells, "employed staff", "number of employed staff"),
        volunteers=_told(cells, "uk and ireland volunteers", "number of volunteers"),
        activities=cells.text("charitable purposes"),
        activity_codes=_codes(cells),
    )  # fmt: skip


def _told(cells: Cells, column: str, what: str) -> int | None:
    """A number from the long return. It reads 0 for charities that did not fill that return in, so
    0 is believed only beside an income in the same return.
    """
    number = cells.people(column, what)
    if number == 0 and not cells.raw("total income and endowments").strip("0 "):
        return None
    return number


def _read(table: Table) -> Iterator[Item]:
    return convert_rows(table, Cells(table.file, table.columns), _charity)


CHARITIES = Reader(
    key="ccni",
    title="the Charity Commission for Northern Ireland list of charities",
    source=SOURCE,
    marks=frozenset({"reg charity number", "charity name"}),
    needs=frozenset({"reg charity number", "charity name", "status"}),
    read=_read,
    scheme="GB-NIC",
)
