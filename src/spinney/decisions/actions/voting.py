"""Votes are cast, changed and taken back: one for each organisation, by whoever may vote for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.record import record
from spinney.decisions.bridge.ballot_box import (
    Cast,
    Hand,
    Marked,
    put_open,
    put_secret,
    strike,
    the_day_of,
)
from spinney.decisions.engine.marking import check_marks, tidy_marks
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters import vote_news as letters
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.policies import voting as rules
from spinney.decisions.queries.voting import (
    NOT_ASKED,
    Seat,
    hold_elector,
    live_keys,
    own_vote,
    seat_at,
)
from spinney.decisions.states import VotedHow

ON_PAPER = (VotedHow.PAPER, VotedHow.PHONE)


def _held(ballot: Ballot, organisation_id: int) -> tuple[Ballot, Elector]:
    """The ballot as it is, and the elector, held until this transaction ends. Raises NotAllowed to
    whoever is not asked.
    """
    fresh, elector = hold_elector(ballot, organisation_id)
    if elector is None:
        raise NotAllowed(NOT_ASKED)
    return fresh, elector


@transaction.atomic
def cast_vote(  # noqa: PLR0913  (a vote's parts are given apart, as a form has them)
    *,
    ballot: Ballot,
    organisation_id: int,
    marks: Mapping[str, int],
    says: str = "",
    reason: str = "",
    how: VotedHow,
    receipt: str = "",
    by: Actor,
    now: datetime,
) -> Cast:
    """Vote for an organisation, or change its vote, until voting closes: for one's own under a
    mandate to vote, or for one whose proxy one's own holds. The last that is cast counts; the same
    sent twice counts once. What came on paper or by phone is cast by whoever confirmed it.

    In a secret ballot the receipt's code comes back in what is returned and is kept nowhere; to
    change a vote it has to be given as `receipt`. A first vote goes under the code that is given,
    if one is. Raises BadInput for marks that cannot be, NotAllowed to whoever may not vote there,
    WrongState when votes are not taken.
    """
    rules.check_may("cast_vote", by=by, ballot=ballot)
    ballot, elector = _held(ballot, organisation_id)
    rules.check_takes_votes(ballot, now)
    on_paper = how in ON_PAPER or by.is_system
    seat = Seat(elector) if on_paper else seat_at(elector, by, localdate(now))
    rules.check_takes_part(elector, ballot)
    marked = _checked(ballot, marks, says, reason)
    how = VotedHow.PROXY if seat.proxy else how
    if ballot.secret:
        cast = put_secret(ballot, elector, marked, receipt, now)
    else:
        before = own_vote(elector)
        told = before.person_id if before else None
        hand = Hand(how, None if on_paper else by.person_id, seat.proxy)
        cast = put_open(elector, before, marked, hand, now)
        if cast.changed or seat.proxy:
            letters.tell_about_vote(ballot, seat, told, by=by, now=now)
    if not cast.again:
        _note("decisions.cast_vote", ballot, elector, by, now, how=str(how))
    return cast


def _checked(ballot: Ballot, marks: Mapping[str, int], says: str, reason: str) -> Marked:
    """The vote, tidy. Raises BadInput for one that cannot be, with its faults by field."""
    way = WAYS[ballot.way]
    keys = live_keys(ballot) if way.has_options else []
    settings = Settings.from_json(ballot.settings)
    faults = check_marks(way, settings, keys, marks, says, reason, secret=ballot.secret)
    if faults:
        fields: dict[str, list[str]] = {}
        for fault in faults:
            fields.setdefault(fault.field, []).append(fault.words)
        raise BadInput(faults[0].words, fields)
    return Marked(tidy_marks(way, marks), says, reason.strip())


def _note(
    verb: str, ballot: Ballot, elector: Elector, by: Actor, now: datetime, **detail: object
) -> None:
    """Write into the record that an organisation took part: of a secret ballot only the day, and
    nothing else.
    """
    said = {} if ballot.secret else {"title": ballot.title, **detail}
    record(
        verb, by=by, on=ballot, at=the_day_of(now) if ballot.secret else now, scope=ballot.scope,
        organisation=elector.organisation.name, **said,
    )  # fmt: skip


def _check_is_hers(seat: Seat) -> None:
    """Raise NotAllowed to a proxy's holder where the absent organisation has voted itself."""
    vote = own_vote(seat.elector)
    if seat.proxy is not None and vote is not None and vote.proxy_id is None:
        raise NotAllowed(f"{seat.name} has voted itself. Only it can take that vote back.")


@transaction.atomic
def take_back_vote(
    *, ballot: Ballot, organisation_id: int, receipt: str = "", by: Actor, now: datetime
) -> bool:
    """Take the vote of an organisation out again while voting is open, as if it had not voted;
    returns whether there was one. In a secret ballot that takes the code on its receipt.
    """
    rules.check_may("take_back_vote", by=by, ballot=ballot)
    ballot, elector = _held(ballot, organisation_id)
    rules.check_takes_votes(ballot, now)
    if not by.is_system:
        _check_is_hers(seat_at(elector, by, localdate(now)))
    had = strike(ballot, elector, receipt)
    if had:
        _note("decisions.take_back_vote", ballot, elector, by, now)
    return had
