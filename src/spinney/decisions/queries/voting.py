"""Votes for whoever asks: who is asked in a ballot, for whom an actor votes, what she may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.record.prepared import prepared
from spinney.base.record.record import subject_of
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Elector, Option, Proxy, Vote
from spinney.decisions.policies.voting import check_takes_part, is_objection
from spinney.decisions.states import BallotState
from spinney.register import api as register


def ballot_by_link(by: Actor) -> Ballot:
    """The ballot that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ else ""
    number = subject.rpartition(":")[2]
    found = _ballot.first(pk=int(number)) if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is no such ballot any more.")
    return found


@prepared
def _ballot(pk: int) -> QuerySet[Ballot]:
    return Ballot.objects.filter(pk=pk).select_related("cluster")


def elector_of(ballot: Ballot, organisation_id: int | None) -> Elector | None:
    """An organisation as it is asked in a ballot; None where it is not."""
    return _elector.first(ballot=ballot.pk, organisation=organisation_id or 0)


@prepared
def _elector(ballot: int, organisation: int) -> QuerySet[Elector]:
    rows = Elector.objects.filter(ballot=ballot, organisation=organisation)
    return rows.select_related("organisation")


def hold_elector(ballot: Ballot, organisation_id: int) -> tuple[Ballot, Elector | None]:
    """An organisation as it is asked, held until the transaction ends, and then the ballot as it
    is: whoever closes it holds its electors too, so that a vote comes wholly before the close, or
    after it.
    """
    elector = _held.first(ballot=ballot.pk, organisation=organisation_id)
    fresh = _ballot.first(pk=ballot.pk)
    if fresh is None:
        raise NotFound("There is no such ballot any more.")
    if elector is not None:
        elector.ballot = fresh
    return fresh, elector


@prepared
def _held(ballot: int, organisation: int) -> QuerySet[Elector]:
    rows = Elector.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.filter(ballot=ballot, organisation=organisation)


def hold_electors(ballot: Ballot) -> list[Elector]:
    """Every elector of a ballot, held until the transaction ends: whoever closes a ballot waits for
    votes that are just being cast, and lets none in while she counts.
    """
    rows = Elector.objects.select_for_update(of=("self",)).filter(ballot=ballot)
    return list(rows.order_by("pk"))


# By whom ---------------------------------------------------------------------------------------


def live_proxies(ballot: Ballot) -> list[Proxy]:
    """The proxies that hold in a ballot: for it, or for the meeting at which it is held. Of two
    that one organisation gave, the one for the ballot holds; of more than one organisation may hold
    (some given for the ballot, others for the meeting) those that were given first.
    """
    found = _proxies(ballot=ballot.pk, meeting=ballot.meeting_id or 0)
    by_giver = {one.organisation_id: one for one in found if one.ballot_id is None}
    by_giver |= {one.organisation_id: one for one in found if one.ballot_id is not None}
    return _as_many_as_agreed(
        ballot, (one for one in found if by_giver[one.organisation_id] is one)
    )


def _as_many_as_agreed(ballot: Ballot, proxies: Iterable[Proxy]) -> list[Proxy]:
    if ballot.rule is None:
        return list(proxies)
    most = int(ballot.rule["customs"]["proxies_each"])  # the rest is not read: it is long
    held: Counter[int] = Counter()
    found = []
    for one in proxies:
        held[one.holder_id] += 1
        if held[one.holder_id] <= most:
            found.append(one)
    return found


@prepared
def _proxies(ballot: int, meeting: int) -> QuerySet[Proxy]:
    rows = Proxy.objects.filter(Q(ballot=ballot) | Q(meeting=meeting), ended_at=None)
    return rows.select_related("organisation", "holder").order_by("given_at", "pk")


def proxy_from(ballot: Ballot, organisation_id: int) -> Proxy | None:
    """The proxy by which another votes for an organisation, if it gave one."""
    found = (one for one in live_proxies(ballot) if one.organisation_id == organisation_id)
    return next(found, None)


@dataclass(frozen=True)
class Seat:
    """For whom somebody votes in a ballot: an elector, and the proxy if it is another's."""

    elector: Elector
    proxy: Proxy | None = None

    @property
    def name(self) -> str:
        return self.elector.organisation.name


NOT_ASKED = "Your organisation is not among those that are asked in this ballot."


def seat_of(by: Actor, ballot: Ballot, organisation_id: int, on: date) -> Seat:
    """The seat of an organisation for an actor who would vote there on a day: her own
    organisation's, or one whose proxy it holds. Raises NotAllowed, saying why and what to do.
    """
    elector = elector_of(ballot, organisation_id)
    if elector is None:
        raise NotAllowed(NOT_ASKED)
    elector.ballot = ballot
    return seat_at(elector, by, on)


def seat_at(elector: Elector, by: Actor, on: date) -> Seat:
    """The seat of an elector that was read already. Raises NotAllowed."""
    ballot, organisation_id = elector.ballot, elector.organisation_id
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
    if own is not None:
        _check_holder_takes_part(own, ballot)
    return Seat(elector, proxy)


def _check_holder_takes_part(holder: Elector, ballot: Ballot) -> None:
    """Raise NotAllowed where whoever holds a proxy declared an interest, or has left."""
    if holder.recused_at is not None:
        raise NotAllowed(
            f"{holder.organisation.name} declared an interest, so it takes no part in this ballot,"
            " for itself or for others."
        )
    check_takes_part(holder, ballot)


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
    return _vote.first(elector=elector.pk)


@prepared
def _vote(elector: int) -> QuerySet[Vote]:
    return Vote.objects.filter(elector=elector).select_related("person", "proxy__holder")


def options_for(ballot: Ballot, elector: Elector | None) -> list[Option]:
    """The options that can be marked, in the order in which a voter sees them: their own, or, where
    the ballot says so, an order that is each elector's, and stays.
    """
    live = _options(ballot=ballot.pk)
    if elector is None or not Settings.from_json(ballot.settings).shuffle:
        return live
    lot = {one.pk: sha256(f"{elector.uid}:{one.uid}".encode()).digest() for one in live}
    return sorted(live, key=lambda one: lot[one.pk])


@prepared
def _options(ballot: int) -> QuerySet[Option]:
    rows = Option.objects.filter(ballot=ballot, withdrawn_at=None)
    return rows.prefetch_related("files").order_by("number")


def live_keys(ballot: Ballot) -> list[str]:
    """The keys of the options that can be marked."""
    return [str(number) for number in _live_numbers(ballot=ballot.pk)]


@prepared
def _live_numbers(ballot: int) -> QuerySet[Option, int]:
    rows = Option.objects.filter(ballot=ballot, withdrawn_at=None)
    return rows.order_by("number").values_list("number", flat=True)


def sees_reasons(elector: Elector | None, ballot: Ballot) -> bool:
    """Whether the people of an elector may read what others voted and why. In a secret ballot
    nobody may; in an open one everybody inside may after the close, and before only where its
    settings say so, and their organisation has voted.
    """
    if ballot.secret:
        return False
    if ballot.state == BallotState.CLOSED:
        return True
    if Settings.from_json(ballot.settings).show != "after_vote":
        return False
    return elector is not None and elector.voted_at is not None


# Objections ------------------------------------------------------------------------------------


def objections_in(ballot: Ballot) -> list[Vote]:
    """The objections that stand in a ballot, with their answers, the earliest first. Objections to
    a proposal are there to be dealt with, so everybody inside sees them at once; a secret ballot
    has none that could be shown.
    """
    if ballot.secret or not WAYS[ballot.way].method:
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
