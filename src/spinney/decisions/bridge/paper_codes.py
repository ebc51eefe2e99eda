"""The code on a printed ballot paper: it tells that the paper belongs to an organisation, whoever
reads its name wrongly. It opens nothing.
"""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from spinney.decisions.models import Elector
from spinney.decisions.models.voting import REPLY_ALPHABET

SIGNS = 6


def paper_code(elector: Elector) -> str:
    """The code on the paper of an elector: six signs that follow from its uid and the key of this
    site, so that it is kept nowhere.
    """
    made = salted_hmac("decisions.paper", elector.uid.hex, algorithm="sha256").digest()
    number = int.from_bytes(made[:8])
    signs = []
    for _ in range(SIGNS):
        number, place = divmod(number, len(REPLY_ALPHABET))
        signs.append(REPLY_ALPHABET[place])
    return "".join(signs)


def is_paper_code(elector: Elector, typed: str) -> bool:
    """Whether a code, as somebody typed it, is that of an elector's paper."""
    tidy = "".join(sign for sign in typed.upper() if sign.isalnum())
    return constant_time_compare(tidy, paper_code(elector))
