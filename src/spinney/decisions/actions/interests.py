"""Whoever has an interest of its own takes no part, and can take that back until the close."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.record import record
from spinney.decisions.bridge.ballot_box import strike
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.policies import voting as rules
from spinney.decisions.queries.voting import NOT_ASKED, hold_elector, seat_at


def _held(verb: str, ballot: Ballot, by: Actor, now: datetime) -> tuple[Ballot, Elector]:
    """The actor's own organisation as it is asked, held, and the ballot as it is."""
    rules.check_may(verb, by=by, ballot=ballot)
    fresh, elector = hold_elector(ballot, by.organisation_id or 0)
    if elector is None:
        raise NotAllowed(NOT_ASKED)
    rules.check_takes_votes(fresh, now)
    seat_at(elector, by, localdate(now))
    return fresh, elector


@transaction.atomic
def declare_interest(
    *, ballot: Ballot, interest: str, receipt: str = "", by: Actor, now: datetime
) -> Elector:
    """Say for one's organisation that it has an interest of its own, so it takes no part: its vote
    is taken out (in a secret ballot that takes the code on its receipt), and it gives and holds no
    proxy here. Whether it counts for the quorum, the customs of voting say.
    """
    ballot, elector = _held("declare_interest", ballot, by, now)
    text = rules.check_text(
        "interest", interest, rules.MOST_INTEREST, "Say what your interest is."
    )  # fmt: skip
    if elector.recused_at is not None:
        raise WrongState("Your organisation has declared an interest already.")
    strike(ballot, elector, receipt)
    elector.recused_at, elector.interest = now, text
    elector.save(update_fields=["recused_at", "interest"])
    record(
        "decisions.declare_interest", by=by, on=ballot, at=now, scope=ballot.scope,
        title=ballot.title, organisation=elector.organisation.name,
    )  # fmt: skip
    return elector


@transaction.atomic
def withdraw_interest(*, ballot: Ballot, by: Actor, now: datetime) -> Elector:
    """Take part again: the interest that was declared is there no more, or never was."""
    ballot, elector = _held("withdraw_interest", ballot, by, now)
    if elector.recused_at is None:
        raise WrongState("Your organisation takes part, so there is nothing to take back.")
    elector.recused_at, elector.interest = None, ""
    elector.save(update_fields=["recused_at", "interest"])
    record(
        "decisions.withdraw_interest", by=by, on=ballot, at=now, scope=ballot.scope,
        title=ballot.title, organisation=elector.organisation.name,
    )  # fmt: skip
    return elector
