"""Votes in a secret ballot. Which elector took part stands on the electors, what was voted in
places without a name; nothing here takes both, and nothing of a moment is kept.

A vote goes into an empty place drawn by lot, so that no order tells whose it is. The code on its
receipt is not kept, only the check of it: whoever holds the code finds the vote again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from random import SystemRandom

from django.db.models import QuerySet

from spinney.base.kernel.ids import new_uid
from spinney.base.record.prepared import prepared
from spinney.decisions.engine.receipts import BYTES, check_of, new_code
from spinney.decisions.models import Ballot, SealedVote
from spinney.decisions.states import BallotState

_LOT = SystemRandom()


def draw_code() -> str:
    """A new code for a receipt, drawn at random."""
    return new_code(secrets.token_bytes(BYTES))


def find_sealed(ballot: Ballot, code: str) -> SealedVote | None:
    """The vote that a receipt's code finds. Raises BadInput for what is no code."""
    check = check_of(str(ballot.uid), code)
    return _under.first(ballot=ballot.pk, check=check)


@prepared
def _under(ballot: int, check: str) -> QuerySet[SealedVote]:
    return SealedVote.objects.filter(ballot=ballot, check_digest=check)


def make_places(ballot: Ballot, many: int) -> None:
    """Have so many places for votes, at the least: as many as there are electors, from the day on
    which voting opens, so that a place tells nothing of when it was made.
    """
    there = ballot.sealed_votes.count()
    SealedVote.objects.bulk_create(
        SealedVote(ballot=ballot, slot=slot) for slot in range(there, many)
    )


def make_late_places(ballot: Ballot, many: int) -> None:
    """Have so many places while voting is open. What lies in a new place changes with what lies in
    one drawn by lot: else the vote of whoever joined last, when all others have voted, would lie in
    the last place.
    """
    there = {one.pk for one in ballot.sealed_votes.all()}
    make_places(ballot, many)
    places = list(ballot.sealed_votes.select_for_update().order_by("pk"))
    for new in (one for one in places if one.pk not in there):
        other = _LOT.choice(places)
        if not other.check_digest:
            continue
        empty(other)
        new.check_digest, new.marks, new.says = other.check_digest, other.marks, other.says
        new.save(update_fields=["check_digest", "marks", "says"])
        other.check_digest = ""


def seal(ballot: Ballot, code: str, *, marks: Mapping[str, int], says: str) -> None:
    """Put a vote into an empty place drawn by lot, under the check of its code. The caller's
    transaction notes apart, on an elector, who took part.
    """
    free = _free(ballot=ballot.pk)
    if not free:
        make_late_places(ballot, ballot.electors.count())
        free = _free(ballot=ballot.pk)
    _LOT.shuffle(free)
    check = check_of(str(ballot.uid), code)
    for pk in free:
        taken = SealedVote.objects.filter(pk=pk, check_digest="").update(
            check_digest=check, marks=dict(marks), says=says
        )
        if taken:  # another voter may have drawn the same one meanwhile
            return
    raise LookupError(f"Ballot {ballot.pk} has no place left for a secret vote.")


@prepared
def _free(ballot: int) -> QuerySet[SealedVote, int]:
    return SealedVote.objects.filter(ballot=ballot, check_digest="").values_list("pk", flat=True)


def reseal(found: SealedVote, *, marks: Mapping[str, int], says: str) -> None:
    """Change a vote that its receipt has found."""
    _rewrite(found, marks=dict(marks), says=says)


def empty(found: SealedVote) -> None:
    """Take a vote that its receipt has found out of its place."""
    _rewrite(found, check_digest="", marks={}, says="")


def _rewrite(found: SealedVote, **said: object) -> None:
    """Change what lies under a check, twice if need be: it may have changed places meanwhile."""
    under = SealedVote.objects.filter(ballot=found.ballot_id, check_digest=found.check_digest)
    if not under.update(**said) and not under.update(**said):
        raise LookupError(f"A vote of ballot {found.ballot_id} is not there any more.")


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


def left_behind(rows: Mapping[str, list[int]]) -> None:
    """Ballots came in with their cluster (label -> primary keys). The votes of a secret one that
    was open stay where they were cast, so it cannot be counted here: it is taken back, and says so.
    """
    arrived = Ballot.objects.filter(pk__in=rows.get("decisions.Ballot", ()), secret=True)
    arrived.filter(state=BallotState.OPEN).update(
        state=BallotState.WITHDRAWN,
        ended_why="It was open when the cluster moved here; secret votes do not move. Ask again.",
    )
