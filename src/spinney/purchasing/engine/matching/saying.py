"""Reasons in plain words.

>>> from spinney.purchasing.engine.matching.seen import Reason
>>> said(Reason("branch_town", "Leeds"))
'Same name with a place: Leeds.'
"""

from typing import Final

from spinney.purchasing.engine.matching.seen import Reason

WORDS: Final[dict[str, tuple[str, str]]] = {
    "alone": ("No other name is like it.", "No other name is like it."),
    "same_name": ("The same name.", "The same name."),
    "same_number": ("The same registration number.", "The same registration number, {0}."),
    "judged": ("Somebody answered that they are the same.", "Somebody answered: same as {0}."),
    "legal_form": (
        "Same words; the legal form is written differently.",
        "Same words; {0}.",
    ),
    "same_words": (
        "Same words; only capitals or signs differ.",
        "Same words; {0} is left out in one.",
    ),
    "word_order": ("The same words in another order.", "The same words in another order."),
    "spacing": ("The same letters with other spaces.", "The same letters with other spaces."),
    "abbreviation": ("A word is cut to a short form.", "A short form of a word: {0}."),
    "spelling": ("A word is spelt differently.", "A word is spelt differently: {0}."),
    "account_code": ("Same words with a code beside them.", "Same words with a code: {0}."),
    "trading_name": ("One is the other's trading name.", "One trades as the other: {0}."),
    "known_name": (
        "Both are well-known names of one supplier.",
        "Well-known names of one supplier: {0}.",
    ),
    "initials": ("One is the initials of the other.", "One is the initials of the other: {0}."),
    "truncated": ("One is cut off at the end.", "One is cut off at the end: {0}."),
    "branch_town": ("Same name with a place.", "Same name with a place: {0}."),
    "unit": (
        "The same registration number under another name.",
        "Another name under the same registration number, {0}.",
    ),
    "extra_word": ("One has a word more.", "One has a word more: {0}."),
}
"""A code -> its sentence without and with a detail."""


def said(reason: Reason) -> str:
    """The sentence for a reason. KeyError for a code that is not in `seen.CODES`."""
    bare, with_detail = WORDS[reason.code]
    return with_detail.format(reason.detail) if reason.detail else bare
