"""Funding bids: planned, changed, sent, won or lost, taken out, brought back, reminded of."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.bridge.holding import member_ids
from spinney.workplans.events.bids import bid_noted
from spinney.workplans.letters import bids as letters
from spinney.workplans.models import FundingBid
from spinney.workplans.policies import bids as rules
from spinney.workplans.policies.bids import BidText
from spinney.workplans.policies.plans import check_can_restore
from spinney.workplans.states import BidState


def _note(verb: str, one: FundingBid, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, on=one, at=now, scope=one.scope, title=one.title, **detail)


def _held_for(verb: str, bid: FundingBid, by: Actor) -> FundingBid:
    require(policies.MAY, verb, by=by, scope=bid.scope)
    rows = FundingBid.objects.select_for_update(of=("self",))
    return rows.select_related("cluster", "organisation").get(pk=bid.pk)


@transaction.atomic
def plan_bid(*, cluster: clusters.Cluster, text: BidText, by: Actor, now: datetime) -> FundingBid:
    """Plan to ask a funder for money, by when, and when the funder decides."""
    require(policies.MAY, "plan_bid", by=by, scope=cluster_scope(cluster.pk))
    rules.check_bid(text, member_ids(cluster, localdate(now)))
    made = FundingBid.objects.create(
        cluster=cluster, made_at=now, made_by=by.label, **text.fields()
    )
    _note("workplans.plan_bid", made, by, now)
    return made


@transaction.atomic
def edit_bid(
    *, bid: FundingBid, text: BidText, read: int | None = None, by: Actor, now: datetime
) -> FundingBid:
    """Change what is planned. Other days are reminded of anew."""
    bid = _held_for("edit_bid", bid, by)
    rules.check_is_there(bid)
    check_unchanged(bid, read, "this bid")
    members = member_ids(bid.cluster, localdate(now))
    if bid.organisation_id is not None:
        members.add(bid.organisation_id)
    rules.check_bid(text, members)
    changes = take_over(bid, text.fields())
    if changes:
        if {"decision_on", "send_by"} & set(changes):
            bid.reminded_on = None
        bid.save()
        _note("workplans.edit_bid", bid, by, now, version=bid.version)
    return bid


@transaction.atomic
def note_bid(
    *, bid: FundingBid, state: str, note: str = "", won_pence: int | None = None,
    on: date | None = None, by: Actor, now: datetime,
) -> FundingBid:  # fmt: skip
    """Say what became of a bid: sent, won, lost, put off; `on` which day (today). The members are
    told of one that was won or lost, and what that means for the plan.
    """
    bid = _held_for("note_bid", bid, by)
    rules.check_is_there(bid)
    rules.check_becomes(bid, state, won_pence, on, localdate(now))
    bid.state, bid.state_on = state, on or localdate(now)
    bid.outcome_note = note.replace("\r\n", "\n").strip() or bid.outcome_note
    bid.won_pence = (won_pence or bid.amount_pence) if state == BidState.WON else None
    bid.reminded_on = None
    bid.version += 1
    bid.save()
    _note("workplans.note_bid", bid, by, now, state=str(BidState(state).label).lower())
    if state in (BidState.WON, BidState.LOST):
        letters.decided(bid, by=by, now=now)
    bid_noted.send(sender=FundingBid, bid=bid, by=by, now=now)
    return bid


@transaction.atomic
def remove_bid(*, bid: FundingBid, by: Actor, now: datetime) -> FundingBid:
    """Take a bid out; nothing waits on it any more. It can be brought back for a while."""
    bid = _held_for("remove_bid", bid, by)
    rules.check_is_there(bid)
    bid.removed_at = now
    bid.version += 1
    bid.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_bid", bid, by, now)
    return bid


@transaction.atomic
def restore_bid(*, bid: FundingBid, by: Actor, now: datetime) -> FundingBid:
    """Bring it back, with what waits on it."""
    bid = _held_for("restore_bid", bid, by)
    check_can_restore(bid, now)
    bid.removed_at = None
    bid.version += 1
    bid.save(update_fields=["removed_at", "version"])
    _note("workplans.restore_bid", bid, by, now)
    return bid


@transaction.atomic
def remind_of_bid(*, bid: FundingBid, by: Actor, now: datetime) -> FundingBid:
    """Remind those who run the cluster that a bid is to be sent, or its funder decides. The site
    itself.
    """
    bid = _held_for("remind_of_bid", bid, by)
    bid.reminded_on = localdate(now)
    bid.save(update_fields=["reminded_on"])
    letters.day_comes(bid, by=by, now=now)
    _note("workplans.remind_of_bid", bid, by, now)
    return bid
