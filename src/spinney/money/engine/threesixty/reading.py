"""A 360Giving file -> grants, with what was left out and why, and what was not understood.

What people publish is seldom quite as the standard asks. A grant is taken when its essentials can
be read without guessing: who gave it to whom, when, and how many pounds. Everything else that is
not as it should be is told. Money is kept in pence here, so a grant in another currency is left
out, never reckoned into pounds.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.spreadsheets import WorkbookRefused, rows_of
from spinney.base.kernel.tabular.dates import read_date
from spinney.base.kernel.tabular.encodings import FALLBACK, encoding_of
from spinney.money.engine.threesixty.checking import (
    check_package,
    plain_text,
    shown,
    unknown_fields,
)
from spinney.money.engine.threesixty.codes import CURRENCIES, REGRANT_TYPES
from spinney.money.engine.threesixty.columns import from_sheets
from spinney.money.engine.threesixty.values import Award, Body, Fault, Paid, Reading

#: The largest grant that is believed: ten thousand million pounds.
MOST_PENCE = 10**12
Told = Mapping[str, object]


class _LeftOut(Exception):
    """Why a grant cannot be taken: the field, the rule and what was found."""

    def __init__(self, field: str, code: str, found: object = "") -> None:
        super().__init__(code)
        self.field, self.code, self.found = field, code, found


def read_file(name: str, content: bytes) -> Reading:
    """Read a file by its name's ending: .json, .csv or .xlsx. Raises BadInput when it cannot be
    opened at all.
    """
    ending = name.rsplit(".", 1)[-1].lower()
    if not content.strip():
        raise BadInput(f"“{name}” is empty. Choose another file.")
    if ending == "json":
        return read_package(_parsed(name, content))
    if ending == "csv":
        flat = from_sheets({"grants": _csv_rows(content)})
    elif ending == "xlsx":
        try:
            flat = from_sheets(rows_of(content))
        except WorkbookRefused as error:
            raise BadInput(str(error)) from error
    else:
        raise BadInput("Send grants as a JSON, CSV or XLSX file in the form of 360Giving.")
    if not flat.package["grants"]:
        raise BadInput(
            "No grants were found. The first row must have the titles of the columns, one of them"
            " “Identifier”."
        )
    return read_package(flat.package, unknown=flat.unknown)


def read_package(package: object, *, unknown: Sequence[str] = ()) -> Reading:
    """The grants of a package that was parsed already. Raises BadInput when it holds no list of
    grants.
    """
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list) or not grants:
        raise BadInput(
            "This file has no list called “grants”, so it is not in the form of 360Giving."
        )
    awards: list[Award] = []
    left_out: list[Fault] = []
    seen: set[str] = set()
    more: dict[str, None] = dict.fromkeys(unknown)
    for number, one in enumerate(grants):
        where = f"grants/{number}"
        try:
            if not isinstance(one, dict):
                raise _LeftOut("", "not_an_object", one)
            more |= dict.fromkeys(unknown_fields(one))
            award = _award(one)
            if award.identifier in seen:
                raise _LeftOut("id", "told_twice", award.identifier)
            seen.add(award.identifier)
            awards.append(award)
        except _LeftOut as why:
            path = f"{where}/{why.field}" if why.field else where
            left_out.append(Fault(path, why.code, shown(why.found) if why.found != "" else ""))
    return Reading(tuple(awards), tuple(left_out), check_package(package), tuple(more))


def _award(told: Told) -> Award:
    currency = told.get("currency")
    if currency != "GBP":
        raise _LeftOut("currency", _why_not_pounds(currency), currency or "")
    if told.get("recipientIndividual") and not told.get("recipientOrganization"):
        raise _LeftOut("recipientIndividual", "to_a_person")
    starts, ends, months = _planned(told)
    return Award(
        identifier=re.sub(r"\s", "", _text(told, "id")),
        title=_text(told, "title"),
        description=_or_empty(told, "description"),
        pence=_pence(told, "amountAwarded"),
        awarded=_day(told, "awardDate"),
        funder=_body(told, "fundingOrganization"),
        recipient=_body(told, "recipientOrganization"),
        applied_pence=_pence(told, "amountAppliedFor") if _is_number(told) else None,
        starts=starts,
        ends=ends,
        months=months,
        programme_code=_or_empty(_first(told, "grantProgramme"), "code"),
        programme_title=_or_empty(_first(told, "grantProgramme"), "title"),
        open_call={"Yes": True, "No": False}.get(_or_empty(told, "fromOpenCall")),
        regrant_type=_regrant_type(told),
        paid=_paid(told),
        place=_or_empty(_first(told, "beneficiaryLocation"), "name"),
        modified=_moment(told),
        source=_or_empty(told, "dataSource"),
    )


def _why_not_pounds(currency: object) -> str:
    if not currency:
        return "missing"
    return "not_pounds" if currency in CURRENCIES else "not_in_list"


def _text(told: Told, name: str) -> str:
    value = _or_empty(told, name)
    if not value:
        given = told.get(name)
        raise _LeftOut(name, "missing" if given in (None, "") else "not_text", given or "")
    return value


def _or_empty(told: Told, name: str) -> str:
    value = told.get(name)
    return plain_text(value).strip() if isinstance(value, str) else ""


def _is_number(told: Told) -> bool:
    value = told.get("amountAppliedFor")
    return isinstance(value, int | float) and not isinstance(value, bool)


def _pence(told: Told, name: str) -> int:
    """Pounds as pence, to the nearest penny; never below nought."""
    value = told.get(name)
    if value is None or value == "":
        raise _LeftOut(name, "missing")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _LeftOut(name, "not_a_number", value)
    exact = Decimal(str(value)) * 100
    if not exact.is_finite() or abs(exact) > MOST_PENCE:
        raise _LeftOut(name, "too_large", value)
    if exact < 0:
        raise _LeftOut(name, "below_nought", value)
    return int(exact.to_integral_value())


def _day(told: Told, name: str) -> date:
    """A day; "24/07/2014" is read the British way (and told as a fault of the file)."""
    value = told.get(name)
    if value is None or value == "":
        raise _LeftOut(name, "missing")
    day = read_date(value) if isinstance(value, str) else None
    if day is None:
        raise _LeftOut(name, "not_a_day", value)
    return day


def _body(told: Told, name: str) -> Body:
    """The first organisation of a list. One without an id is taken by its name."""
    one = _first(told, name)
    if not _or_empty(one, "name"):
        raise _LeftOut(f"{name}/0/name" if one else name, "missing")
    return Body(
        org_id=re.sub(r"\s", "", _or_empty(one, "id")),
        name=_or_empty(one, "name"),
        charity_number=_or_empty(one, "charityNumber"),
        company_number=_or_empty(one, "companyNumber"),
        postcode=_or_empty(one, "postalCode"),
        url=_or_empty(one, "url"),
    )


def _first(told: Told, name: str) -> Told:
    value = told.get(name)
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _planned(told: Told) -> tuple[date | None, date | None, int | None]:
    """First day, last day and months of the work, as far as they were told to the day."""
    one = _first(told, "plannedDates")
    months = one.get("duration")
    try:
        whole = round(float(months)) if isinstance(months, int | float | str) else None
    except (ValueError, OverflowError):
        whole = None
    return _loose(one, "startDate"), _loose(one, "endDate"), whole


def _loose(told: Told, name: str) -> date | None:
    value = _or_empty(told, name)
    return read_date(value) if value else None


def _regrant_type(told: Told) -> str:
    code = _or_empty(told, "regrantType")
    return code if code in REGRANT_TYPES else ""


def _paid(told: Told) -> tuple[Paid, ...]:
    """The disbursements that can be read: in pounds, with a day."""
    listed = told.get("disbursementTransaction")
    found: list[Paid] = []
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(one, dict) or one.get("currency", "GBP") != "GBP":
            continue
        try:
            day, pence = _day(one, "transactionDate"), _pence(one, "value")
        except _LeftOut:
            continue
        known_as = _or_empty(one, "id") or str(number + 1)
        found.append(Paid(known_as, day, pence, _or_empty(one, "description")))
    return tuple(found)


def _moment(told: Told) -> datetime | None:
    try:
        return datetime.fromisoformat(_or_empty(told, "dateModified"))
    except ValueError:
        return None


def _parsed(name: str, content: bytes) -> object:
    try:
        return json.loads(content.decode(encoding_of(content[:4096]), errors=FALLBACK))
    except json.JSONDecodeError as error:
        raise BadInput(
            f"“{name}” is not well-formed JSON: something is wrong at line {error.lineno},"
            f" character {error.colno}."
        ) from error
    except RecursionError as error:
        raise BadInput(f"“{name}” is nested too deep to be read.") from error
    except ValueError as error:  # a number of thousands of digits
        raise BadInput(f"“{name}” holds a number that is too long to be read.") from error


def _csv_rows(content: bytes) -> list[list[str]]:
    text = content.decode(encoding_of(content[:4096]), errors=FALLBACK)
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise BadInput(
            "This CSV file cannot be read: one of its values is far too long."
        ) from error
