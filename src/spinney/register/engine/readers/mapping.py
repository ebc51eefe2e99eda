"""A mapping: which column of a plain table holds what. A person writes it; headings suggest it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Any

from spinney.base.kernel.tabular.dates import Order
from spinney.base.kernel.tabular.stored import FileRefused


@dataclass(frozen=True)
class Field:
    """Something a column can hold. `many` fields may be given to several columns."""

    key: str
    label: str
    headings: tuple[str, ...]
    many: bool = False
    is_date: bool = False


def _field(key: str, label: str, headings: str, **more: bool) -> Field:
    return Field(key, label, tuple(headings.split(", ")), **more)


FIELDS: tuple[Field, ...] = (
    _field("name", "Name", "name, organisation name, organisation, organization, charity name,"
           " charity, company name, legal name, group name, group, title, provider"),
    _field("charity_number", "Charity number (England and Wales)",
           "charity number, registered charity number, charity no, reg charity number, charity reg"
           " no, charity registration number, regno, reg number, registration number, ccew number,"
           " charitynumber"),
    _field("scottish_number", "Charity number (Scotland)",
           "scottish charity number, oscr number, sc number"),
    _field("northern_irish_number", "Charity number (Northern Ireland)",
           "ccni number, nic number, northern ireland charity number"),
    _field("company_number", "Company number",
           "company number, companynumber, company no, charity company registration number, company"
           " registration number, companies house number, crn, registered company number"),
    _field("org_id", "Identifier with its list (GB-CHC-1012345)", "org id, orgid, organisation id,"
           " organisation identifier, identifier"),
    _field("other_name", "Another name", "other name, other names, known as, also known as, working"
           " name, trading name, trading as, alternative name, acronym, short name", many=True),
    _field("previous_name", "A previous name", "previous name, former name, formerly", many=True),
    _field("legal_form", "Legal form", "legal form, charity type, legal status, legal structure,"
           " constitutional form, company category, organisation type, type of organisation"),
    _field("kind", "Kind (voluntary, statutory, commercial, academic, second-tier)",
           "kind, sector, kind of organisation"),
    _field("status", "Status", "status, active, charity status, registration status"),
    _field("registered_on", "Registered on", "date of registration, registered, date registered,"
           " registration date, registered date, incorporation date", is_date=True),
    _field("closed_on", "Closed on", "date of removal, removed, date removed, closed, ceased date,"
           " dissolution date, date closed", is_date=True),
    _field("address", "Address", "address, address 1, address 2, address 3, address 4, address 5,"
           " address line 1, address line 2, address line 3, address line 4, street, street"
           " address, charity contact address, contact address, registered address, county,"
           " locality", many=True),
    _field("town", "Town", "town, city, post town, posttown, town or city"),
    _field("postcode", "Postcode", "postcode, post code, charity contact postcode, contact"
           " postcode, postal code, zip"),
    _field("phone", "Telephone", "phone, telephone, phone number, telephone number, tel, charity"
           " contact phone, contact phone, contact number"),
    _field("email", "E-mail", "email, e mail, email address, e mail address, charity contact email,"
           " contact email"),
    _field("website", "Website", "website, web, url, web address, website address, charity contact"
           " web, homepage"),
    _field("income", "Income in a year (£)", "income, annual income, latest income, total income,"
           " gross income, turnover, annual turnover, most recent year income"),
    _field("spending", "Spending in a year (£)", "spending, expenditure, latest expenditure, total"
           " spending, total expenditure, annual expenditure, most recent year expenditure"),
    _field("year_end", "End of that year", "year end, financial year end, fye, year ending,"
           " financial year ending, accounts date", is_date=True),
    _field("employees", "Employees", "employees, staff, number of staff, number of employees,"
           " employed staff, paid staff"),
    _field("volunteers", "Volunteers", "volunteers, number of volunteers"),
    _field("trustees", "Trustees", "trustees, number of trustees"),
    _field("activities", "What it does", "activities, description, charity activities, what it"
           " does, about, summary, objects, purpose, aims, mission, service description"),
    _field("area", "Where it works", "area, area of operation, area of benefit, areas of operation,"
           " ward, local authority, where it works, borough, district", many=True),
    _field("parent", "Number of the body it is a branch of", "parent, parent number, parent charity"
           " number, parent charity"),
)  # fmt: skip
BY_KEY = {f.key: f for f in FIELDS}
EMPTY = ("NA", "N/A", "-", "NULL", "None", "nil", "n/k")
_PARTS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Mapping:
    """Which column holds what, and how its values are written.

    `columns` maps a column's heading to a field's key. `source` is what facts will carry as where
    they came from. `date_order`
    says how dates of three numbers are read, where the column itself does not tell. `empty` lists
    values that mean that there is none.
    """

    columns: MappingOf[str, str]
    source: str = ""
    date_order: Order | None = None
    empty: tuple[str, ...] = EMPTY

    def heads_of(self, key: str) -> list[str]:
        """The headings of the columns that hold a field."""
        return [heading for heading, held in self.columns.items() if held == key]

    def as_json(self) -> dict[str, Any]:
        """The mapping as it is written to a file; `from_json` reads it back."""
        return {
            "source": self.source,
            "columns": dict(self.columns),
            "date_order": self.date_order.value if self.date_order else None,
            "empty": list(self.empty),
        }

    @classmethod
    def from_json(cls, data: Any) -> Mapping:
        """Read a mapping; raises FileRefused saying what is wrong with it.

        >>> Mapping.from_json({"columns": {"Group": "name"}}).heads_of("name")
        ['Group']
        """
        if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
            raise FileRefused(
                'A mapping is written {"source": "…", "columns": {"Heading": "name", …}}.'
            )
        order = data.get("date_order")
        if order not in (None, *[o.value for o in Order]):
            raise FileRefused(f"date_order is one of day-first, month-first; not “{order}”.")
        columns = {str(heading): str(key) for heading, key in data["columns"].items() if key}
        mapping = cls(
            columns=columns,
            source=str(data.get("source") or "")[:60],
            date_order=Order(order) if order else None,
            empty=tuple(str(v) for v in data.get("empty", EMPTY)),
        )
        mapping.check()
        return mapping

    @classmethod
    def parse(cls, text: str) -> Mapping:
        """Read a mapping from the text of its file."""
        try:
            return cls.from_json(json.loads(text))
        except json.JSONDecodeError as error:
            raise FileRefused(
                f"The mapping is not whole JSON: look at line {error.lineno}, "
                f"character {error.colno}."
            ) from error

    def check(self) -> None:
        """Raise FileRefused when the mapping cannot work for any file."""
        for heading, key in self.columns.items():
            if key not in BY_KEY:
                raise FileRefused(
                    f"“{key}” (for the column “{heading}”) is not something an organisation has. "
                    f"Choose from: {', '.join(BY_KEY)}."
                )
        for key, known in BY_KEY.items():
            heads = self.heads_of(key)
            if len(heads) > 1 and not known.many:
                raise FileRefused(
                    f"{' and '.join(f'“{h}”' for h in heads)} are both given as "
                    f"“{known.label}”. Choose one of them."
                )
        if not self.heads_of("name"):
            raise FileRefused("No column is given as the name. Say which one holds it.")


def words_of(heading: str) -> str:
    """A heading as plain words, for comparing.

    >>> words_of("charity_contact_eMail "), words_of("CompanyNumber")
    ('charity contact email', 'company number')
    """
    spaced = re.sub(r"(?<=[a-z]{2})(?=[A-Z][a-z])", " ", heading)
    return _PARTS.sub(" ", spaced.casefold()).strip()


_KNOWN = {words_of(heading): f for f in reversed(FIELDS) for heading in f.headings}


def suggest(headers: tuple[str, ...]) -> dict[str, str]:
    """What each column most likely holds, by its heading; columns that tell nothing are left out.

    >>> suggest(("Organisation", "Post Code", "Shoe size", "charity_contact_address"))
    {'Organisation': 'name', 'Post Code': 'postcode', 'charity_contact_address': 'address'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    # A heading that is the field's first spelling goes before one that is a rarer spelling.
    ranked = sorted(
        (
            (known.headings.index(words) if words in known.headings else 99, at, header, known)
            for at, header in enumerate(headers)
            if (known := _KNOWN.get(words := words_of(header))) is not None
        ),
        key=lambda entry: entry[:2],
    )
    for _, _, header, known in ranked:
        if known.many or known.key not in taken:
            found[header] = known.key
            taken.add(known.key)
    return {header: found[header] for header in headers if header in found}
