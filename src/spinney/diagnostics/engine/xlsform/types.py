"""The types of rows of an XLSForm, and what becomes of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spinney.diagnostics.engine.definition import Kind

PLAIN: dict[str, Kind] = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.WHOLE,
    "int": Kind.WHOLE,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATED,
    "select_one": Kind.ONE,
    "select_multiple": Kind.SEVERAL,
    "range": Kind.WHOLE,
    "today": Kind.CALCULATED,
}
ABOUT_THE_DEVICE = frozenset(
    [
        "start",
        "end",
        "deviceid",
        "device_id",
        "subscriberid",
        "simserial",
        "sim_id",
        "phonenumber",
        "phone_number",
        "username",
        "email",
        "audit",
        "start-geopoint",
        "background-audio",
        "background-geopoint",
        "hidden",
    ]
)
NOT_ASKED_HERE = {
    "rank": "Putting things in order is not asked here",
    "geopoint": "Places on a map are not asked here",
    "geotrace": "Places on a map are not asked here",
    "geoshape": "Places on a map are not asked here",
    "image": "Pictures are not asked here",
    "photo": "Pictures are not asked here",
    "audio": "Sound is not asked here",
    "video": "Films are not asked here",
    "file": "Files are not asked here",
    "barcode": "Codes are not read here",
    "time": "Times of day are not asked here",
    "datetime": "Times of day are not asked here",
    "acknowledge": "A tick without a question is not asked here",
    "trigger": "A tick without a question is not asked here",
    "select_one_from_file": "Lists in other files are not read",
    "select_multiple_from_file": "Lists in other files are not read",
    "select_one_external": "Lists in other sheets are not read",
    "csv-external": "Other files are not read",
    "xml-external": "Other files are not read",
    "xml_external": "Other files are not read",
}
_STRUCTURE = re.compile(r"(begin|end)[ _](group|repeat|loop)(?:[ _]over)?(?: (\S+))?")
_SELECT = re.compile(
    r"(?:add )?(select[ _]one|select1|select[ _]multiple|select all that apply)"
    r"(_from_file|_external)?(?: prompt)?(?: (?:from|using))?(?: (\S+))?"
    r"(?: (or[ _]other|or specify other))?"
)
_RANK = re.compile(r"rank(?: (\S+))?")


@dataclass(frozen=True)
class RowType:
    """What a type cell says. `word` is the plain type ("begin_group", "select_one", "geopoint");
    `choices` the list it names.
    """

    word: str
    choices: str = ""
    or_other: bool = False


def type_of(cell: str) -> RowType:
    """Read a type cell; spaces, case and older spellings do not matter.

    >>> type_of("select one yes_no or_other")
    RowType(word='select_one', choices='yes_no', or_other=True)
    >>> type_of("Begin Group").word
    'begin_group'
    """
    text = " ".join(cell.split())
    structure = _STRUCTURE.fullmatch(text.casefold())
    if structure:
        return RowType(f"{structure[1]}_{structure[2]}")
    select = _SELECT.fullmatch(text) or _SELECT.fullmatch(_lower_first(text))
    if select:
        word = "select_one" if select[1].casefold() in _ONE else "select_multiple"
        return RowType(word + (select[2] or ""), select[3] or "", bool(select[4]))
    if _RANK.fullmatch(text):
        return RowType("rank")
    return RowType(text.casefold())


_ONE = frozenset({"select one", "select_one", "select1"})


def _lower_first(text: str) -> str:
    """The words of the type in small letters; the name of the list as it stands."""
    first, _, rest = text.partition(" ")
    return f"{first.casefold()} {rest}".strip()
