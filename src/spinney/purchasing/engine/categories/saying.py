"""Words for why a category was chosen. Pure.

>>> said(Why("known_name", "british gas"))
'British Gas is known for this.'
>>> how_sure(0.97), how_sure(0.7), how_sure(0.3)
('sure', 'likely', 'doubtful')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spinney.purchasing.engine.categories.guess import DOUBTFUL_UNDER, Why

SURE_FROM = 0.9

_SAID: Mapping[str, str] = MappingProxyType(
    {
        "corrected_line": "One of you chose it for this line.",
        "corrected_name": "One of you chose it for this supplier.",
        "corrected_own_words": "One of you chose it for all lines that say “{detail}”.",
        "corrected_elsewhere": "It was chosen for this supplier before.",
        "known_name": "{titled} is known for this.",
        "name_words": "The name says “{detail}”.",
        "own_words": "Your file says “{detail}”.",
        "description_words": "The description says “{detail}”.",
        "account_code": "Account {detail} usually means this.",
        "card_code": "Card code {detail} means this.",
        "nothing": "Nothing in the name or the file tells what it is.",
    }
)
CODES = frozenset(_SAID)


def said(why: Why) -> str:
    """A why in a plain sentence. Raises KeyError for a code that is not of CODES."""
    return _SAID[why.code].format(detail=why.detail, titled=why.detail.title())


def how_sure(sure: float) -> str:
    """How sure a guess is, in a word."""
    if sure >= SURE_FROM:
        return "sure"
    return "doubtful" if sure < DOUBTFUL_UNDER else "likely"
