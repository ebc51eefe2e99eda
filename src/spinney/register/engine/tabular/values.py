"""Single values as files write them, made into one spelling or refused."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from spinney.register.engine.rows import Identifier

_EMPTY = frozenset({"", "na", "n/a", "null", "none", "nil", "-", "--", "not known", "unknown"})
_AMOUNT = re.compile(r"[-+]?£?[-+]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]{2,}")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?", re.IGNORECASE)
_COMPANY = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9A-Z]{5,6}|[A-Z][0-9]{7}")
MOST_PENCE = 10**15
"""£10 trillion: more than this is a slip, not an income."""
MOST_PEOPLE = 10_000_000


def is_empty(text: str) -> bool:
    """Whether a value says that there is no value.

    >>> is_empty(" N/A "), is_empty("0")
    (True, False)
    """
    return text.strip().casefold() in _EMPTY


def one_line(text: str) -> str:
    """Text with every run of white space made one space, and control characters left out.

    >>> one_line("  The\\tAnchor\\r\\n Trust\\0 ")
    'The Anchor Trust'
    """
    if "\0" in text:
        text = text.replace("\0", "")
    return " ".join(text.split())


def pence(text: str) -> int | None:
    """An amount of pounds in pence, rounded to the nearest penny; None when it is not one.

    >>> pence("75186.0"), pence("£1,234.505"), pence("(50)"), pence("about 10")
    (7518600, 123451, -5000, None)
    """
    text = text.strip()
    if text.isdecimal():
        amount = int(text) * 100
        return amount if amount < MOST_PENCE else None
    text = text.replace(" ", "")
    negative = text.startswith(("-", "£-", "("))
    text = text.strip("()")
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    number = Decimal(match[1].replace(",", "") + (match[2] or ""))
    amount = int((number * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if amount >= MOST_PENCE:
        return None
    return -amount if negative else amount


def people(text: str) -> int | None:
    """A number of people; None when the text is not one.

    >>> people("12"), people("1,200"), people("3.0"), people("-1"), people("lots")
    (12, 1200, 3, None, None)
    """
    text = text.strip().replace(",", "")
    if text.endswith(".0"):
        text = text[:-2]
    return int(text) if text.isdecimal() and len(text) < 9 and int(text) <= MOST_PEOPLE else None


def email(text: str) -> str:
    """An e-mail address in lower case, or "" when the text is not one.

    >>> email(" Office@Anchor.example.org "), email("none given")
    ('office@anchor.example.org', '')
    """
    text = text.strip().lower().removeprefix("mailto:")
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else ""


def website(text: str) -> str:
    """An address on the web with its scheme, or "" when the text is not one.

    >>> website("www.anchor.example.org/home"), website("HTTPS://anchor.example.org"), website("no")
    ('https://www.anchor.example.org/home', 'https://anchor.example.org', '')
    """
    text = text.strip().rstrip(".")
    scheme, separator, rest = text.partition("://")
    if "://" in rest:  # http://http://…, a slip that registers are full of
        scheme, separator, rest = rest.partition("://")
    if not separator:
        scheme, rest = "https", text
    if scheme.lower() not in ("http", "https") or len(text) > 290 or len(rest.split()) != 1:
        return ""
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme.lower()}://{rest}" if _HOST.fullmatch(host) else ""


def charity_number(text: str) -> str:
    """A charity number of England and Wales, with the linked charity's number after a dash.

    >>> charity_number("1012345"), charity_number("203460-1"), charity_number("203460-0")
    ('1012345', '203460-1', '203460')
    >>> charity_number("SC012345"), charity_number("12")
    ('', '')
    """
    main, _, linked = text.replace(" ", "").partition("-")
    main = main.lstrip("0")
    if not (main.isdecimal() and main.isascii() and 5 <= len(main) <= 7):
        return ""
    if linked in ("", "0"):
        return main
    return f"{main}-{linked}" if linked.isdecimal() and len(linked) <= 5 else ""


def scottish_number(text: str) -> str:
    """A Scottish charity number, SC and six digits, or "".

    >>> scottish_number("sc12345"), scottish_number("SC 004252"), scottish_number("12345")
    ('SC012345', 'SC004252', '')
    """
    text = text.replace(" ", "").upper()
    digits = text.removeprefix("SC")
    if not text.startswith("SC") or not digits.isdecimal() or len(digits) > 6:
        return ""
    return f"SC{digits:0>6}"


def northern_irish_number(text: str) -> str:
    """A charity number of Northern Ireland: six digits, whatever letters stand before them, or "".

    >>> northern_irish_number("NIC100002"), northern_irish_number("100002-0")
    ('100002', '100002')
    """
    text = text.replace(" ", "").upper().removesuffix("-0")
    digits = text.removeprefix("NI").removeprefix("C")
    return digits if digits.isdecimal() and digits.isascii() and len(digits) == 6 else ""


def company_number(text: str) -> str:
    """A company number in eight characters, or "".

    >>> company_number("738693"), company_number("sc365840"), company_number("IP26334R")
    ('00738693', 'SC365840', 'IP26334R')
    >>> company_number("0"), company_number("applied for")
    ('', '')
    """
    text = text.replace(" ", "").upper()
    if text.isdecimal() and text.isascii():
        return f"{text:0>8}" if text.strip("0") and len(text) <= 8 else ""
    return text if _COMPANY.fullmatch(text) else ""


SPELLINGS = {
    "GB-CHC": charity_number,
    "GB-SC": scottish_number,
    "GB-NIC": northern_irish_number,
    "GB-COH": company_number,
}
"""How the numbers of each list are spelled; other lists' numbers are taken as they stand."""

SCHEME = re.compile(r"[A-Z]{2}-[A-Z]{2,6}")


def identifier(scheme: str, text: str) -> Identifier | None:
    """A number of one list in that list's spelling, or None.

    >>> identifier("GB-COH", "738693"), identifier("GB-CHC", "unknown")
    (Identifier(scheme='GB-COH', value='00738693'), None)
    """
    spell = SPELLINGS.get(scheme)
    value = spell(text) if spell else one_line(text)[:60]
    return Identifier(scheme, value) if value else None


def org_id(text: str) -> Identifier | None:
    """An identifier written as org-id.guide writes it, or None.

    >>> str(org_id("GB-SC-SC000042")), org_id("1012345")
    ('GB-SC-SC000042', None)
    """
    text = text.strip()
    match = SCHEME.match(text.upper())
    if match is None or text[match.end() : match.end() + 1] != "-":
        return None
    return identifier(match[0], text[match.end() + 1 :])


_NOT_TOWNS = frozenset(
    name.strip()
    for name in [
        "\n    avon",
        " bedfordshire",
        " berkshire",
        " buckinghamshire",
        " cambridgeshire",
        " cheshire",
        " cleveland",
        " cornwall",
        "\n    cumbria",
        " derbyshire",
        " devon",
        " dorset",
        " dyfed",
        " essex",
        " gloucestershire",
        " gwent",
        " gwynedd",
        " hampshire",
        "\n    herefordshire",
        " hertfordshire",
        " humberside",
        " kent",
        " lancashire",
        " leicestershire",
        " lincolnshire",
        "\n    merseyside",
        " middlesex",
        " norfolk",
        " northamptonshire",
        " northumberland",
        " nottinghamshire",
        "\n    oxfordshire",
        " powys",
        " rutland",
        " shropshire",
        " somerset",
        " staffordshire",
        " suffolk",
        " surrey",
        "\n    warwickshire",
        " wiltshire",
        " worcestershire",
        " lanarkshire",
        " fife",
        " clwyd",
        " england",
        " scotland",
        " wales",
        "\n    uk",
        " gb",
        " united kingdom",
        " great britain",
        " northern ireland",
        " county durham",
        " co durham",
        "\n    isle of wight",
        " greater manchester",
        " greater london",
        " tyne and wear",
        " west midlands",
        " east sussex",
        "\n    west sussex",
        " north yorkshire",
        " south yorkshire",
        " west yorkshire",
        " east yorkshire",
        "\n    south glamorgan",
        " mid glamorgan",
        " west glamorgan",
        " west lothian",
        " east lothian",
        " co antrim",
        "\n    co armagh",
        " co down",
        " co fermanagh",
        " co londonderry",
        " co tyrone",
        " county antrim",
        " county armagh",
        "\n    county down",
        " county fermanagh",
        " county londonderry",
        " county tyrone\n    ",
    ]
)


def town_of(lines: list[str]) -> str:
    """The town in an address: its last line that is not a county, a country or a street.

    >>> town_of(["4 Well Lane", "Bolton", "Greater Manchester"]), town_of(["4 Well Lane"])
    ('Bolton', '')
    """
    for line in reversed(lines[1:]):
        word = line.strip(" .,")
        if word and word.casefold() not in _NOT_TOWNS and not any(c.isdigit() for c in word):
            return word[:120]
    return ""
