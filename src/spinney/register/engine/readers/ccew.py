"""The Charity Commission for England and Wales, public extract: the table of charities.

Published as tab-separated text and as JSON with the same columns, described in
https://register-of-charities.charitycommission.gov.uk/register/full-register-download.
A linked charity shares its main charity's number and has a number of its own after a dash
("203460-1"), as the Commission prints it; it is a branch, with the main charity as parent.
"""

from __future__ import annotations

from collections.abc import Iterator

from spinney.register.engine.readers.base import Cells, Reader, convert_rows
from spinney.register.engine.rows import Identifier, Item, Kind, OrganisationRow, RowRefused, Status
from spinney.register.engine.tabular import values
from spinney.register.engine.tabular.text import Table

SOURCE = "Charity Commission for England and Wales"
SCHEME = "GB-CHC"
_ADDRESS = tuple(f"charity_contact_address{n}" for n in range(1, 6))
_STATUS = {"registered": Status.ACTIVE, "removed": Status.CLOSED}
_FORMS = {
    "cio": "Charitable incorporated organisation",
    "charitable company": "Charitable company",
    "trust": "Trust",
    "previously excepted": "Previously excepted charity",
    "other": "",
}


def charity_in(cells: Cells) -> Identifier:
    """The charity that a row of any table of the extract is about; raises RowRefused."""
    number, linked = cells.raw("registered_charity_number"), cells.raw("linked_charity_number")
    value = values.charity_number(f"{number}-{linked}" if linked.strip("0 ") else number)
    if not value:
        raise RowRefused(
            f"“{number.strip()[:40]}” is not a charity number."
            if number.strip()
            else "This row has no charity number.",
            "five to seven digits, such as 1012345",
        )
    return Identifier(SCHEME, value)


def _charity(cells: Cells) -> OrganisationRow:
    number = charity_in(cells)
    main, branch, _ = number.value.partition("-")
    company = cells.number("charity_company_registration_number", "GB-COH", "company number")
    lines = [line for column in _ADDRESS if (line := cells.text(column, 200))]
    form = cells.raw("charity_type").strip()
    return OrganisationRow(
        line=cells.line,
        name=cells.name("charity_name"),
        identifiers=(number, company) if company else (number,),
        legal_form=_FORMS.get(form.casefold(), form[:120]),
        kind=Kind.VOLUNTARY,
        status=_STATUS.get(cells.raw("charity_registration_status").casefold(), Status.UNKNOWN),
        registered_on=cells.day("date_of_registration", "date of registration"),
        closed_on=cells.day("date_of_removal", "date of removal"),
        address="\n".join(lines),
        town=values.town_of(lines),
        postcode=cells.postcode("charity_contact_postcode"),
        phone=cells.text("charity_contact_phone", 60),
        email=cells.email("charity_contact_email"),
        website=cells.website("charity_contact_web"),
        income=cells.pence("latest_income", "income"),
        spending=cells.pence("latest_expenditure", "spending"),
        year_end=cells.day("latest_acc_fin_period_end_date", "end of the financial year"),
        activities=cells.text("charity_activities"),
        parent=Identifier(SCHEME, main) if branch else None,
        as_of=cells.day_of_file("date_of_extract"),
    )


def _read(table: Table) -> Iterator[Item]:
    return convert_rows(table, Cells(table.file, table.columns), _charity)


CHARITIES = Reader(
    key="ccew-charity",
    title="the Charity Commission for England and Wales table of charities",
    source=SOURCE,
    marks=frozenset({"date_of_extract", "charity_name", "charity_registration_status"}),
    needs=frozenset({"registered_charity_number", "linked_charity_number", "charity_name"}),
    read=_read,
    scheme=SCHEME,
)
