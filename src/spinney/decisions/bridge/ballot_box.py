"""Where votes go: in an open ballot beside their elector, in a secret one apart from it. The caller
holds the elector's row, so that of two votes sent at once one comes after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from django.utils.timezone import localtime

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions.bridge import sealed
from spinney.decisions.models import Ballot, Elector, Proxy, Vote
from spinney.decisions.states import VotedHow

CODE = "code"
"""The field in which somebody types the code of a receipt."""


@dataclass(frozen=True)
class Marked:
    """What was voted, checked and tidy."""

    marks: Mapping[str, int]
    says: str
    reason: str


@dataclass(frozen=True)
class Hand:
    """By whom and how a vote was cast; `person_id` is None for what came on paper."""

    how: VotedHow
    person_id: int | None = None
    proxy: Proxy | None = None


@dataclass(frozen=True)
class Cast:
    """What became of a vote. `changed`: it is another than the organisation's vote before. `again`:
    it is the same that was there already (sent twice), and counts once. `receipt` is the code of a
    vote in a secret ballot, which is kept nowhere; "" in an open one.
    """

    changed: bool = False
    again: bool = False
    receipt: str = ""


def put_open(
    elector: Elector, earlier: Vote | None, marked: Marked, hand: Hand, now: datetime
) -> Cast:
    """Write the vote of an elector in an open ballot, in place of its `earlier` one. Raises
    WrongState to whoever votes for another that has voted itself.
    """
    if earlier is None:
        _write(Vote(elector=elector), marked, hand, now)
        _took_part(elector, now)
        return Cast()
    if hand.proxy is not None and earlier.proxy_id is None:
        raise WrongState(
            f"{elector.organisation.name} has voted itself, so its own vote counts. There is"
            " nothing for you to do."
        )
    if _is_same(earlier, marked, hand):
        return Cast(again=True)
    earlier.changes += 1
    _write(earlier, marked, hand, now)
    return Cast(changed=True)


def _is_same(vote: Vote, marked: Marked, hand: Hand) -> bool:
    said = (vote.marks, vote.says, vote.reason) == (dict(marked.marks), marked.says, marked.reason)
    return said and vote.proxy_id == (hand.proxy.pk if hand.proxy else None)


def _write(vote: Vote, marked: Marked, hand: Hand, now: datetime) -> None:
    vote.marks, vote.says, vote.reason = dict(marked.marks), marked.says, marked.reason
    vote.how, vote.person_id, vote.proxy, vote.at = hand.how, hand.person_id, hand.proxy, now
    vote.save()


def put_secret(ballot: Ballot, elector: Elector, marked: Marked, code: str, now: datetime) -> Cast:
    """Seal a vote, apart from its elector. `code` is what the receipt shall say (drawn here, if it
    is empty); of an elector that has voted it must be the one on its receipt, which alone finds the
    vote. Raises BadInput for another.
    """
    found = sealed.find_sealed(ballot, code) if code else None
    if elector.voted_at is None:
        if found is not None:
            raise _no_such_code("This is the code of another vote.")
        code = code or sealed.draw_code()
        sealed.seal(ballot, code, marks=marked.marks, says=marked.says)
        _took_part(elector, the_day_of(now))
        return Cast(receipt=code)
    found = found or _missing(elector, code)
    same = (found.marks, found.says) == (dict(marked.marks), marked.says)
    if not same:
        sealed.reseal(found, marks=marked.marks, says=marked.says)
    return Cast(changed=not same, again=same, receipt=code)


def strike(ballot: Ballot, elector: Elector, code: str = "") -> bool:
    """Take an elector's vote out, if it has voted; returns whether it had. In a secret ballot that
    takes the code on its receipt. Raises BadInput for another.
    """
    if elector.voted_at is None:
        return False
    if ballot.secret:
        found = sealed.find_sealed(ballot, code) if code else None
        sealed.empty(found or _missing(elector, code))
    else:
        Vote.objects.filter(elector=elector).delete()
    elector.voted_at = None
    elector.save(update_fields=["voted_at"])
    return True


def the_day_of(now: datetime) -> datetime:
    """Midnight at which the day of a moment began: all that is kept of when somebody took part in
    a secret ballot.
    """
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _took_part(elector: Elector, at: datetime) -> None:
    elector.voted_at = at
    elector.save(update_fields=["voted_at"])


def _missing(elector: Elector, code: str) -> NoReturn:
    name = elector.organisation.name
    if not code:
        raise _no_such_code(
            f"{name} has voted. Nobody can tell which vote is whose, so it takes the code on the"
            " receipt to find that vote again."
        )
    raise _no_such_code(
        "No vote has this code. Copy it from the receipt: four groups of four letters and digits."
    )


def _no_such_code(told: str) -> BadInput:
    return BadInput(told, {CODE: [told]})
