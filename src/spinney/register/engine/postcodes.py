"""United Kingdom postcodes: their one spelling, and the files that say where they are.

Files understood: the ONS Postcode Directory (ONSPD) and the National Statistics Postcode Lookup
(NSPL), in their spellings before and after 2025, and any table with a postcode, a latitude and a
longitude (for instance one council's).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine.rows import Reject, shown_row
from spinney.register.engine.tabular.text import Table

_POSTCODE = re.compile(
    r"(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})", re.IGNORECASE
)
_ALPHANUMERIC = re.compile(r"[^A-Z0-9]")
NO_POSITION_NORTH = 99.0
"""ONS writes latitude 99.999999 where there is no position (Channel Islands, Isle of Man)."""


def spell(text: str) -> str:
    """The one spelling of a postcode, or "" when the text is not one.

    >>> spell("m154ab"), spell(" SW1A  2AA "), spell("none")
    ('M15 4AB', 'SW1A 2AA', '')
    """
    packed = _ALPHANUMERIC.sub("", text.upper())
    if not 5 <= len(packed) <= 7:
        return ""
    spelled = f"{packed[:-3]} {packed[-3:]}"
    return spelled if _POSTCODE.fullmatch(spelled) else ""


def find(text: str) -> str:
    """The last postcode inside a longer text such as an address, or "".

    >>> find("44 Alliance Avenue, Belfast, BT14 7PJ")
    'BT14 7PJ'
    """
    found = _POSTCODE.findall(text)
    return spell(found[-1]) if found else ""


def outward(postcode: str) -> str:
    """The half of a postcode that names a district.

    >>> outward("M15 4AB")
    'M15'
    """
    return postcode.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class PostcodePlace:
    """Where a postcode is: degrees (WGS84) and the GSS codes of the areas it lies in."""

    postcode: str
    latitude: float
    longitude: float
    area_code: str = ""
    area_name: str = ""
    ward_code: str = ""
    ward_name: str = ""
    lsoa_code: str = ""


_COLUMNS: dict[str, tuple[str, ...]] = {
    "postcode": ("pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode", "post code"),
    "latitude": ("lat", "latitude"),
    "longitude": ("long", "lon", "lng", "longitude"),
    "area_code": ("laua", "oslaua", "la_code", "local_authority_code", "lad_code"),
    "area_name": ("la_name", "local_authority", "local_authority_name", "lad_name"),
    "ward_code": ("ward", "osward", "ward_code", "wd_code"),
    "ward_name": ("ward_name", "wd_name"),
    "lsoa_code": ("lsoa21", "lsoa11", "lsoa_code", "lsoa21_code", "lsoa11_code"),
}
# Since 2025 ONS puts the year into the heading: lad25cd, wd25cd, lsoa21cd, lad25nm.
_DATED = {
    "area_code": re.compile(r"lad\d\dcd"),
    "area_name": re.compile(r"lad\d\dnm"),
    "ward_code": re.compile(r"wd\d\dcd"),
    "ward_name": re.compile(r"wd\d\dnm"),
    "lsoa_code": re.compile(r"lsoa\d\dcd"),
}


def columns_of(headers: tuple[str, ...]) -> dict[str, int]:
    """Which column holds what, by position; raises FileRefused when a needed one is missing.

    >>> columns_of(("pcds", "lat", "long", "lad25cd"))
    {'postcode': 0, 'latitude': 1, 'longitude': 2, 'area_code': 3}
    """
    names = [header.casefold() for header in headers]
    found: dict[str, int] = {}
    for field, spellings in _COLUMNS.items():
        known = next((s for s in spellings if s in names), None)
        if known is not None:
            found[field] = names.index(known)
        elif field in _DATED:
            dated = [i for i, name in enumerate(names) if _DATED[field].fullmatch(name)]
            if dated:
                found[field] = dated[-1]
    missing = [f for f in ("postcode", "latitude", "longitude") if f not in found]
    if missing:
        raise FileRefused(
            f"This file has no column for the {' or the '.join(missing)}. "
            "Use the ONS Postcode Directory (ONSPD or NSPL), or a table with the columns "
            "postcode, latitude and longitude."
        )
    return found


def is_recognised(headers: tuple[str, ...]) -> bool:
    """Whether a table with these headings says where postcodes are.

    >>> is_recognised(("pcds", "lat", "long")), is_recognised(("name", "postcode"))
    (True, False)
    """
    try:
        columns_of(headers)
    except FileRefused:
        return False
    return True


def read_postcodes(table: Table) -> Iterator[PostcodePlace | Reject]:
    """Read a table of postcodes, in flat memory.

    Postcodes to which ONS gives no position are passed over without a word: they are real, and
    there is nothing to mend.
    """
    at = columns_of(table.headers)
    for line, values in table.records():
        if len(values) < len(table.headers):
            values = values + [""] * (len(table.headers) - len(values))
        place = _place(table.file, line, values, at)
        if place is not None:
            yield place


def _place(
    file: str, line: int, values: list[str], at: dict[str, int]
) -> PostcodePlace | Reject | None:
    postcode = spell(values[at["postcode"]])
    if not postcode:
        return Reject(
            file, line, "There is no postcode in this row.", "such as M15 4AB", shown_row(values)
        )
    try:
        north, east = float(values[at["latitude"]]), float(values[at["longitude"]])
    except ValueError:
        return Reject(
            file,
            line,
            f"{postcode} has no latitude and longitude.",
            "two numbers, such as 53.4655 and -2.2604",
            shown_row(values),
        )
    if north >= NO_POSITION_NORTH:
        return None
    if not (49.0 <= north <= 61.5 and -9.0 <= east <= 2.5):
        return Reject(
            file,
            line,
            f"{postcode} would lie outside the United Kingdom ({north}, {east}).",
            "latitude 49 to 61.5, longitude -9 to 2.5: are the two columns the wrong way round?",
            shown_row(values),
        )
    rest = {f: values[i].strip() for f, i in at.items() if f not in _POSITION}
    return PostcodePlace(postcode, north, east, **rest)


_POSITION = frozenset({"postcode", "latitude", "longitude"})
