"""An organisation that cannot vote lets another vote for it, and can take that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import policies
from spinney.decisions.letters import vote_news as letters
from spinney.decisions.models import Ballot, Elector, Meeting, Proxy
from spinney.decisions.policies import voting as rules
from spinney.decisions.queries.proxies import holders_for, most_each, own_proxy
from spinney.decisions.queries.voting import check_mandate
from spinney.decisions.states import BallotState, MeetingState
from spinney.register.api import Organisation

NONE_VOTES_FOR_ANOTHER = "By your agreement nobody votes for another."


@transaction.atomic
def give_proxy(
    *, about: Ballot | Meeting, holder_id: int, wishes: str = "", by: Actor, now: datetime
) -> Proxy:
    """Let another organisation vote for one's own: in a ballot, or in every ballot that is held at
    a meeting. The other must be one of those that vote, and holds no more proxies than was agreed.
    """
    giver = _giver(about, by, now)
    if own_proxy(about, giver.pk) is not None:
        raise WrongState("You have given your vote already. Take that back first.")
    if most_each(about, localdate(now)) == 0:
        raise WrongState(NONE_VOTES_FOR_ANOTHER)
    known = {one.pk: one for one in holders_for(about, giver.pk, localdate(now))}
    if holder_id not in known:
        told = "Choose one of those in the list. Others take no part, or vote for others already."
        raise BadInput(told, {"holder": [told]})
    if len(wishes.strip()) > rules.MOST_WISHES:
        rules.check_text("wishes", wishes, rules.MOST_WISHES, "")
    proxy = Proxy.objects.create(
        cluster=about.cluster, organisation=giver, holder=known[holder_id],
        ballot=about if isinstance(about, Ballot) else None,
        meeting=about if isinstance(about, Meeting) else None,
        wishes=wishes.strip(), given_at=now, given_by=by.label,
    )  # fmt: skip
    record(
        "decisions.give_proxy", by=by, on=proxy, at=now, scope=about.scope, title=about.title,
        organisation=giver.name, holder=proxy.holder.name,
    )  # fmt: skip
    letters.proxy_given(proxy, about.title, _page(about), by=by, now=now)
    return proxy


def _giver(about: Ballot | Meeting, by: Actor, now: datetime) -> Organisation:
    """The actor's organisation, for which she may vote, where a vote is still to come. What decides
    how many proxies somebody holds is held until this transaction ends.
    """
    if isinstance(about, Ballot):
        rules.check_may("give_proxy", by=by, ballot=about)
        giver = _giver_in_ballot(about, by, now)
    else:
        require(policies.MAY, "give_meeting_proxy", by=by, scope=about.scope)
        giver = _giver_at_meeting(about, by, now)
    check_mandate(by, giver, localdate(now))
    return giver


def _giver_in_ballot(ballot: Ballot, by: Actor, now: datetime) -> Organisation:
    fresh = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    if fresh.state != BallotState.ANNOUNCED:
        rules.check_takes_votes(fresh, now)
    rows = Elector.objects.filter(ballot=ballot, organisation=by.organisation_id or 0)
    elector = rows.select_related("organisation").first()
    if elector is None:
        raise NotAllowed("Your organisation is not among those that are asked in this ballot.")
    rules.check_takes_part(elector, fresh)
    if elector.voted_at is not None:
        raise WrongState("Your organisation has voted, so nobody needs to vote for it.")
    return elector.organisation


def _giver_at_meeting(meeting: Meeting, by: Actor, now: datetime) -> Organisation:
    fresh = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if fresh.state not in (MeetingState.DRAFT, MeetingState.CALLED):
        raise WrongState("This meeting is over, so there is nothing to vote on.")
    found = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    if found is None:
        raise NotAllowed("You act for no organisation here, so you have no vote to give.")
    return found


def _page(about: Ballot | Meeting) -> str:
    name = "decisions:ballot" if isinstance(about, Ballot) else "decisions:meeting"
    return reverse(name, args=[about.cluster_id, about.pk])


@transaction.atomic
def end_proxy(*, proxy: Proxy, by: Actor, now: datetime) -> Proxy:
    """Take a proxy back, or (its holder) give it back. What was voted by it stays until the
    organisation changes it itself.
    """
    rows = Proxy.objects.select_for_update(of=("self",))
    proxy = rows.select_related("organisation", "holder", "cluster", "ballot", "meeting").get(
        pk=proxy.pk
    )
    about = proxy.ballot or proxy.meeting
    if isinstance(about, Ballot):
        rules.check_may("end_proxy", by=by, ballot=about)
    else:
        require(policies.MAY, "end_proxy", by=by, scope=cluster_scope(proxy.cluster_id))
    own = {proxy.organisation_id: proxy.organisation, proxy.holder_id: proxy.holder}
    mine = own.get(by.organisation_id or 0)
    if mine is None:
        raise NotAllowed("Only who gave this proxy, or holds it, can end it.")
    check_mandate(by, mine, localdate(now))
    if proxy.ended_at is not None:
        raise WrongState("This proxy has ended already.")
    proxy.ended_at = now
    proxy.save(update_fields=["ended_at"])
    record(
        "decisions.end_proxy", by=by, on=proxy, at=now, scope=cluster_scope(proxy.cluster_id),
        title=about.title if about else "", organisation=proxy.organisation.name,
        holder=proxy.holder.name,
    )  # fmt: skip
    letters.proxy_ended(proxy, mine, by=by, now=now)
    return proxy
