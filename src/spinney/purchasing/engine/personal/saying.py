"""Words for why a payee is taken for a person, or not. Pure.

>>> said(Why("title", "mrs")), kind_words("staff")
('The name has a title: Mrs.', 'Staff')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spinney.purchasing.engine.personal.verdict import Kind, Why

_SAID: Mapping[str, str] = MappingProxyType(
    {
        "redacted": "The name was taken out: “{detail}”.",
        "redacted_trade": "A firm’s name was taken out: “{detail}”.",
        "many_payees": "Several payees under one name: “{detail}”.",
        "payment_words": "It says “{detail}”, which is paid to people.",
        "under_code": "It names one person by a number or initials: “{detail}”.",
        "title": "The name has a title: {titled}.",
        "given_name": "{titled} is a given name.",
        "initials": "Initials and a surname: {titled}.",
        "surname": "{titled} is a surname.",
        "sound": "It sounds like a given name and a surname.",
        "number": "It has a company or charity number.",
        "legal_form": "The name has a legal form: {detail}.",
        "trade_words": "The name says what it does or where it is.",
        "trading_as": "A person who trades under another name.",
        "known_firm": "{titled} is a known firm.",
        "partners": "Several names together: a firm of partners.",
        "place": "The name ends like a place: {detail}.",
        "long": "The name is longer than people’s names are.",
        "no_name": "There is no name here, only letters or figures.",
        "no_sign": "Nothing in it says that this is a person.",
    }
)
CODES = frozenset(_SAID)

_IN_DOUBT = "It could be a person’s name, so it is left out until you say."

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        Kind.STAFF: "Staff",
        Kind.BENEFICIARY: "Somebody you help",
        Kind.CARER: "Carer",
        Kind.VOLUNTEER: "Volunteer or trustee",
        Kind.TRADER: "Person who sells under her or his own name",
        Kind.INDIVIDUAL: "Person",
    }
)


def said(why: Why, *, person: bool = False) -> str:
    """A why in a plain sentence. `person`: it is why the payee is set aside.

    Raises KeyError for a code that is not of CODES.
    """
    if person and why.code in ("no_sign", "partners"):
        return _IN_DOUBT
    return _SAID[why.code].format(detail=why.detail, titled=why.detail.title())


def kind_words(kind: str) -> str:
    """What a person was paid as, in words."""
    return _KINDS[Kind(kind)]
