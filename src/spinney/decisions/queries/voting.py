"""Votes for whoever asks: who is asked in a ballot, for whom an actor votes, what she may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.record.record import subject_of
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot, Elector, Option, Proxy, Vote
from spinney.decisions.policies.voting import is_objection, takes_votes
from spinney.decisions.states import BallotState
from spinney.register import api as register


def ballot_by_link(by: Actor) -> Ballot:
    """The ballot that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ else ""
    number = subject.rpartition(":")[2]
    rows = Ballot.objects.select_related("cluster__programme")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is no such ballot any more.")
    return found


def elector_of(ballot: Ballot, organisation_id: int | None) -> Elector | None:
    """An organisation as it is asked in a ballot; None where it is not."""
    rows = Elector.objects.filter(ballot=ballot, organisation=organisation_id or 0)
    return rows.select_related("organisation").first()


def hold_electors(ballot: Ballot) -> list[Elector]:
    """Every elector of a ballot, held until the transaction ends: whoever closes a ballot waits for
    votes that are just being cast, and lets none in while she counts.
    """
    rows = Elector.objects.select_for_update(of=("self",)).filter(ballot=ballot)
    return list(rows.order_by("pk"))


# By whom ---------------------------------------------------------------------------------------


def live_proxies(ballot: Ballot) -> QuerySet[Proxy]:
    """The proxies that hold in a ballot: for it, or for the meeting at which it is held."""
    here = Q(ballot=ballot)
    if ballot.meeting_id is not None:
        here |= Q(meeting=ballot.meeting_id)
    rows = Proxy.objects.filter(here, ended_at=None)
    return rows.select_related("organisation", "holder").order_by("given_at", "pk")


def proxy_from(ballot: Ballot, organisation_id: int) -> Proxy | None:
    """The proxy by which another votes for an organisation: one for the ballot before one for its
    meeting.
    """
    found = list(live_proxies(ballot).filter(organisation=organisation_id))
    return min(found, key=lambda one: one.ballot_id is None, default=None)


def proxies_held(ballot: Ballot, holder_id: int | None) -> list[Proxy]:
    """Those whom an organisation votes for in a ballot: each once."""
    found = live_proxies(ballot).filter(holder=holder_id or 0)
    standing = [proxy_from(ballot, one.organisation_id) for one in found]
    return list({one.pk: one for one in standing if one and one.holder_id == holder_id}.values())


@dataclass(frozen=True)
class Seat:
    """For whom somebody votes in a ballot: an elector, and the proxy if it is another's."""

    elector: Elector
    proxy: Proxy | None = None

    @property
    def name(self) -> str:
        return self.elector.organisation.name


def seat_of(by: Actor, ballot: Ballot, organisation_id: int, on: date) -> Seat:
    """The seat of an organisation for an actor who would vote there on a day: her own
    organisation's, or one whose proxy it holds. Raises NotAllowed, saying why and what to do.
    """
    elector = elector_of(ballot, organisation_id)
    if elector is None:
        raise NotAllowed("Your organisation is not among those that are asked in this ballot.")
    elector.ballot = ballot
    if by.organisation_id == organisation_id:
        check_mandate(by, elector.organisation, on)
        return Seat(elector)
    proxy = proxy_from(ballot, organisation_id)
    if proxy is None or proxy.holder_id != by.organisation_id:
        raise NotAllowed(
            f"You do not vote for {elector.organisation.name}. It can give your organisation its"
            " vote, on the page of this ballot."
        )
    check_mandate(by, proxy.holder, on)
    own = elector_of(ballot, proxy.holder_id)
    if own is not None and own.recused_at is not None:
        raise NotAllowed(
            f"{proxy.holder.name} declared an interest, so it takes no part in this ballot, for"
            " itself or for others."
        )
    return Seat(elector, proxy)


def check_mandate(by: Actor, organisation: register.Organisation, on: date) -> None:
    """Raise NotAllowed unless the actor may vote for an organisation on a day."""
    if by.person_id is None or not register.may_vote(by.person_id, organisation.pk, on):
        raise NotAllowed(
            f"You have no mandate to vote for {organisation.name} today, so your vote cannot count."
            f" Whoever represents {organisation.name} can give you one on its page."
        )


def may_vote_in(by: Actor, ballot: Ballot, on: date) -> bool:
    """Whether the actor may vote for her own organisation in a ballot, as far as mandates go."""
    if by.person_id is None or elector_of(ballot, by.organisation_id) is None:
        return False
    return register.may_vote(by.person_id, by.organisation_id or 0, on)


def recused_in(ballot: Ballot) -> list[Elector]:
    """Those who declared an interest in a ballot, and take no part."""
    rows = Elector.objects.filter(ballot=ballot, recused_at__isnull=False)
    return list(rows.select_related("organisation").order_by("organisation__name"))


# What is shown ---------------------------------------------------------------------------------


def own_vote(elector: Elector) -> Vote | None:
    """What an organisation voted so far in an open ballot; None in a secret one, always."""
    if elector.ballot.secret:
        return None
    rows = Vote.objects.filter(elector=elector)
    return rows.select_related("person", "proxy__holder").first()


def options_for(ballot: Ballot, elector: Elector | None) -> list[Option]:
    """The options that can be marked, in the order in which a voter sees them: their own, or, where
    the ballot says so, an order that is each elector's, and stays.
    """
    rows = ballot.options.filter(withdrawn_at=None).prefetch_related("files")
    live = list(rows.order_by("number"))
    if elector is None or not Settings.from_json(ballot.settings).shuffle:
        return live
    lot = {one.pk: sha256(f"{elector.uid}:{one.uid}".encode()).digest() for one in live}
    return sorted(live, key=lambda one: lot[one.pk])


def sees_reasons(by: Actor, ballot: Ballot, now: datetime) -> bool:
    """Whether the actor may read what others voted and why. In a secret ballot nobody may; in an
    open one everybody inside may after the close, and before only where its settings say so, and
    her organisation has voted.
    """
    if ballot.secret:
        return False
    if ballot.state == BallotState.CLOSED:
        return True
    if Settings.from_json(ballot.settings).show != "after_vote":
        return False
    mine = elector_of(ballot, by.organisation_id)
    return mine is not None and mine.voted_at is not None


# Objections ------------------------------------------------------------------------------------


def objections_in(ballot: Ballot) -> list[Vote]:
    """The objections that stand in a ballot, with their answers, the earliest first. Objections to
    a proposal are there to be dealt with, so everybody inside sees them at once; a secret ballot
    has none that could be shown.
    """
    if ballot.secret:
        return []
    rows = Vote.objects.filter(elector__ballot=ballot, elector__recused_at=None)
    rows = rows.select_related("elector__organisation").prefetch_related("answers__person")
    return [one for one in rows.order_by("at", "pk") if is_objection(ballot, one.says)]


def get_objection(ballot: Ballot, pk: int) -> Vote:
    """One objection in a ballot. Raises NotFound when there is none, or none any more."""
    found = next((one for one in objections_in(ballot) if one.pk == pk), None)
    if found is None:
        raise NotFound("There is no such objection. It may have been taken back.")
    found.elector.ballot = ballot
    return found


def unanswered(ballot: Ballot) -> list[Vote]:
    """The objections that nobody has answered yet."""
    return [one for one in objections_in(ballot) if not one.answers.all()]


# Who takes part --------------------------------------------------------------------------------


@dataclass(frozen=True)
class TakingPart:
    """How many have voted of those that are asked; in an open ballot, who has not."""

    asked: int
    voted: int
    waiting: tuple[str, ...]


def taking_part(ballot: Ballot, electors: Iterable[Elector] | None = None) -> TakingPart:
    """How far a ballot has come: recused ones and those that left are not waited for."""
    rows = ballot.electors.select_related("organisation") if electors is None else electors
    asked = [one for one in rows if one.recused_at is None and one.left_at is None]
    voted = sum(1 for one in asked if one.voted_at is not None)
    names = () if ballot.secret else tuple(
        sorted(one.organisation.name for one in asked if one.voted_at is None)
    )  # fmt: skip
    return TakingPart(len(asked), voted, names)


def is_waited_for(elector: Elector, ballot: Ballot, now: datetime) -> bool:
    """Whether an organisation has still to vote."""
    free = elector.voted_at is None and elector.recused_at is None and elector.left_at is None
    return free and takes_votes(ballot, now)
