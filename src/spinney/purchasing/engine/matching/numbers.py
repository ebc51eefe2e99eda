"""Registration numbers: given beside a name, or written inside it.

>>> given("2345678")
'company:02345678'
>>> written("Ash Lane Trust (Registered Charity No. 1012345)")
'charity:1012345'
"""

import re
from typing import Final

_SIGNS = re.compile(r"[^0-9A-Za-z]")
_COMPANY = re.compile(r"(?:[A-Z]{2}\d{6}|\d{8})\Z")
_CHARITY_ELSEWHERE = re.compile(r"(?:SC0\d{5}|NIC?\d{6})\Z")
_LABELLED: Final = re.compile(
    r"\b(?:(?P<register>charity|company|co)\.?\s*)?"
    r"(?:reg(?:istered|istration)?\.?\s*)?(?P<after>charity|company)?\s*"
    r"(?:no\b|num(?:ber)?\b|nr\b|#)\.?\s*:?\s*(?P<number>[A-Z]{0,3}\s?\d{6,8})\b",
    re.IGNORECASE,
)


def given(text: str) -> str:
    """A number as a source gives it, with the register it belongs to; "" when it is none.

    "company:" before eight figures (or two letters and six), "charity:" before the numbers of the
    three charity registers. Seven figures that begin with 1 and six figures are a charity's: that
    is how both are written; a company's loses its leading noughts in spreadsheets, so seven
    figures that begin otherwise are a company's. A source that knows says which by a prefix
    ("company:1012345", "GB-COH-01012345", "GB-CHC-1012345").
    """
    text = text.strip()
    kind = _said_kind(text)
    number = _SIGNS.sub("", text.split(":")[-1]).upper()
    number = re.sub(r"^GB(?:COH|CHC|SC|NIC)", "", number)
    if kind == "company" and number.isdigit() and 5 <= len(number) <= 8:
        return f"company:{number:0>8}"
    if kind == "charity" and number:
        return f"charity:{number}"
    return _by_shape(number)


def register_of(number: str) -> str:
    """Which register a settled number is of.

    >>> register_of("company:01234567")
    'company'
    """
    return number.partition(":")[0]


def written(name: str) -> str:
    """The number that stands inside a name, labelled as one; "" when none does."""
    found = _LABELLED.search(name)
    if not found:
        return ""
    label = (found["register"] or found["after"] or "").lower()
    kind = {"co": "company:", "company": "company:", "charity": "charity:"}.get(label, "")
    return given(kind + found["number"]) if kind else ""


def _said_kind(text: str) -> str:
    upper = text.upper()
    if upper.startswith(("COMPANY", "GB-COH")):
        return "company"
    return "charity" if upper.startswith(("CHARITY", "GB-CHC", "GB-SC", "GB-NIC")) else ""


def _by_shape(number: str) -> str:
    if not any(figure in "123456789" for figure in number):
        return ""
    if _CHARITY_ELSEWHERE.match(number):
        return f"charity:{number}"
    if _COMPANY.match(number):
        return f"company:{number}"
    if number.isdigit() and len(number) == 7:
        return f"charity:{number}" if number[0] == "1" else f"company:0{number}"
    return f"charity:{number}" if number.isdigit() and len(number) == 6 else ""
