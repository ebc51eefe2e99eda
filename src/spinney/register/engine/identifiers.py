"""Lists that give organisations numbers, and whether a number can be one of theirs.

Codes, names and forms as in the register of lists at org-id.guide. Only the form is checked: that
a number was really given to somebody is for the list to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from spinney.register.engine.rows import Identifier
from spinney.register.engine.tabular import values

_NOISE = re.compile(r"[\s.]+")


@dataclass(frozen=True)
class Scheme:
    """One list: its code ("GB-CHC"), its name, an example, and how a number is spelled.

    `spell` gives the list's own spelling of what was typed, or "" when it cannot be a number of it.
    """

    code: str
    name: str
    example: str
    spell: Callable[[str], str]


def _shaped(pattern: str) -> Callable[[str], str]:
    shape = re.compile(pattern)

    def spell(text: str) -> str:
        bare = _NOISE.sub("", text).upper()
        return bare if shape.fullmatch(bare) else ""

    return spell


def _any(text: str) -> str:
    return values.one_line(text)[:60]


SCHEMES: dict[str, Scheme] = {
    scheme.code: scheme
    for scheme in (
        Scheme(
            "GB-CHC", "Charity Commission for England and Wales", "1096829", values.charity_number
        ),
        Scheme(
            "GB-SC", "Office of the Scottish Charity Regulator", "SC012345", values.scottish_number
        ),
        Scheme(
            "GB-NIC",
            "Charity Commission for Northern Ireland",
            "100002",
            values.northern_irish_number,
        ),
        Scheme("GB-COH", "Companies House", "00738693", values.company_number),
        Scheme("GB-CASC", "HMRC: community amateur sports clubs", "12345", _shaped(r"[A-Z]*\d+")),
        Scheme("GB-REV", "HMRC: charities", "XR12345", _shaped(r"[A-Z]{1,2}\d{4,6}[A-Z]?")),
        Scheme("GB-MPR", "Mutuals Public Register", "7890", _shaped(r"(RS)?\d{1,5}[A-Z]?")),
        Scheme("GB-NHS", "NHS organisation codes", "RX2", _shaped(r"[A-Z0-9]{3,6}")),
        Scheme("GB-EDU", "Schools (unique reference number)", "123456", _shaped(r"\d{6}")),
        Scheme("GB-UKPRN", "UK register of learning providers", "10001234", _shaped(r"1\d{7}")),
        Scheme(
            "GB-SHPE", "Social housing providers, England", "L1234",
            _shaped(r"(L|LH|SL|H|C)?\d{4}|\d{2}[A-Z]{2}"),
        ),
        Scheme("GB-LAE", "Local authorities, England", "BOL", _shaped(r"[A-Z]{3}")),
        Scheme("GB-LAS", "Local authorities, Scotland", "FIF", _shaped(r"[A-Z]{3}")),
        Scheme("GB-PLA", "Principal local authorities, Wales", "CRF", _shaped(r"[A-Z]{3}")),
        Scheme("GB-GOR", "Government departments and agencies", "D10", _shaped(r"[A-Z]{1,3}\d+")),
        Scheme("GB-COE", "Church of England parishes", "190134", _shaped(r"\d{6}")),
        Scheme("XI-ROR", "Research Organization Registry", "027m9bs27", lambda text: _ror(text)),
    )
}  # fmt: skip
"""The lists offered, most used first. Any other code of the form "XX-ABC" is taken as it stands."""


def _ror(text: str) -> str:
    """A ROR id: 0, six of Crockford's letters and digits, two check digits (ISO 7064 MOD 97-10).

    >>> _ror("https://ror.org/027m9bs27"), _ror("027m9bs28")
    ('027m9bs27', '')
    """
    bare = text.strip().lower().rsplit("/", 1)[-1]
    if not re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}\d{2}", bare):
        return ""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    number = 0
    for letter in bare[:-2]:
        number = number * 32 + alphabet.index(letter)
    return bare if 98 - (number * 100) % 97 == int(bare[-2:]) else ""


def read(scheme: str, text: str) -> Identifier | None:
    """The number of a list in its own spelling, or None when it cannot be one of that list.

    A whole org-id of the same list is taken too.

    >>> read("GB-CHC", "GB-CHC-1096829"), read("GB-COH", "738693").value, read("GB-EDU", "12")
    (Identifier(scheme='GB-CHC', value='1096829'), '00738693', None)
    """
    code = scheme.strip().upper()
    bare = text.strip()
    if bare.upper().startswith(f"{code}-"):
        bare = bare[len(code) + 1 :]
    known = SCHEMES.get(code)
    if known is None and not values.SCHEME.fullmatch(code):
        return None
    value = (known.spell if known else _any)(bare)
    return Identifier(code, value) if value else None
