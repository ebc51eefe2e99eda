"""Receipts of secret ballots: with hers, a voter alone can find her paper in the count. Pure.

A receipt is a code of 16 signs, 80 bits drawn at random. Of the code only its check is kept, beside
the paper that it belongs to, so that the keeper of the ballots cannot tell whose paper is whose,
and whoever holds the code can find the check again. The alphabet has no signs that are taken for
each other: typed I and L are read as 1, O as 0, U as V, in any case, with or without dashes.

    >>> code = new_code(bytes(range(10)))
    >>> code
    '000G-40R4-0M30-E209'
    >>> check_of("ballot 7", "ooog 40r4 om30 e2o9") == check_of("ballot 7", code)
    True
"""

from __future__ import annotations

from hashlib import sha256

from spinney.base.kernel.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 10
SIGNS = 16
_READ_AS = str.maketrans("ILOU", "110V")
_BETWEEN = frozenset(" -\u2010\u2011\u2012\u2013\u2014.\t\r\n\u00a0")


def new_code(random_bytes: bytes) -> str:
    """A code from BYTES (or more, of which the first are used) drawn at random by the caller.
    Raises ValueError where there are fewer: a code must not be guessed.
    """
    if len(random_bytes) < BYTES:
        raise ValueError(f"a receipt needs {BYTES} random bytes, not {len(random_bytes)}")
    number = int.from_bytes(random_bytes[:BYTES])
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNS)))
    return "-".join(signs[start : start + 4] for start in range(0, SIGNS, 4))


def tidy(typed: str) -> str:
    """A code as it was given, from how somebody typed it. Raises BadInput for what is none."""
    signs = "".join(sign for sign in typed if sign not in _BETWEEN).upper().translate(_READ_AS)
    if len(signs) != SIGNS or any(sign not in ALPHABET for sign in signs):
        raise BadInput(
            "That is not the code of a receipt. It has 16 letters and digits, in four groups of "
            "four. Copy it from the page you saw after you voted."
        )
    return "-".join(signs[start : start + 4] for start in range(0, SIGNS, 4))


def check_of(ballot_uid: str, code: str) -> str:
    """What is kept of a receipt: a SHA-256 of the ballot and the code, in hexadecimal. Raises
    BadInput for what is no code.
    """
    return sha256(f"spinney receipt\n{ballot_uid}\n{tidy(code)}".encode()).hexdigest()
