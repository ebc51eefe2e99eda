"""Who is asked follows what happens below while voting is open: members come and go, and two
organisations turn out to be one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements.api import how_decided
from spinney.base.kernel.actors import SITE, Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.bridge.proxies import give_back_proxies, hand_on_proxies
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.bridge.sealed import make_late_places
from spinney.decisions.letters import voting as letters
from spinney.decisions.models import ActionItem, Ballot, Elector, Option
from spinney.decisions.states import BallotState

LEFT, SUSPENDED, ACTIVE = "left", "suspended", "active"


@transaction.atomic
def follow_membership(
    *, membership: clusters.Membership, by: Actor, now: datetime
) -> list[Elector]:
    """A member joined, left or was set aside while voting is open. Whoever has left or is set aside
    is marked so: whether its vote still counts, the customs of voting say. Whoever has joined votes
    too where the customs say so, and is asked. Returns the electors that changed.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "follow_membership", by=by, scope=scope)
    ballots = Ballot.objects.select_for_update(of=("self",)).select_related("cluster")
    open_ones = ballots.filter(cluster=membership.cluster_id, state=BallotState.OPEN).order_by("pk")
    deeds = {LEFT: _leaves, SUSPENDED: _leaves, ACTIVE: _joins}
    deed = deeds.get(membership.state)
    if deed is None:
        return []
    found = [deed(ballot, membership, by, now) for ballot in open_ones]
    changed = [one for one in found if one is not None]
    if changed:
        record(
            "decisions.follow_membership", by=by, on=membership, at=now, scope=scope,
            organisation=membership.organisation.name, ballots=[one.ballot_id for one in changed],
        )  # fmt: skip
    return changed


def _leaves(
    ballot: Ballot, membership: clusters.Membership, by: Actor, now: datetime
) -> Elector | None:
    rows = ballot.electors.select_for_update().filter(inside=True, left_at=None)
    elector = rows.filter(organisation=membership.organisation_id).first()
    if elector is not None:
        elector.left_at = now
        elector.save(update_fields=["left_at"])
    return elector


def _joins(
    ballot: Ballot, membership: clusters.Membership, by: Actor, now: datetime
) -> Elector | None:
    known = ballot.electors.select_for_update().filter(organisation=membership.organisation_id)
    elector = known.first()
    if elector is not None:
        if elector.left_at is None:
            return None
        elector.left_at = None  # it is back before the vote is over
        elector.save(update_fields=["left_at"])
        return elector
    if not rule_of(ballot).customs.joiners_vote:
        return None
    made = _late_elector(ballot, membership, now)
    if made is not None:
        letters.asked_to_vote(ballot, [made], by=by, now=now)
    return made


def _late_elector(ballot: Ballot, membership: clusters.Membership, now: datetime) -> Elector | None:
    """The newcomer as an elector, if it decides by the terms in force today."""
    try:
        asking = how_decided(ballot.cluster, localdate(now))
    except WrongState:
        return None
    uid = str(membership.organisation.uid)
    found = next((one for one in asking.electors if one.uid == uid), None)
    if found is None:
        return None
    made = Elector.objects.create(
        ballot=ballot, organisation=membership.organisation, weight=found.weight,
        tier=next(iter(found.classes), ""), in_quorum=found.in_quorum,
        inside=uid in asking.inside, joined_late=True,
    )  # fmt: skip
    if ballot.secret:
        make_late_places(ballot, ballot.electors.count())
    return made


# Two that turn out to be one ---------------------------------------------------------------------


@transaction.atomic
def follow_merge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand the places of the organisation put aside, as elector and as candidate, to the one that
    was kept. Where both are asked in one open ballot, one organisation has one vote: the kept one's
    place stays, unless only the other has voted. What is over stays as it was.
    """
    require(policies.MAY, "follow_merge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    twice = Elector.objects.filter(organisation=kept).values("ballot")
    both = Elector.objects.filter(
        organisation=aside, ballot__in=twice, ballot__state=BallotState.OPEN
    )
    dropped = [_drop_one(one, kept) for one in both.select_related("ballot").order_by("pk")]
    left = Elector.objects.filter(organisation=aside)
    electors = _hand_on(left.exclude(ballot__in=twice), kept)
    stands = Option.objects.filter(organisation=kept).values("ballot")
    options = _hand_on(Option.objects.filter(organisation=aside).exclude(ballot__in=stands), kept)
    return record(
        "decisions.follow_merge", by=by, on=merge, at=now, scope=SITE, electors=electors,
        options=options, dropped=[one for one in dropped if one],
        proxies=hand_on_proxies(kept, aside, now),
        actions=_hand_on(ActionItem.objects.filter(organisation=aside), kept),
    )  # fmt: skip


def _drop_one(elector: Elector, kept: Any) -> list[Any]:
    """Of two places in an open ballot one goes; what is needed to give it back. In a secret ballot
    in which both have voted nobody can tell whose vote is whose, so both stay.
    """
    other = Elector.objects.select_for_update().get(ballot=elector.ballot_id, organisation=kept)
    if elector.ballot.secret and elector.voted_at and other.voted_at:
        return []
    gone = other if elector.voted_at and not other.voted_at else elector
    said = [gone.ballot_id, gone.weight, gone.tier, gone.in_quorum, gone.inside, gone.joined_late]
    _take_along(gone, elector if gone is other else other)
    gone.delete()
    if gone is other:
        Elector.objects.filter(pk=elector.pk).update(organisation=kept)
    return said


def _take_along(gone: Elector, stays: Elector) -> None:
    """What waits on paper for the one waits for the other, and an interest that the one declared
    is the other's too, unless that has voted.
    """
    if not gone.ballot.secret:
        gone.entries.update(elector=stays)
    if gone.recused_at is not None and stays.voted_at is None and stays.recused_at is None:
        stays.recused_at, stays.interest = gone.recused_at, gone.interest
        stays.save(update_fields=["recused_at", "interest"])


def _hand_on(rows: Any, kept: Any) -> list[int]:
    moved = list(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=moved).update(organisation=kept)
    return moved


@transaction.atomic
def follow_unmerge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back the places that `follow_merge` handed over. Whose place went is asked again in a
    ballot that is still open.
    """
    require(policies.MAY, "follow_unmerge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    known = Entry.objects.filter(verb="decisions.follow_merge", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    handed_on = ((Elector, "electors"), (Option, "options"), (ActionItem, "actions"))
    for model, name in handed_on:
        rows: Any = model.objects
        rows.filter(pk__in=done.get(name, []), organisation=kept).update(organisation=aside)
    give_back_proxies(done.get("proxies", {}), kept, aside)
    for ballot_id, weight, tier, in_quorum, inside, late in done.get("dropped", []):
        ballot = Ballot.objects.filter(pk=ballot_id, state=BallotState.OPEN).first()
        if ballot is None or ballot.electors.filter(organisation=aside).exists():
            continue
        elector = Elector.objects.create(
            ballot=ballot, organisation=aside, weight=weight, tier=tier, in_quorum=in_quorum,
            inside=inside, joined_late=late,
        )  # fmt: skip
        letters.asked_to_vote(ballot, [elector], by=by, now=now)
    return record("decisions.follow_unmerge", by=by, on=merge, at=now, scope=SITE)
