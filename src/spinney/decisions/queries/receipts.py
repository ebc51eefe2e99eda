"""A vote in a secret ballot, for whoever holds its receipt."""

from __future__ import annotations

from spinney.base.kernel.errors import BadInput
from spinney.decisions.bridge.sealed import find_sealed
from spinney.decisions.models import Ballot
from spinney.decisions.queries.vote_words import lines_of


def lines_under(ballot: Ballot, code: str) -> list[tuple[str, str]]:
    """What was voted under the code of a receipt, line by line, from the very row that is counted.
    Raises BadInput where no vote has the code.
    """
    found = find_sealed(ballot, code)
    if found is None:
        raise BadInput(
            "No vote in this ballot has this code. Look whether the receipt is of this ballot, and"
            " copy all four groups."
        )
    return lines_of(ballot, found.marks, found.says)
