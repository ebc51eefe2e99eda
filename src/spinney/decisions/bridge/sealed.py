"""Votes in a secret ballot. Which elector took part stands on the electors, what was voted in
places without a name; nothing here takes both, and nothing of a moment is kept.

A vote goes into an empty place drawn by lot, so that no order tells whose it is. The code on its
receipt is not kept, only the check of it: whoever holds the code finds the vote again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from random import SystemRandom

from spinney.base.kernel.ids import new_uid
from spinney.decisions.engine.receipts import BYTES, check_of, new_code
from spinney.decisions.models import Ballot, SealedVote

_LOT = SystemRandom()


def draw_code() -> str:
    """A new code for a receipt, drawn at random."""
    return new_code(secrets.token_bytes(BYTES))


def find_sealed(ballot: Ballot, code: str) -> SealedVote | None:
    """The vote that a receipt's code finds. Raises BadInput for what is no code."""
    check = check_of(str(ballot.uid), code)
    return ballot.sealed_votes.filter(check_digest=check).first()


def make_places(ballot: Ballot, many: int) -> None:
    """Have so many places for votes, at the least."""
    there = ballot.sealed_votes.count()
    SealedVote.objects.bulk_create(
        SealedVote(ballot=ballot, slot=slot) for slot in range(there, many)
    )


def seal(ballot: Ballot, code: str, *, marks: Mapping[str, int], says: str) -> None:
    """Put a vote into an empty place drawn by lot, under the check of its code. The caller's
    transaction notes apart, on an elector, who took part.
    """
    places = list(ballot.sealed_votes.values_list("pk", "check_digest"))
    if len(places) < (many := ballot.electors.count()):
        make_places(ballot, many)
        places = list(ballot.sealed_votes.values_list("pk", "check_digest"))
    empty = [pk for pk, check in places if not check]
    _LOT.shuffle(empty)
    check = check_of(str(ballot.uid), code)
    for pk in empty:
        taken = SealedVote.objects.filter(pk=pk, check_digest="").update(
            check_digest=check, marks=dict(marks), says=says
        )
        if taken:  # another voter may have drawn the same one meanwhile
            return
    raise LookupError(f"Ballot {ballot.pk} has no place left for a secret vote.")


def reseal(found: SealedVote, *, marks: Mapping[str, int], says: str) -> None:
    """Change a vote that its receipt has found."""
    SealedVote.objects.filter(pk=found.pk).update(marks=dict(marks), says=says)


def empty(found: SealedVote) -> None:
    """Take a vote that its receipt has found out of its place."""
    SealedVote.objects.filter(pk=found.pk).update(check_digest="", marks={}, says="")


def seal_order(ballot: Ballot) -> None:
    """Write the votes of a closed ballot anew, in the order of their checks, which is chance. Where
    a row lies in the database then says nothing either. Places that stayed empty are taken away.
    """
    votes = list(ballot.sealed_votes.exclude(check_digest="").order_by("check_digest"))
    ballot.sealed_votes.all().delete()
    SealedVote.objects.bulk_create(
        SealedVote(
            uid=new_uid(), ballot=ballot, slot=slot, check_digest=one.check_digest,
            marks=one.marks, says=one.says,
        )
        for slot, one in enumerate(votes)
    )  # fmt: skip
