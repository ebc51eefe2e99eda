"""What tells whether a piece of a draft is as somebody read it, when two people write at once."""

from __future__ import annotations

from spinney.base.kernel.canonical import sha256

NEW = "new"
"""What is read of something that is not there yet."""


def mark_of(piece: object) -> str:
    """A short mark of a piece of a draft (the JSON of a clause, a term, a title): the same for
    equal pieces, another one for others.
    """
    return NEW if piece is None else sha256(piece)[:16]
