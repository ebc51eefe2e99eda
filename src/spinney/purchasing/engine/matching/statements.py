"""What banks and card companies write around a supplier's name, taken off.

A statement tells through whom a card was charged ("SQ *"), when, with which card, in which country
and with which reference; none of it is who was paid.

>>> unladen("CRV*SQ *COPPERBECK CAFE 12MAR24 CD 4417")
'COPPERBECK CAFE'
>>> unladen("DIRECT DEBIT TO VARNHOLT LTD REF AB12345")
'VARNHOLT LTD'
"""

import re
from typing import Final

WEB: Final = re.compile(
    r"\b(?:https?://)?www\.|\.(?:co|org|ltd|net|com|gov|ac)(?:\.uk)?\b", re.IGNORECASE
)
"""What makes a name an address."""

_MAY_BE_LADEN = re.compile(
    r"[*@£)\d:]|\bd/d\b|^.{4,24}\s(?:to|at)\s|\b(?:GBR|IRL|LUX|NLD|via)\b", re.IGNORECASE
)
"""Names without any of this are as they are."""

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_THROUGH = re.compile(
    r"^\s*(?:(?:paypal|pp|sumup|sq|squ|square|zettle|izettle|iz|stripe|sp|wp|worldpay|crv|curve|tst"
    r"|ls|gc|gocardless|klarna|clearpay|dojo|takepayments|nya|smp|apple\s?pay|google\s?pay|gpay)"
    r"[\s_]*\*|zettle_|iz_|d/d\s"
    rf"|(?:(?:card|pos|cd)\s\d{{4}}|\d{{4}}\s\d\d?{_MONTH}\d{{0,4}})\s(?=[a-z])"
    r"|(?:(?:direct debit|standing order|card|faster|bill|online|internet|bank|mobile)\s)?"
    r"(?:payment|transfer|purchase|direct debit|standing order)\s(?:to|at)\s)\s*",
    re.IGNORECASE,
)
"""Through whom a card was charged, before a star, and what was done: the supplier stands behind."""

_AROUND = re.compile(
    r"(?<=\S)(?:"
    r"\s*\*\s?(?=[\w-]*\d)[\w-]{4,}"  # an order's number behind a star
    rf"|\s+(?:on\s+)?\d{{1,2}}\s?{_MONTH}(?:\s?\d{{4}}|\s?\d\d)?\b"
    r"|\s+(?:on\s+)?\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b"
    r"|\s+(?:on\s+)?\d{4}-\d\d-\d\d\b"
    r"|\s+(?:cd|card(?:\s+(?:no\.?|ending(?:\s+in)?))?|x{2,}|\*{2,})\s?\d{4}\b"
    r"|\s+(?:ref(?:erence)?|mandate|mndt|auth)(?:\s+no)?[\s.:#]+(?=\S*\d)\S+"
    r"|\s+ref(?:erence)?:.*"
    r"|\s+(?:inv(?:oice)?|a/c|acct?|account)(?:\s+no[\s.:#]+\d+|[\s.:#]+\d{1,4})\b"
    rf"|\s+(?:w/e\s+)?(?:{_MONTH}\s?(?:\d{{4}}|\d\d)|(?:0[1-9]|1[0-2])/\d\d)(?=\s*$)"
    r"|\s+w/e\s+\d\d?/\d\d\b"
    r"|,?\s+[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b"  # a postcode
    r"|\s+(?:gbp|eur|usd)\s?\d[\d.,]*\b|\s+£\s?\d[\d.,]*|\s+@\s?\d[\d.,]*"
    r"|\s+\(?(?:\+44\s?\d{2,4}|0\d{2,4})[\s-]?\d{3,4}[\s-]?\d{3,4}\b"  # a telephone's number
    r"|\s+via\s+(?:apple|google)\s?pay\b"
    r"|\s*\){2,}"
    r"|\s+(?:GBR|IRL|LUX|NLD)(?=\s*$)"
    r")",
    re.IGNORECASE,
)
_PLACE_NUMBER = re.compile(r"(?<=\S)\s*#\s?(?=\d{1,5}\b)")


def unladen(text: str) -> str:
    """The name without what a statement put around it; as it is where nothing else would be left.

    >>> unladen("SQ *")
    'SQ *'
    """
    if not _MAY_BE_LADEN.search(text):
        return text
    found = text
    while (rest := _THROUGH.sub("", found)) != found:
        found = rest
    found = _PLACE_NUMBER.sub(" ", _AROUND.sub(" ", found))
    return " ".join(found.replace("*", " ").split()) or text
