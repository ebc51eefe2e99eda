"""The samples of the UK charity activity tags (https://charityclassification.org.uk): charities of
all three registers with tags (UKCAT) and industry codes (ICNP/TSO) given by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from spinney.register.engine.readers.base import Cells, Reader, convert_rows
from spinney.register.engine.rows import Activity, Item, Kind, OrganisationRow, RowRefused, Status
from spinney.register.engine.tabular import values
from spinney.register.engine.tabular.text import Table

SOURCE = "UK charity activity tags (sample)"


def _codes(cells: Cells) -> tuple[Activity, ...]:
    tags = tuple(
        Activity("ukcat", code) for part in cells.raw("ukcat").split(";") if (code := part.strip())
    )
    industry = cells.text("icnptso", 20)
    return (*tags, Activity("icnptso", industry)) if industry else tags


def _charity(cells: Cells) -> OrganisationRow:
    text = cells.raw("org_id")
    number = values.org_id(text)
    if number is None:
        raise RowRefused(
            f"“{text.strip()[:40]}” is not an organisation identifier.",
            "a list and a number, such as GB-CHC-1012345",
        )
    company = cells.number("company_number", "GB-COH", "company number")
    active = cells.raw("active").casefold()
    return OrganisationRow(
        line=cells.line,
        name=cells.name("name"),
        identifiers=(number, company) if company else (number,),
        kind=Kind.VOLUNTARY,
        status={"true": Status.ACTIVE, "false": Status.CLOSED}.get(active, Status.UNKNOWN),
        registered_on=cells.day("date_registered", "date registered"),
        postcode=cells.postcode("postcode"),
        website=cells.website("web"),
        income=cells.pence("income", "income"),
        spending=cells.pence("spending", "spending"),
        year_end=cells.day("fye", "end of the financial year"),
        activities=cells.text("activities") or cells.text("objects"),
        activity_codes=_codes(cells),
    )


def _read(table: Table) -> Iterator[Item]:
    return convert_rows(table, Cells(table.file, table.columns), _charity)


SAMPLE = Reader(
    key="ukcat",
    title="the UK charity activity tags sample",
    source=SOURCE,
    marks=frozenset({"org_id", "reg_number", "ukcat"}),
    needs=frozenset({"org_id", "name"}),
    read=_read,
)
