"""Companies House: the free company data product (BasicCompanyData), a CSV of live companies.

Described in https://resources.companieshouse.gov.uk/toolsToHelp/pdf/freeDataProductDataset.pdf.
Some of its headings begin with a space.
"""

from __future__ import annotations

from collections.abc import Iterator

from spinney.register.engine.readers.base import Cells, Reader, convert_rows
from spinney.register.engine.rows import (
    Activity,
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

SOURCE = "Companies House"
_FORMS: tuple[tuple[str, str, str], ...] = (
    # (beginning of the category in small letters, legal form, kind)
    ("scottish charitable incorporated", "Scottish charitable incorporated organisation",
     Kind.VOLUNTARY),
    ("charitable incorporated", "Charitable incorporated organisation", Kind.VOLUNTARY),
    ("community interest company", "Community interest company", Kind.VOLUNTARY),
    ("pri/lbg/nsc", "Company limited by guarantee", Kind.VOLUNTARY),
    ("pri/ltd by guar", "Company limited by guarantee", Kind.VOLUNTARY),
    ("registered society", "Registered society", Kind.VOLUNTARY),
    ("industrial and provident society", "Registered society", Kind.VOLUNTARY),
    ("royal charter", "Royal charter body", Kind.UNKNOWN),
    ("private limited company", "Private limited company", Kind.COMMERCIAL),
    ("public limited company", "Public limited company", Kind.COMMERCIAL),
    ("limited liability partnership", "Limited liability partnership", Kind.COMMERCIAL),
    ("limited partnership", "Limited partnership", Kind.COMMERCIAL),
)  # fmt: skip
_PROPERTY_MANAGEMENT = ("98000", "68320", "68209")
_HIGHER_EDUCATION = ("85421", "85422")
_PUBLIC_ADMINISTRATION = ("84",)
_ADDRESS = tuple(
    f"regaddress.{part}"
    for part in ("careof", "pobox", "addressline1", "addressline2", "posttown", "county", "country")
)


def form_and_kind(category: str, industry: str) -> tuple[str, str]:
    """Legal form and kind of body from Companies House's category and first industry code (SIC).

    A company limited by guarantee may be a club, a charity or the owners of a block of flats: the
    industry code tells the last apart.

    >>> form_and_kind("PRI/LTD BY GUAR/NSC (Private, limited by guarantee)", "98000")
    ('Company limited by guarantee', <Kind.COMMERCIAL: 'commercial'>)
    """
    name = category.casefold()
    form, kind = next(
        ((form, kind) for start, form, kind in _FORMS if name.startswith(start)),
        (values.one_line(category)[:120], Kind.UNKNOWN),
    )
    if form == "Company limited by guarantee":
        if industry.startswith(_PROPERTY_MANAGEMENT):
            return form, Kind.COMMERCIAL
        if industry.startswith(_PUBLIC_ADMINISTRATION):
            return form, Kind.STATUTORY
    if industry.startswith(_HIGHER_EDUCATION) and kind is not Kind.COMMERCIAL:
        return form, Kind.ACADEMIC
    return form, kind


def _industries(cells: Cells) -> tuple[Activity, ...]:
    found = []
    for n in range(1, 5):
        code, _, label = cells.text(f"siccode.sictext_{n}", 240).partition(" - ")
        if label and code.isdecimal():
            found.append(Activity("sic-2007", code, label[:200]))
    return tuple(found)


def _previous_names(cells: Cells) -> tuple[OtherName, ...]:
    names = (cells.text(f"previousname_{n}.companyname", 300) for n in range(1, 11))
    return tuple(OtherName(name, NameKind.PREVIOUS) for name in names if name)


def _company(cells: Cells) -> OrganisationRow:
    text = cells.raw("companynumber")
    number = values.identifier("GB-COH", text)
    if number is None:
        raise RowRefused(
            f"“{text.strip()[:40]}” is not a company number.", "eight characters, such as 00738693"
        )
    codes = _industries(cells)
    form, kind = form_and_kind(cells.raw("companycategory"), codes[0].code if codes else "")
    lines = [line for column in _ADDRESS if (line := cells.text(column, 200))]
    status = cells.raw("companystatus").casefold()
    return OrganisationRow(
        line=cells.line,
        name=cells.name("companyname"),
        identifiers=(number,),
        other_names=_previous_names(cells),
        legal_form=form,
        kind=kind,
        status=Status.ACTIVE if status.startswith(("active", "live"))
        else Status.CLOSED if status.startswith("dissolved") else Status.UNKNOWN,
        registered_on=cells.day("incorporationdate", "date of incorporation"),
        closed_on=cells.day("dissolutiondate", "date of dissolution"),
        address="\n".join(lines),
        town=cells.text("regaddress.posttown", 120),
        postcode=cells.postcode("regaddress.postcode"),
        activity_codes=codes,
    )  # fmt: skip


def _read(table: Table) -> Iterator[Item]:
    return convert_rows(table, Cells(table.file, table.columns), _company)


COMPANIES = Reader(
    key="companies-house",
    title="the Companies House list of companies",
    source=SOURCE,
    marks=frozenset({"companyname", "companycategory"}),
    needs=frozenset({"companyname", "companynumber", "companycategory", "companystatus"}),
    read=_read,
    scheme="GB-COH",
)
